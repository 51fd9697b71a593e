import { textAt, textsAt } from "../../inventory/values";
import { regionOf } from "../context";
import { anew, isMadeAnew } from "./anew";
import { partsOf } from "./parts";
import { either, ends, recovers, SURVIVES, type Verdict } from "./verdict";
import type { Walk } from "./walk";

/** A disk is in two zones of its region; elsewhere there is a copy or a snapshot. */
export function diskVerdict(walk: Walk, store: string): Verdict {
  const disks = partsOf(walk, store, ["compute.RegionDisk", "compute.Disk"]);
  const primary = walk.context.situation.primary;
  // What a recovery has made is registered by its schedule alone: its stack only reads the disk.
  const schedules = partsOf(walk, store, ["compute.RegionDiskResourcePolicyAttachment"]);
  const [own] = [...disks, ...schedules].filter((part) => regionOf(part) === primary);
  const reason = own ? walk.broken(own) : undefined;
  if (!own || reason === undefined) return SURVIVES;
  const pair = disks.find(
    (disk) =>
      disk !== own &&
      walk.broken(disk) === undefined &&
      regionOf(disk) !== primary &&
      // One that was written to is nobody's copy any more.
      textAt(disk.inputs, "asyncPrimaryDisk.disk") !== undefined,
  );
  const snapshots = partsOf(walk, store, ["compute.ResourcePolicy"]).some(({ inputs }) => {
    // The provider takes one place, as text.
    const place = textAt(inputs, "snapshotSchedulePolicy.snapshotProperties.storageLocations");
    return place !== undefined && place !== walk.loss.region;
  });
  return either(
    pair
      ? `the copy in "${regionOf(pair)}" is promoted`
      : snapshots
        ? "made anew from its last snapshot"
        : undefined,
    reason,
  );
}

/** Topics take messages wherever a region is left; what waits in a lost one waits on. */
export function queueVerdict(walk: Walk, store: string): Verdict {
  const parts = partsOf(walk, store, ["pubsub.Topic", "pubsub.Subscription"]);
  const gone = parts.flatMap((part) => walk.broken(part) ?? [])[0];
  if (gone !== undefined) {
    return walk.loss.resource && isMadeAnew(walk.loss.resource)
      ? recovers(`${anew(walk.loss.resource)}; what waited in it is lost`)
      : ends(gone);
  }
  const regions = parts.map(({ inputs }) =>
    textsAt(inputs, "messageStoragePolicy.allowedPersistenceRegions"),
  );
  const stuck = regions.some(
    (list) => list.length > 0 && list.every((region) => region === walk.loss.region),
  );
  return stuck ? ends(`its messages may be kept in "${walk.loss.region}" alone`) : SURVIVES;
}
