import type { System } from "../system/schema/system";
import type { Export } from "./model";
import { firestoreName, type Naming } from "./naming";
import { rhythm } from "./schedule";
import { storesOf } from "./stores";

/** Database that every PostgreSQL instance has. */
const DEFAULT_DATABASE = "postgres";

/** The scheduled copies into the backup bucket; PostgreSQL dumps one logical database at a time. */
export function exportsOf(system: System, naming: Naming): readonly Export[] {
  const sql = Object.entries(storesOf(system, "cloud-sql")).flatMap(([store, spec]) => {
    const databases = spec.databases.length > 0 ? spec.databases : [DEFAULT_DATABASE];
    return databases.flatMap((database) =>
      exported({ store, kind: "cloud-sql", database }, spec.backups.export),
    );
  });
  const documents = Object.entries(storesOf(system, "firestore")).flatMap(([store, spec]) =>
    exported(
      { store, kind: "firestore", database: firestoreName(naming, store) },
      spec.backups.export,
    ),
  );
  return [...sql, ...documents];
}

function exported(
  what: Pick<Export, "store" | "kind" | "database">,
  copies: { readonly every: number; readonly keep: number } | undefined,
): readonly Export[] {
  const when = copies && rhythm(copies.every);
  return when ? [{ ...what, rhythm: when, keep: copies.keep }] : [];
}
