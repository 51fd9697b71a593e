import { overlap, parseCidr } from "../../inventory/api-rules/cidr";
import { kindName, type FieldRules } from "../../inventory/fields/rules";
import { at, type Json, type JsonObject } from "../json";
import { identifyingInputs } from "../kinds/identity";
import type { Changes, Compared } from "./differ";
import { isNothing, isSame } from "./values";

/** What else replaces, of kinds of which only names and types are known; from the SDK's documents. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  "certificateauthority.Authority": ["config", "keySpec", "lifetime", "type"],
  "certificateauthority.CaPool": ["tier"],
  "compute.Autoscaler": [],
  "secretmanager.SecretVersion": ["secretData", "isSecretDataBase64", "secretDataWoVersion"],
  "storage.BucketObject": ["source", "contentType", "storageClass"],
};

/** The places among the changes that make a new resource necessary. */
export function replacing(changes: Changes, compared: Compared): string[] {
  const { type, rules } = compared;
  const kind = kindName(type);
  const conditional = CONDITIONAL[kind];
  return [...changes.keys()].filter(
    (place) =>
      rules.isReplace(type, place) ||
      isIdentity(kind, type, place, rules) ||
      (conditional?.(place, compared) ?? false),
  );
}

/** Which fields replace is known of the kinds that the provider's schema was read for. */
function isIdentity(kind: string, type: string, place: string, rules: FieldRules): boolean {
  if (rules.covers(type) === "full") return false;
  if (/I(am|AM)Member$/.test(kind)) return true;
  const top = place.split(/[.[]/)[0] ?? "";
  return identifyingInputs(kind).includes(top) || (ALSO[kind]?.includes(top) ?? false);
}

type Condition = (place: string, compared: Compared) => boolean;

/** What the provider decides in code, in CustomizeDiff. */
const CONDITIONAL: Readonly<Record<string, Condition>> = {
  // A disk that shrinks is unconfirmed; the API at least refuses it.
  "compute.Disk": isShrinking,
  "compute.RegionDisk": isShrinking,
  "compute.Subnetwork": (place, { news, state }) =>
    place === "ipCidrRange" && !covers(at(news, place), at(state, place)),
  "sql.DatabaseInstance": (place, compared) => {
    const { news, state } = compared;
    switch (place) {
      case "masterInstanceName":
      case "replicaConfiguration.cascadableReplica":
        return !isOldPrimary(compared);
      case "settings.diskSize":
        return Number(at(news, place)) < Number(at(state, place));
      case "settings.ipConfiguration.privateNetwork":
        return isNothing(at(news, place));
      case "settings.autoUpgradeEnabled":
        return at(state, place) === true;
      default:
        return false;
    }
  },
  "storage.Bucket": (place, { state }) =>
    place.startsWith("retentionPolicy") && at(state, "retentionPolicy.isLocked") === true,
};

function isShrinking(place: string, { news, state }: Compared): boolean {
  return place === "size" && Number(at(news, place)) < Number(at(state, place));
}

/** Whether a range of addresses holds the whole of another, as one that was expanded does. */
function covers(wide: Json | undefined, narrow: Json | undefined): boolean {
  const [outer, inner] = [parseCidr(text(wide)), parseCidr(text(narrow))];
  return (
    outer === undefined ||
    inner === undefined ||
    (outer.bits <= inner.bits && overlap(outer, inner))
  );
}

/**
 * Whether the new inputs say of the old primary what a switchover has made of it. The provider's
 * isSwitchoverFromOldPrimarySide: it wants one replica configuration, which only the API brings.
 */
function isOldPrimary({ news, state }: Compared): boolean {
  const configuration = news["replicaConfiguration"] ?? state["replicaConfiguration"];
  if (!hasEntries(configuration)) return false;
  const type = news["instanceType"] ?? state["instanceType"];
  const master = text(news["masterInstanceName"]);
  const version = text(news["databaseVersion"] ?? state["databaseVersion"]);
  return (
    text(state["instanceType"]) === "CLOUD_SQL_INSTANCE" &&
    type === "READ_REPLICA_INSTANCE" &&
    names(state["replicaNames"]).includes(master) &&
    !names(news["replicaNames"] ?? state["replicaNames"]).includes(master) &&
    (!version.startsWith("SQLSERVER") || at(configuration, "cascadableReplica") === true)
  );
}

/** A block that is there counts, even if nothing in it is set. */
function hasEntries(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** Changes that the provider takes back: a disk that has grown by itself stays as large. */
export function withoutSuppressed(changes: Changes, { type, news, state }: Compared): Changes {
  const size = "settings.diskSize";
  if (kindName(type) !== "sql.DatabaseInstance" || !changes.has(size)) return changes;
  const grows = at(news, "settings.diskAutoresize") !== false;
  const smaller = Number(at(news, size)) < Number(at(state, size));
  if (grows && smaller) changes.delete(size);
  return changes;
}

/** Why the provider refuses a change while it still previews. */
export function refusedChange(kind: string, news: JsonObject, state: JsonObject) {
  if (kind !== "sql.DatabaseInstance" || !isPromotion(news, state)) return undefined;
  const given = ["masterInstanceName", "replicaConfiguration"].find(
    (input) => news[input] !== undefined,
  );
  return given === undefined
    ? undefined
    : `Replica promote configuration check failed. Please remove ${TERRAFORM[given]} and try again.`;
}

const TERRAFORM: Readonly<Record<string, string>> = {
  masterInstanceName: "master_instance_name",
  replicaConfiguration: "replica_configuration",
};

/** Whether a replica is asked to become a primary. */
export function isPromotion(news: JsonObject, state: JsonObject): boolean {
  return (
    text(news["instanceType"]) === "CLOUD_SQL_INSTANCE" &&
    text(state["instanceType"]) === "READ_REPLICA_INSTANCE"
  );
}

/** Whether a backup is to be restored: another one than before, or from elsewhere. */
export function isRestoration(news: JsonObject, state: JsonObject): boolean {
  const block = "restoreBackupContext";
  return at(news, `${block}.backupRunId`) !== undefined && !isSame(news[block], state[block]);
}

/** Whether that is to be a switchover, in which nothing is lost: it is if the old primary becomes a replica. */
export function isSwitchover(news: JsonObject, state: JsonObject): boolean {
  const primary = text(state["masterInstanceName"]);
  return primary !== "" && names(news["replicaNames"]).includes(primary);
}

function names(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

/** A text, and an instance's name without what leads it. */
function text(value: Json | undefined): string {
  return typeof value === "string" ? value.slice(value.indexOf(":") + 1) : "";
}
