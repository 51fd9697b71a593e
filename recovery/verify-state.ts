import { REGION_NAMES, regionsOfBucket } from "../topology/places";

/** What of a bucket decides whether the states in it outlive a region. */
export interface StateBucket {
  readonly name: string;
  /** As Cloud Storage writes it: `US`, `NAM4`, `US-EAST4`. */
  readonly location: string;
  /** The two of a dual-region that was chosen. */
  readonly dataLocations: readonly string[];
  readonly turbo: boolean;
  readonly versions: boolean;
  /** A retention period forbids the engine to overwrite its own state. */
  readonly retention: boolean;
}

/** What reading a state has shown. Counts alone: nothing of what it holds is kept. */
export interface StateRead {
  readonly resources: number;
  /** Secrets as they are kept, and how many of them came open. */
  readonly sealed: number;
  readonly opened: number;
  /** Operations that were cut off. */
  readonly pending: number;
}

export interface StateFacts {
  readonly stack: string;
  /** As `pulumi whoami` says it: `gs://bucket`, `file:///folder`, `https://…`. */
  readonly backend: string;
  /** None where the backend is no bucket; the reason where it couldn't be looked at. */
  readonly bucket?: StateBucket | string;
  /** What opens the secrets, as the state says it: `gcpkms://…`, `passphrase`, or another service. */
  readonly secrets: string;
  /** The reason where it couldn't be read. */
  readonly read: StateRead | string;
  /** Hosts that were asked on the way, where somebody watched; those of the home region were refused. */
  readonly hosts?: { readonly asked: readonly string[]; readonly refused: readonly string[] };
}

export interface StateCheck {
  readonly id: "read" | "secrets" | "hosts" | "place" | "key" | "keeping" | "pending";
  readonly outcome: "holds" | "broken" | "unclear";
  readonly says: string;
}

/** Whether a stack's state can be read and opened while the home region is gone, check by check. */
export function verifyState(facts: StateFacts, home: string): readonly StateCheck[] {
  return [
    ...readChecks(facts),
    ...hostChecks(facts, home),
    placeCheck(facts, home),
    keyCheck(facts, home),
    ...keepingChecks(facts),
  ];
}

function readChecks({ read }: StateFacts): readonly StateCheck[] {
  if (typeof read === "string") return [broken("read", `the state can't be read: ${read}`)];
  const { resources, sealed, opened, pending } = read;
  return [
    resources > 0
      ? holds("read", `${resources} resources are read`)
      : broken(
          "read",
          "the state holds nothing; name the backend that the stack was deployed with",
        ),
    opened === sealed
      ? holds("secrets", `${opened} secrets come open`)
      : broken("secrets", `${sealed - opened} of ${sealed} secrets stay closed`),
    ...(pending === 0
      ? []
      : [
          unclear(
            "pending",
            `${pending} operations were cut off; docs/operate.md says the way back`,
          ),
        ]),
  ];
}

function hostChecks({ hosts }: StateFacts, home: string): readonly StateCheck[] {
  if (hosts === undefined) {
    return [unclear("hosts", "a proxy is set already, so nobody watched which hosts were asked")];
  }
  const { asked, refused } = hosts;
  if (refused.length > 0) {
    return [broken("hosts", `asks ${refused.join(", ")}, which is gone with ${home}`)];
  }
  const who = asked.length === 0 ? "nobody over TLS" : asked.join(", ");
  return [holds("hosts", `asks ${who}; hosts of ${home} were refused meanwhile`)];
}

function placeCheck({ backend, bucket }: StateFacts, home: string): StateCheck {
  if (typeof bucket === "string")
    return unclear("place", `the bucket can't be looked at: ${bucket}`);
  if (bucket !== undefined) {
    const regions = regionsOfBucket(bucket.location, bucket.dataLocations);
    const where =
      bucket.dataLocations.length > 0 ? bucket.dataLocations.join("+") : bucket.location;
    if (regions === undefined)
      return unclear("place", `"${where}" is no location that is known here`);
    const others = regions === "multi-region" ? [where] : regions.filter((one) => one !== home);
    return others.length > 0
      ? holds("place", `${bucket.name} is in ${where}: ${others.join(", ")} stays without ${home}`)
      : broken("place", `${bucket.name} is in ${where} alone and gone with it; move the states`);
  }
  if (backend.startsWith("file:")) {
    return unclear("place", "the states are in a folder: they are where that machine is");
  }
  return unclear("place", `${backend} is somebody else's; ask where they keep it`);
}

function keyCheck({ secrets }: StateFacts, home: string): StateCheck {
  if (secrets === "passphrase") return holds("key", "a passphrase opens it; no region has it");
  const place = /^gcpkms:\/\/projects\/[^/]+\/locations\/([^/]+)\//.exec(secrets)?.[1];
  if (place === undefined) return unclear("key", `${secrets} opens it; ask where that is`);
  if (place === home) {
    return broken("key", `the key is in ${home}, so nothing secret opens without it; change it`);
  }
  const what = REGION_NAMES.includes(place) ? "another region" : "a multi-region";
  return holds("key", `the key is in ${place}, ${what}`);
}

function keepingChecks({ bucket }: StateFacts): readonly StateCheck[] {
  if (bucket === undefined || typeof bucket === "string") return [];
  const { name, retention, versions, turbo, dataLocations } = bucket;
  const lacks = [
    ...(versions ? [] : ["keeps no versions, so an overwritten state is gone"]),
    ...(turbo || dataLocations.length === 0
      ? []
      : ["has no turbo replication, so its second region may be an hour behind"]),
    ...(retention ? ["has a retention period, so the engine can't overwrite its own state"] : []),
  ];
  return lacks.length === 0
    ? [holds("keeping", `${name} keeps old versions`)]
    : lacks.map((lack) => broken("keeping", `${name} ${lack}`));
}

type Said = (id: StateCheck["id"], says: string) => StateCheck;
const holds: Said = (id, says) => ({ id, outcome: "holds", says });
const broken: Said = (id, says) => ({ id, outcome: "broken", says });
const unclear: Said = (id, says) => ({ id, outcome: "unclear", says });
