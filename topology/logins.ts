import type { SqlStore } from "../system/kinds/cloud-sql";
import type { Topology } from "./model";
import { serviceAccountEmail } from "./naming";
import { storesUsed } from "./services";

/** A login of a service: its name there, and whose it is. */
export interface Login {
  readonly service: string;
  readonly name: string;
}

/** Logins that a database has: one for each service that uses it, which logs in as itself. */
export function loginsOf(
  { services, databases, naming }: Topology,
  store: string,
): readonly Login[] {
  const spec = databases[store]?.spec;
  if (!spec) return [];
  return Object.values(services)
    .filter((service) => storesUsed(service.spec).includes(store))
    .map(({ name }) => ({ service: name, name: loginOf(spec, serviceAccountEmail(naming, name)) }));
}

/** A service account as an engine knows it. */
function loginOf({ version }: Pick<SqlStore, "version">, email: string): string {
  // MySQL's names have 32 characters at most: the part before the "@" alone.
  if (version.startsWith("MYSQL")) return email.slice(0, email.indexOf("@"));
  // PostgreSQL's have 63, so the ending that all of them share is left out.
  return email.replace(".gserviceaccount.com", "");
}
