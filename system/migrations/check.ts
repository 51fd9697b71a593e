import type { Problem } from "../problem";
import type { System } from "../schema/system";
import { incompatible, statementsOf } from "./statements";

/** One change of a database's schema: a file that is written once, and never edited. */
export interface Migration {
  /** The data store, which names the folder. */
  readonly store: string;
  /** The file's name, such as `0001-limits.sql`. */
  readonly file: string;
  readonly text: string;
}

const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;
const REVIEWED = /^-- reviewed: \S.*, \d{4}-\d{2}-\d{2}$/m;
const CONTRACT = /^-- contract: \S+/m;

/**
 * All that keeps migrations from being deployed before the version that needs them. `merged` are
 * those of the branch that they are to be merged into.
 */
export function migrationProblems(
  migrations: readonly Migration[],
  { data }: Pick<System, "data">,
  merged: readonly Migration[] = [],
): readonly Problem[] {
  const stores = [...new Set(migrations.map(({ store }) => store))];
  return [
    ...stores.flatMap((store) => storeProblems(store, data[store])),
    ...stores.flatMap((store) => numberProblems(migrations.filter((one) => one.store === store))),
    ...migrations.flatMap(fileProblems),
    ...historyProblems(migrations, merged),
  ];
}

export function pathOf({ store, file }: Pick<Migration, "store" | "file">): string {
  return `migrations/${store}/${file}`;
}

export function isContract({ text }: Migration): boolean {
  return CONTRACT.test(text);
}

function storeProblems(name: string, store: System["data"][string] | undefined): Problem[] {
  const path = `migrations/${name}`;
  if (store?.kind !== "cloud-sql") {
    return [{ path, message: `"${name}" is no database of the description` }];
  }
  if (!store.version.startsWith("POSTGRES")) {
    return [{ path, message: `${store.version} is not migrated here; only PostgreSQL is` }];
  }
  if (store.databases.length !== 1) {
    const message = `has ${store.databases.length} logical databases; migrations are for a store with one`;
    return [{ path, message }];
  }
  return store.backups.export === undefined
    ? [{ path, message: "its instance can't read the backup bucket; describe backups.export" }]
    : [];
}

/** From 0001 on without a gap, so that nobody's comes between two that were tried together. */
function numberProblems(own: readonly Migration[]): Problem[] {
  return own.flatMap((migration, index) => {
    const path = pathOf(migration);
    const number = NAME.exec(migration.file)?.[1];
    if (number === undefined) {
      return [{ path, message: `is not named like 0001-what-it-does.sql` }];
    }
    const wanted = String(index + 1).padStart(4, "0");
    return number === wanted ? [] : [{ path, message: `is not number ${wanted}, which is next` }];
  });
}

function fileProblems(migration: Migration): Problem[] {
  const path = pathOf(migration);
  const { text } = migration;
  return [
    ...(REVIEWED.test(text)
      ? []
      : [{ path, message: `says nobody who has reviewed it; add "-- reviewed: NAME, DATE"` }]),
    ...["$standby$", "$do$"]
      .filter((mark) => text.includes(mark))
      .map((mark) => ({ path, message: `must not contain "${mark}", which ends it` })),
    ...statementsOf(text).flatMap((statement) => {
      const because = incompatible(statement, isContract(migration));
      const shown = statement.length > 60 ? `${statement.slice(0, 59)}…` : statement;
      return because === undefined ? [] : [{ path, message: `"${shown}": ${because}` }];
    }),
  ];
}

/** What is merged has been deployed somewhere: another text under its name would be there and not here. */
function historyProblems(all: readonly Migration[], merged: readonly Migration[]): Problem[] {
  const known = new Map(merged.map((one) => [pathOf(one), one.text]));
  const changed = merged.flatMap((one) => {
    const now = all.find((other) => pathOf(other) === pathOf(one));
    if (now?.text === one.text) return [];
    const what = now === undefined ? "is gone" : "is edited";
    return [{ path: pathOf(one), message: `${what} after it was merged; write another one` }];
  });
  const fresh = all.filter((one) => !known.has(pathOf(one)));
  const early = fresh.filter((one) => isContract(one) && fresh.length > 1);
  return [
    ...changed,
    ...early.map((one) => ({
      path: pathOf(one),
      message:
        "is a contract beside other migrations; deploy what no longer needs it first, then this alone",
    })),
  ];
}
