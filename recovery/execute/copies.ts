import type { Action } from "../action";
import { topicName, type Naming } from "../../topology/naming";
import { isBucket } from "./bucket";
import type { Context } from "./context";
import type { Hosts } from "./hosts";
import { type Document, textAt } from "./rest";
import { seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;

/** What a restore reads, which has to be there; of a store that is no instance. */
export async function sourcesOf(
  copied: Action,
  naming: Naming,
  { rest, hosts }: Calls,
): Promise<readonly { readonly name: string; readonly found: Document | undefined }[]> {
  const all = sources(copied, naming, hosts);
  return Promise.all(all.map(async ([name, url]) => ({ name, found: await seen(rest, url) })));
}

/** The first moment that all of them can be read as of, where the cloud says it; ISO 8601. */
export function earliestOf(found: readonly (Document | undefined)[]): string | undefined {
  const moments = found.map((one) => textAt(one, "earliestVersionTime"));
  return moments
    .filter((moment) => moment !== "")
    .toSorted()
    .at(-1);
}

/** Whether anything has a name that a restore would give to what it makes. */
export async function isTaken(copied: Action, calls: Calls): Promise<boolean> {
  const { rest, hosts } = calls;
  if (copied.kind === "bucket.restore") return isBucket(calls, copied.bucket);
  const all = await Promise.all(made(copied, hosts).map((url) => seen(rest, url)));
  return all.some((one) => one !== undefined);
}

function sources(copied: Action, naming: Naming, hosts: Hosts): readonly [string, string][] {
  switch (copied.kind) {
    case "bucket.restore":
      return [[copied.from, hosts.bucket(copied.from)]];
    case "firestore.restore":
      return [[copied.from, hosts.firestore(copied.from)]];
    case "bigquery.restore":
      return [[copied.from, hosts.bigquery(`datasets/${copied.from}`)]];
    case "spanner.restore":
      return copied.databases.map(({ from }) => [
        from,
        hosts.spanner(`${copied.instance}/databases/${from}`),
      ]);
    case "queue.seek": {
      const name = topicName(naming, copied.store);
      return [[name, hosts.subscription(name)]];
    }
    default:
      return [];
  }
}

/** Of Spanner also the backups that the copies come from. */
function made(copied: Action, hosts: Hosts): readonly string[] {
  switch (copied.kind) {
    case "firestore.restore":
      return [hosts.firestore(copied.copy)];
    case "bigquery.restore":
      return [hosts.bigquery(`datasets/${copied.copy}`)];
    case "spanner.restore":
      return copied.databases.flatMap(({ copy }) =>
        ["databases", "backups"].map((one) => hosts.spanner(`${copied.instance}/${one}/${copy}`)),
      );
    default:
      return [];
  }
}
