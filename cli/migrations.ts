import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { bundle } from "../system/migrations/bundle";
import { type Migration, migrationProblems } from "../system/migrations/check";
import type { Topology } from "../topology/model";
import { chooseRuns, placedStacks } from "./choose-stacks";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";

interface MigrationFlags {
  readonly system?: string;
  readonly base?: string;
  readonly bundle?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby migrations                         whether they may be deployed before the version that needs them
  standby migrations --base ../main          and whether those of that checkout are as they were
  standby migrations --bundle accounts-db    the SQL that is run, on a restored copy first

They are files of PostgreSQL, migrations/STORE/0001-what-it-does.sql; docs/operate.md says how they are
deployed.

Exit codes: 0 they may, 1 refused, 2 bad input.`;

/** `standby migrations`: checks changes of schemas, and prints what is run. */
export function migrationsCommand(): Command {
  return new Command("migrations")
    .description("Check changes of database schemas: reviewed, in order, and fit for both versions")
    .option("--system <file>", "description that has the databases (default: the stack files')")
    .option("--base <folder>", "checkout of the branch that they are merged into")
    .option("--bundle <store>", "print the SQL of a store's migrations")
    .option("--json", "print where each store's are run, as data")
    .addHelpText("after", EXAMPLES)
    .action(migrations);
}

function migrations(flags: MigrationFlags): void {
  const dir = projectFolder(process.cwd());
  const [stack] = placedStacks(dir, chooseRuns(dir, flags));
  if (!stack) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const all = migrationsIn(dir);
  const merged = flags.base === undefined ? [] : migrationsIn(path.resolve(flags.base));
  const problems = migrationProblems(all, stack.topology.system, merged);
  if (problems.length > 0) {
    const lines = problems.map(({ path: where, message }) => `${where}  ${message}`);
    throw new Ending(EXIT.refused, lines.join("\n"));
  }
  const stores = [...new Set(all.map(({ store }) => store))];
  if (flags.bundle !== undefined) {
    if (!stores.includes(flags.bundle)) {
      throw new Ending(EXIT.badInput, `--bundle  "${flags.bundle}" has no migrations`);
    }
    process.stdout.write(bundle(all.filter(({ store }) => store === flags.bundle)));
    return;
  }
  const found = stores.map((store) =>
    where(
      stack.topology,
      store,
      all.filter((one) => one.store === store),
    ),
  );
  const lines = found.map(({ store, count }) => `${store}: ${count} migrations, all sound`);
  const text = flags.json ? JSON.stringify(found) : lines.join("\n") || "no migrations";
  process.stdout.write(`${text}\n`);
}

/** What a script needs to run them: the writer, its database, where the text is put, and which text it is. */
function where({ regions, backups, system }: Topology, store: string, own: readonly Migration[]) {
  const instances = Object.values(regions).flatMap((region) => region.instances[store] ?? []);
  const writer = instances.find(({ role }) => role === "writer");
  const spec = system.data[store];
  return {
    store,
    count: own.length,
    instance: writer?.name ?? "",
    database: spec?.kind === "cloud-sql" ? (spec.databases[0] ?? "") : "",
    bucket: backups?.bucket ?? "",
    digest: createHash("sha256").update(bundle(own)).digest("hex").slice(0, 12),
  };
}

/** All migrations of a checkout, each store's in the order of their names. */
function migrationsIn(dir: string): readonly Migration[] {
  const folder = path.join(dir, "migrations");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: store }) =>
      readdirSync(path.join(folder, store))
        .sort()
        .map((file) => ({
          ...{ store, file },
          text: readFileSync(path.join(folder, store, file), "utf8"),
        })),
    );
}
