import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { numberAt, remember, runtimeOf } from "./instance";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** "Every few months", https://docs.cloud.google.com/sql/docs/postgres/maintenance: 90 days is assumed. */
const EVERY = 90 * DAY;

/** Has the next maintenance come in the instance's window; without one none comes. */
export function planMaintenance(instance: CloudResource, cloud: Cloud): void {
  const { maintenanceEvent } = runtimeOf(instance);
  if (maintenanceEvent !== null) cloud.clock.callOff(maintenanceEvent);
  const day = numberAt(instance.properties, "settings.maintenanceWindow.day", 0);
  const hour = numberAt(instance.properties, "settings.maintenanceWindow.hour", 0);
  // Virtual time begins on a Monday at 00:00, and Monday is day 1.
  const inWeek = (day - 1) * DAY + hour * HOUR;
  const earliest = cloud.now + EVERY;
  const week = Math.ceil((earliest - inWeek) / (7 * DAY));
  const event =
    day === 0
      ? null
      : cloud.clock.schedule(inWeek + week * 7 * DAY, "sql.maintenance", instance.id);
  remember(instance.id, { maintenanceEvent: event }, cloud);
}

/** A restart, after which the next one is planned. */
export function maintain(instance: CloudResource, cloud: Cloud): void {
  const length = cloud.lasts("sql.restart", instance.id, "maintenance", cloud.now);
  remember(instance.id, { down: { from: cloud.now, until: cloud.now + length } }, cloud);
  const now = cloud.find(instance.id);
  if (now) planMaintenance(now, cloud);
}
