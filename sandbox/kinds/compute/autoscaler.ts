import type { Cloud } from "../../cloud";
import { invalid } from "../../error";
import type { Kind } from "../../kind";
import type { CloudResource } from "../../model";
import { byLink, numberAt } from "../lookup";
import { AUTOSCALER_KINDS } from "./application";
import { decideSize, forget, nudge, policyOf } from "./decision";
import { nextChange } from "./signals";

function done(scaler: CloudResource, cloud: Cloud): void {
  nudge(cloud, scaler);
  awaitSchedule(cloud, scaler);
}

/** Has the autoscaler look whenever one of its schedules starts or ends. */
function awaitSchedule(cloud: Cloud, scaler: CloudResource): void {
  const time = nextChange(policyOf(scaler, cloud), cloud.now);
  if (time === undefined) return;
  const { revision } = scaler;
  cloud.clock.schedule(time, "autoscaler.schedule", scaler.id, { revision });
}

function scalers(kind: string): Kind {
  return {
    kind,
    takes: () => "group.update",
    refuse: ({ properties }, cloud) => {
      const least = numberAt(properties, "autoscalingPolicy.minReplicas") ?? 0;
      const most = numberAt(properties, "autoscalingPolicy.maxReplicas");
      if (most === undefined) throw invalid("autoscalingPolicy.maxNumReplicas is missing");
      if (least > most) throw invalid(`minNumReplicas ${least} is above maxNumReplicas ${most}`);
      if (!byLink(cloud, properties["target"])) throw invalid("target names no instance group");
    },
    done,
    removed: (scaler, cloud) => forget(cloud, scaler.id),
  };
}

export const autoscaler: Kind = scalers("compute.Autoscaler");

export const regionAutoscaler: Kind = {
  ...scalers("compute.RegionAutoscaler"),
  events: {
    autoscaler: (event, cloud) => {
      const scaler = cloud.find(event.about);
      if (!scaler) return;
      if (event.type === "autoscaler.decide") return decideSize(cloud, scaler);
      if (event.args["revision"] === scaler.revision) done(scaler, cloud);
    },
  },
  faulted: (cloud) => {
    for (const kind of AUTOSCALER_KINDS) {
      for (const scaler of [...cloud.all(kind)]) nudge(cloud, scaler);
    }
  },
};
