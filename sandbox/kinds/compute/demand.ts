import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { AUTOSCALER_KINDS, targetOf } from "./application";
import { nudge } from "./decision";
import { holdersOf } from "./machine";

/** What one source of requests sends to a group's machines. */
export interface Demand {
  readonly group: string;
  /** In a second. */
  readonly requests: number;
  /** Requests that one machine is there for, in a second. */
  readonly perInstance: number;
}

/** Notes what a source sends to a group from now on; its autoscaler sees it at its next look. */
export function demand(cloud: Cloud, source: string, asked: Demand): void {
  const table = cloud.table<Demand>("compute.demand");
  const key = `${asked.group}|${source}`;
  const before = table.get(key);
  if (before?.requests === asked.requests && before.perInstance === asked.perInstance) return;
  if (asked.requests === 0) table.delete(key);
  else table.put(key, asked);
  const group = cloud.find(asked.group);
  for (const holder of group ? holdersOf(cloud, group) : []) nudgeOf(cloud, holder);
}

function nudgeOf(cloud: Cloud, group: CloudResource): void {
  for (const kind of AUTOSCALER_KINDS) {
    for (const scaler of cloud.all(kind)) {
      if (targetOf(cloud, scaler)?.id === group.id) nudge(cloud, scaler);
    }
  }
}
