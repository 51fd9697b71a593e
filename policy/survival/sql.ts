import { referenced } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { flagAt, given, textAt } from "../../inventory/values";
import { isLost, regionOf, standingRegions } from "../context";
import { isReplica } from "../rules/database";
import { anew, isMadeAnew } from "./anew";
import { KEY_KINDS } from "./needs";
import { partsOf } from "./parts";
import { either, ends, recovers, SURVIVES, type Verdict } from "./verdict";
import type { Walk } from "./walk";

/** Whether a Cloud SQL store takes writes after a loss. */
export function sqlVerdict(walk: Walk, store: string): Verdict {
  const { context, loss } = walk;
  const instances = partsOf(walk, store, ["sql.DatabaseInstance"]);
  const writer = instances.find(
    (instance) => !isReplica(instance) && !isLost(context, regionOf(instance)),
  );
  if (!writer) return ends("no instance takes writes");
  const reason = walk.broken(writer) ?? zoneReason(walk, writer);
  if (reason !== undefined) {
    if (loss.resource && loss.resource !== writer) return elsewhere(loss.resource, reason);
    return either(wayBack(walk, writer, instances), reason);
  }
  const bases = partsOf(walk, store, ["sql.Database"]).flatMap((base) => walk.broken(base) ?? []);
  if (bases[0] !== undefined) return either(pointInTime(writer), bases[0]);
  const others = [
    ...partsOf(walk, store, ["sql.User"]).filter(isOfService),
    ...partsOf(walk, store, ["dns.RecordSet"]).filter((record) => isInUse(record, writer)),
  ].flatMap((part) => walk.broken(part) ?? []);
  if (others[0] === undefined) return SURVIVES;
  return loss.resource ? elsewhere(loss.resource, others[0]) : ends(others[0]);
}

/** People's own way in, by password, is for emergencies. */
function isOfService({ inputs }: Resource): boolean {
  return textAt(inputs, "type", "BUILT_IN") !== "BUILT_IN";
}

/** What isn't the database itself, but what it hangs on. */
function elsewhere(resource: Resource, reason: string): Verdict {
  return isMadeAnew(resource) ? recovers(anew(resource)) : ends(reason);
}

/** An instance in one zone may be in the lost one: Google chooses, and inputs don't say. */
function zoneReason({ loss, context }: Walk, { inputs, name }: Resource): string | undefined {
  const region = textAt(inputs, "region");
  const zones = (region === undefined ? undefined : context.situation.regions[region]?.zones) ?? [];
  return textAt(inputs, "settings.availabilityType", "ZONAL") === "ZONAL" &&
    zones.some((zone) => loss.zones.has(zone))
    ? `${name} is in one zone, which may be that one`
    : undefined;
}

/** A replica that is promoted, else a backup that is out of the loss's reach. */
function wayBack(walk: Walk, writer: Resource, instances: readonly Resource[]): string | undefined {
  const { context, loss } = walk;
  const standing = standingRegions(context);
  const replica = instances.find(
    (instance) =>
      isReplica(instance) &&
      standing.includes(regionOf(instance) ?? "") &&
      walk.broken(instance) === undefined &&
      zoneReason(walk, instance) === undefined,
  );
  if (replica) return `failover: the replica in "${regionOf(replica)}" is promoted`;
  const others = standing.filter((region) => region !== loss.region);
  const location = textAt(writer.inputs, "settings.backupConfiguration.location");
  const isBackedUp = flagAt(writer.inputs, "settings.backupConfiguration.enabled", false) === true;
  const isOut = loss.region === undefined || (location !== undefined && location !== loss.region);
  const isKept =
    loss.resource === undefined ||
    flagAt(writer.inputs, "settings.retainBackupsOnDelete", false) === true ||
    given(writer.inputs, "settings.finalBackupConfig");
  // A backup is encrypted with the key of what it is a copy of.
  const isReadable = referenced(writer, "encryptionKeyName", context.inventory, KEY_KINDS).every(
    (key) => walk.broken(key) === undefined,
  );
  return isBackedUp && isOut && isKept && isReadable && others.length > 0
    ? `restored in "${others[0]}" from its backups in "${location ?? "its region"}"`
    : undefined;
}

function pointInTime({ inputs }: Resource): string | undefined {
  const backup = "settings.backupConfiguration";
  return ["pointInTimeRecoveryEnabled", "binaryLogEnabled"].some(
    (flag) => flagAt(inputs, `${backup}.${flag}`, false) === true,
  )
    ? "restored to the second before, into a new instance"
    : undefined;
}

/** The name that follows the writer, and that of the writer's own region; not those of replicas. */
function isInUse({ name }: Resource, writer: Resource): boolean {
  return name.endsWith("-writer") || name.endsWith(`-${regionOf(writer)}`);
}
