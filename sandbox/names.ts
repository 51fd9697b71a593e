import { idOf, type Address } from "./address";
import { alreadyExists, conflict } from "./error";
import type { CloudResource, Instant } from "./model";
import type { Records, Table } from "./store/records";

const DAY = 24 * 60 * 60 * 1000;

/** Instants stand in JSON, which has no infinity. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

interface Naming {
  /** Among what a name is unique, where not among its kind in its project and location. */
  readonly within?: "project" | "world";
  /** How long it stays taken after a deletion, in milliseconds. */
  readonly takenFor?: number;
}

/**
 * Names that are unique more widely than usual, or that a deletion doesn't free. Cloud SQL: a week,
 * https://docs.cloud.google.com/sql/docs/postgres/delete-instance. Key rings and keys: for ever,
 * https://docs.cloud.google.com/kms/docs/object-hierarchy. Identity pools: 30 days,
 * https://docs.cloud.google.com/iam/docs/manage-workload-identity-pools-providers.
 */
const NAMING: Readonly<Record<string, Naming>> = {
  "iam.WorkloadIdentityPool": { takenFor: 30 * DAY },
  "iam.WorkloadIdentityPoolProvider": { takenFor: 30 * DAY },
  "kms.CryptoKey": { takenFor: FOR_EVER },
  "kms.KeyRing": { takenFor: FOR_EVER },
  "sql.DatabaseInstance": { within: "project", takenFor: 7 * DAY },
  "storage.Bucket": { within: "world" },
};

/** Which names can be had. */
export class Names {
  readonly #resources: Table<CloudResource>;
  readonly #taken: Table<Instant>;
  readonly #wide = new Set<string>();

  constructor(records: Records) {
    this.#resources = records.table("resource");
    this.#taken = records.table("taken");
    records.follow<CloudResource>("resource", (before, after) => {
      if (before && after) return;
      if (before && isWide(before)) this.#wide.delete(nameKey(before));
      if (after && isWide(after)) this.#wide.add(nameKey(after));
    });
  }

  /** @throws CloudError 409 if it is in use, or was deleted and stays taken. */
  refuseTaken(address: Address, now: Instant): void {
    const key = nameKey(address);
    if (this.#resources.get(idOf(address)) || this.#wide.has(key)) {
      throw alreadyExists(address.name);
    }
    if ((this.#taken.get(key) ?? 0) > now) {
      throw conflict("alreadyExists", `The name '${address.name}' was deleted and stays taken`);
    }
  }

  /** Notes a deletion. `takenFor` is the kind's own word on it, in milliseconds. */
  release(address: Address, now: Instant, takenFor?: number): void {
    const length = takenFor ?? NAMING[address.kind]?.takenFor ?? 0;
    if (length > 0) this.#taken.put(nameKey(address), Math.min(now + length, FOR_EVER));
  }
}

function isWide({ kind }: Address): boolean {
  return NAMING[kind]?.within !== undefined;
}

function nameKey(address: Address): string {
  const { kind, project, name } = address;
  const within = NAMING[kind]?.within;
  if (within === undefined) return idOf(address);
  return within === "world" ? `${kind}:${name}` : `${kind}:${project}/${name}`;
}
