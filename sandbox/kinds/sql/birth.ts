import type { Cloud } from "../../cloud";
import { zonesOf } from "../../../topology/places";
import type { CloudResource } from "../../model";
import { isReachable } from "./availability";
import {
  isReplica,
  keepsLog,
  NEW_RUNTIME,
  remember,
  runtimeOf,
  sourceOf,
  textAt,
  type Runtime,
} from "./instance";
import { originOf } from "./recovery";
import { newLink } from "./replication";
import { fork } from "./rows";

/** What is decided about an instance when its creation begins: zones, and what it starts with. */
export function conceive(instance: CloudResource, cloud: Cloud): void {
  const { id, location, project, properties } = instance;
  const zones = zonesOf(location).map((letter) => `${location}-${letter}`);
  const asked = textAt(properties, "settings.locationPreference.zone");
  const luck = Math.floor(cloud.chance("sql.zone", id) * zones.length);
  const zone = asked === "" ? (zones[luck] ?? `${location}-a`) : asked;
  const wanted = textAt(properties, "settings.locationPreference.secondaryZone");
  const rest = zones.filter((other) => other !== zone);
  const otherZone = wanted === "" ? (rest[luck % Math.max(1, rest.length)] ?? zone) : wanted;
  const origin = originOf(project, properties, cloud);
  const runtime: Runtime = { ...NEW_RUNTIME, zone, otherZone, origin };
  cloud.setRuntime(id, runtime);
}

/** The instance is there. A replica whose source is out of reach waits until that is back. */
export function comeToLife(instance: CloudResource, cloud: Cloud): void {
  const { branch, origin } = runtimeOf(instance);
  if (branch !== null || instance.readyAt > cloud.now || cloud.faults.isLost(instance.location)) {
    return;
  }
  if (!isReplica(instance)) {
    const logFrom = keepsLog(instance.properties) ? cloud.now : null;
    remember(instance.id, { branch: fork(cloud, origin ?? undefined), logFrom }, cloud);
    return;
  }
  const source = sourceOf(instance, cloud);
  if (!source || !isReachable(source, cloud)) return;
  const change = { branch: runtimeOf(source).branch, link: newLink(instance, cloud) };
  remember(instance.id, change, cloud);
}
