import type { Migration } from "./check";

/**
 * All migrations of a store as one text for PostgreSQL. Each is a transaction of its own and remembers
 * itself, so the text can be run again: what was applied is passed over. Nobody waits longer than five
 * seconds for a lock, because everybody else would wait behind it.
 */
export function bundle(migrations: readonly Migration[]): string {
  return [
    "SET lock_timeout = '5s';",
    "CREATE TABLE IF NOT EXISTS standby_migrations",
    "  (name text PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now());",
    ...migrations.map(guarded),
    "",
  ].join("\n");
}

function guarded({ file, text }: Migration): string {
  const name = file.replace(/\.sql$/, "");
  return `DO $do$ BEGIN
IF NOT EXISTS (SELECT FROM standby_migrations WHERE name = '${name}') THEN
INSERT INTO standby_migrations (name) VALUES ('${name}');
EXECUTE $standby$
${text.trimEnd()}
$standby$;
END IF;
END $do$;`;
}
