import { invalid } from "../../error";
import type { Kind } from "../../kind";
import { probe } from "./answers";
import { timingOf } from "./check";
import { holders } from "./machine";

function checks(kind: string): Kind {
  return {
    kind,
    takes: (verb) => (verb === "create" ? "compute.create" : undefined),
    refuse: ({ project, location, name, properties }) => {
      const id = `${kind}:${project}/${location}/${name}`;
      const bare = { id, kind, project, location, name, runtime: {}, properties };
      const { timeout, interval } = timingOf({ ...bare, createdAt: 0, readyAt: 0, revision: 0 });
      if (timeout <= interval) return;
      throw invalid(`timeoutSec ${timeout / 1000} is above checkIntervalSec ${interval / 1000}`);
    },
    done: (check, cloud) => {
      for (const group of [...holders(cloud)]) probe(cloud, group, check);
    },
  };
}

export const healthCheck: Kind = checks("compute.HealthCheck");
export const regionHealthCheck: Kind = checks("compute.RegionHealthCheck");
