import { isBlock, isGiven, isLate, quoted, textAt, valueAt } from "../../inventory/values";
import type { Change } from "./change";
import { heldBy } from "./holds";
import { ofEach, type Breach, type GateRule } from "./rule";

/** Where kinds say where they are, or where what they hold is. */
export const LOCATION_PATHS = [
  "region",
  "zone",
  "location",
  "locationId",
  "config", // of Spanner: its regions
  "replicaZones",
  "customPlacementConfig.dataLocations",
  "messageStoragePolicy.allowedPersistenceRegions",
  "settings.backupConfiguration.location",
  "snapshotSchedulePolicy.snapshotProperties.storageLocations",
  "replication.userManaged",
];

export const locationRules: readonly GateRule[] = [
  {
    id: "data-moved",
    title: "What holds data stays in its location",
    why: "the location decides what survives the loss of a region, and no provider moves data: it makes an empty one elsewhere",
    breaches: ofEach((change) => (isThere(change) ? pathsOf(change) : []).flatMap(moves(change))),
  },
];

/** It was there before and is afterwards: it holds data, or says where copies of data go. */
function isThere(change: Change): boolean {
  const says = change.kind === "compute.ResourcePolicy";
  return change.op !== "delete" && change.op !== "create" && (says || heldBy(change) !== undefined);
}

/** A replica takes no backups, so it says nowhere to keep them. */
function pathsOf({ new: fresh }: Change): readonly string[] {
  const replica = textAt(fresh?.inputs, "instanceType") === "READ_REPLICA_INSTANCE";
  return LOCATION_PATHS.filter((path) => !replica || !path.startsWith("settings."));
}

function moves(change: Change): (path: string) => readonly Breach[] {
  return (path) => {
    const [from, to] = [valueAt(change.old?.inputs, path), valueAt(change.new?.inputs, path)];
    if (!isGiven(from) || placed(from) === placed(to)) return [];
    // What kinds other than Spanner configure under that name is no place.
    if (path === "config" && isBlock(from)) return [];
    if (isLate(to)) {
      const message = `will be known only while it is deployed; it was ${quoted(from)}`;
      return [{ urn: change.urn, path, message, unclear: true }];
    }
    const where = isGiven(to) ? `to ${quoted(to)}` : "to a place that isn't said";
    const message = `would move from ${quoted(from)} ${where}; leave it, and describe a second store there and copy`;
    return [{ urn: change.urn, path, message }];
  };
}

/** Places are the same in capitals and in any order. */
function placed(value: unknown): string {
  const list = Array.isArray(value) ? value : [value];
  return JSON.stringify(list.map((item) => JSON.stringify(item)?.toLowerCase()).sort());
}
