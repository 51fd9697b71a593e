import type { Cloud } from "../../cloud";
import type { CloudResource, Instant } from "../../model";
import { isReplica, remember, runtimeOf, textAt, type Runtime } from "./instance";

/** Whether the machine that serves it stands and is switched on. */
export function isReachable(instance: CloudResource, cloud: Cloud): boolean {
  const { branch, zone } = runtimeOf(instance);
  return (
    branch !== null &&
    textAt(instance.properties, "settings.activationPolicy") !== "NEVER" &&
    !cloud.faults.isLost(instance.location) &&
    !cloud.faults.isLost(zone)
  );
}

/** Whether it answers queries now. */
export function isReadable(instance: CloudResource, cloud: Cloud): boolean {
  const { down } = runtimeOf(instance);
  return isReachable(instance, cloud) && !holds(down, cloud.now);
}

function holds(span: Runtime["down"], now: Instant): boolean {
  return span !== null && span.from <= now && now < span.until;
}

/** Whether it takes writes now. */
export function isWritable(instance: CloudResource, cloud: Cloud): boolean {
  const { follows, paused } = runtimeOf(instance);
  return (
    isReadable(instance, cloud) &&
    !isReplica(instance) &&
    follows === null &&
    !holds(paused, cloud.now)
  );
}

/** Whether it has an HA standby in a second zone. */
export function isHa({ properties }: CloudResource): boolean {
  return textAt(properties, "settings.availabilityType") === "REGIONAL";
}

/**
 * Notes who can't be reached from now on, and has an HA standby take over when its heartbeat is
 * missed. Nothing is lost: the HA standby is written to synchronously.
 */
export function watchZone(instance: CloudResource, cloud: Cloud): void {
  const { branch, zone, otherZone, lostAt, zoneEvent } = runtimeOf(instance);
  if (branch === null) return;
  const lost = !isReachable(instance, cloud);
  if (lost !== (lostAt !== null)) {
    remember(instance.id, { lostAt: lost ? cloud.now : null }, cloud);
  }
  const { faults, clock } = cloud;
  const canMove =
    isHa(instance) &&
    faults.isLost(zone) &&
    !faults.isLost(instance.location) &&
    !faults.isLost(otherZone);
  if (canMove && zoneEvent === null) {
    const length = cloud.lasts("sql.zone-failover", instance.id, cloud.now);
    const event = clock.schedule(cloud.now + length, "sql.zone-failover", instance.id);
    remember(instance.id, { zoneEvent: event }, cloud);
  }
  if (!canMove && zoneEvent !== null) {
    clock.callOff(zoneEvent);
    remember(instance.id, { zoneEvent: null }, cloud);
  }
}

/** The HA standby serves; the zones stay swapped afterwards. */
export function failOverZone(instance: CloudResource, cloud: Cloud): void {
  const { zone, otherZone } = runtimeOf(instance);
  const change = { zone: otherZone, otherZone: zone, zoneEvent: null, lostAt: null };
  remember(instance.id, change, cloud);
}
