import { counted } from "../../system/text/counted";
import type { Seconds } from "../../system/units";
import { formatDuration } from "../../system/units";
import type { Group, RegionPart, SqlInstance, Topology } from "../../topology/model";
import type { InstanceSeen, Known, Observed, ServiceSeen } from "../observed";
import { type Judged, judged, type Looked } from "./judged";

/** Whether a region that stands by could take over now with all that its mode promises. */
export function readiness(topology: Topology, observed: Observed, region: RegionPart): Judged {
  const stores = Object.keys(topology.databases).flatMap((store) => {
    const instance = region.instances[store];
    return instance
      ? copyOf(topology, instance, observed.databases[store]?.[region.name])
      : backupOf(topology, store, observed);
  });
  const services = Object.values(region.groups).flatMap((group) =>
    groupOf(group, observed.services[group.service]?.[region.name]),
  );
  return judged([...stores, ...services]);
}

/** A replica that follows closely enough is what takes over in warm and hot. */
function copyOf(
  topology: Topology,
  { store, name }: SqlInstance,
  seen: Known<InstanceSeen> | undefined,
): Looked[] {
  if (seen === undefined || seen === "unknown") {
    return [{ well: "unknown", what: `${name} can't be seen` }];
  }
  if (seen.state === "missing") return [{ well: false, what: `${name} is not there` }];
  if (seen.state !== "running") return [{ well: false, what: `${name} is ${seen.state}` }];
  if (seen.role !== "replica") return [];
  return [within(topology, store, seen.lag, (lag) => `${name} is ${lag} behind`)];
}

/** Where there is no copy, the newest backup is what is restored. */
function backupOf(topology: Topology, store: string, { databases }: Observed): Looked {
  const writer = databases[store]?.[topology.primary] ?? "unknown";
  const seen = writer === "unknown" || writer.state === "missing" ? undefined : writer;
  if (seen && seen.backupAge === undefined) {
    return { well: false, what: `there is no backup of ${store} yet` };
  }
  return within(
    topology,
    store,
    seen?.backupAge,
    (old) => `the newest backup of ${store} is ${old} old`,
  );
}

/** Without an objective any loss will do, as long as it is known. */
function within(
  { system }: Topology,
  store: string,
  loss: Known<Seconds> | undefined,
  say: (length: string) => string,
): Looked {
  if (loss === undefined || loss === "unknown") {
    return { well: "unknown", what: say("an unknown time") };
  }
  const allowed = system.objectives.flatMap((objective) =>
    "when" in objective && objective.of === store && objective.when === "region-loss"
      ? (objective.rpo ?? [])
      : [],
  );
  const most = Math.min(...allowed);
  const asked = Number.isFinite(most) ? `, and ${formatDuration(most)} is asked for` : "";
  return { well: loss <= most, what: `${say(formatDuration(loss))}${asked}` };
}

/** In cold a group is empty until it is needed; it only has to be known to the load balancer. */
function groupOf(
  { service, region, scaling, least }: Group,
  seen: Known<ServiceSeen> | undefined,
): Looked[] {
  const place = `${service} in ${region}`;
  if (seen === undefined || seen === "unknown") {
    return [{ well: "unknown", what: `${place} can't be seen` }];
  }
  const { listed = "unknown", running } = seen;
  const known: Looked = {
    well: listed,
    what:
      listed === "unknown"
        ? `whether the load balancer knows ${place}`
        : `the load balancer doesn't know ${place}`,
  };
  if (scaling === "off") return [known];
  const enough: Looked = {
    well: running === "unknown" ? "unknown" : running >= least,
    what:
      running === "unknown"
        ? `how many instances of ${place} run`
        : `${counted(running, "instance")} of ${place} ${running === 1 ? "runs" : "run"}, and ${least} are promised`,
  };
  return [known, enough];
}
