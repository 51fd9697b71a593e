import { bundle } from "../../../system/migrations/bundle";
import { type Migration, migrationProblems } from "../../../system/migrations/check";
import { incompatible, statementsOf } from "../../../system/migrations/statements";
import type { System } from "../../../system/schema/system";

const REVIEWED = "-- reviewed: Ada Example, 2026-11-21\n";
const store = { kind: "cloud-sql", version: "POSTGRES_16", databases: ["bank"] };
const system = {
  data: {
    db: { ...store, backups: { export: {} } },
    mysql: { ...store, version: "MYSQL_8_0" },
    two: { ...store, databases: ["a", "b"] },
    bare: { ...store, backups: {} },
    files: { kind: "bucket" },
  },
} as unknown as Pick<System, "data">;
const one = (file: string, sql = "SELECT 1;", store = "db"): Migration => ({
  ...{ store, file },
  text: `${REVIEWED}${sql}\n`,
});
const said = (all: readonly Migration[], merged: readonly Migration[] = []) =>
  migrationProblems(all, system, merged).map(({ path, message }) => `${path} ${message}`);

describe("migrations", () => {
  it("pass where they are reviewed, in order, and fit for both versions", () => {
    const all = [one("0001-limits.sql"), one("0002-more.sql", "CREATE TABLE x (a int);")];
    expect(said(all, [one("0001-limits.sql")])).toEqual([]);
  });

  it.each<[string, readonly Migration[], readonly Migration[], string]>([
    ["a gap", [one("0001-a.sql"), one("0003-b.sql")], [], "is not number 0002, which is next"],
    ["two of a number", [one("0001-a.sql"), one("0001-b.sql")], [], "is not number 0002"],
    ["another name", [one("first.sql")], [], "is not named like 0001-what-it-does.sql"],
    [
      "no review",
      [{ ...one("0001-a.sql"), text: "SELECT 1;" }],
      [],
      "says nobody who has reviewed",
    ],
    ["an edit", [one("0001-a.sql", "SELECT 2;")], [one("0001-a.sql")], "is edited after"],
    ["a deletion", [], [one("0001-a.sql")], "is gone after it was merged"],
    ["no such store", [one("0001-a.sql", "", "dp")], [], `"dp" is no database`],
    ["no database", [one("0001-a.sql", "", "files")], [], `"files" is no database`],
    ["MySQL", [one("0001-a.sql", "", "mysql")], [], "MYSQL_8_0 is not migrated here"],
    ["two databases", [one("0001-a.sql", "", "two")], [], "has 2 logical databases"],
    ["no dumps", [one("0001-a.sql", "", "bare")], [], "can't read the backup bucket"],
    ["a mark of ours", [one("0001-a.sql", "SELECT $do$x$do$;")], [], `must not contain "$do$"`],
    [
      "a contract beside another",
      [one("0001-a.sql"), one("0002-b.sql", "-- contract: unused\nDROP TABLE x;")],
      [],
      "is a contract beside other migrations",
    ],
  ])("are refused for %s", (_, all, merged, says) => {
    expect(said(all, merged).join("\n")).toContain(says);
    expect(said(all, merged)).toHaveLength(1);
  });

  it("drop what nothing needs any more, in a contract that comes alone", () => {
    const [first, drop] = [one("0001-a.sql"), one("0002-b.sql", "DROP TABLE x;")];
    const contract = one("0002-b.sql", "-- contract: unused since 2.4\nDROP TABLE x;");
    expect(said([first, contract], [first])).toEqual([]);
    expect(said([first, drop], [first])).toEqual([
      `migrations/db/0002-b.sql "DROP TABLE x": the version that runs meanwhile still reads it`,
    ]);
  });
});

describe("a statement", () => {
  const judged = (sql: string, isContract = false) =>
    statementsOf(sql).map((statement) => incompatible(statement, isContract) !== undefined);

  it.each([
    "DROP TABLE accounts",
    "alter table accounts drop column name",
    "ALTER TABLE accounts DROP name",
    "ALTER TABLE accounts RENAME COLUMN name TO title",
    "ALTER TABLE accounts RENAME TO customers",
    "ALTER TABLE accounts ALTER COLUMN name TYPE varchar(10)",
    "ALTER TABLE accounts ALTER name SET DATA TYPE text",
    "ALTER TABLE accounts ALTER COLUMN name SET NOT NULL",
    "ALTER TABLE accounts ADD COLUMN name text NOT NULL",
    "ALTER TABLE accounts ADD name text NOT NULL",
    "ALTER TABLE accounts ADD CONSTRAINT c CHECK (a > 0)",
    "ALTER TABLE accounts ADD UNIQUE (name)",
    "CREATE UNIQUE INDEX i ON accounts (name)",
    "TRUNCATE accounts",
    "DELETE FROM accounts",
    "BEGIN; SELECT 1",
    "CREATE INDEX CONCURRENTLY i ON accounts (name)",
    "\\copy accounts from 'x'",
  ])("can't be deployed first: %s", (sql) => {
    expect(judged(sql)[0]).toBe(true);
  });

  it.each([
    "CREATE TABLE limits (id bigint PRIMARY KEY, name text NOT NULL)",
    "ALTER TABLE accounts ADD COLUMN name text",
    "ALTER TABLE accounts ADD COLUMN name text NOT NULL DEFAULT ''",
    "ALTER TABLE accounts ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
    "ALTER TABLE accounts VALIDATE CONSTRAINT c",
    "ALTER TABLE accounts ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE accounts DROP CONSTRAINT c",
    "CREATE INDEX i ON accounts (name)",
    "INSERT INTO limits VALUES ('DROP TABLE x; delete from y')",
    "UPDATE accounts SET name = '' WHERE name IS NULL",
    "SELECT 1 -- DROP TABLE x",
    "SELECT 1 /* DROP TABLE x; */",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ DELETE FROM x; SELECT 1 $$",
  ])("can be: %s", (sql) => {
    expect(judged(sql)).toEqual([false]);
  });

  it("may be in a contract, unless it stops everybody", () => {
    expect(judged("DROP TABLE x; ALTER TABLE y ALTER z TYPE int; COMMIT", true)).toEqual([
      ...[false, true, true],
    ]);
  });
});

describe("the text that is run", () => {
  it("passes over what was applied, each in a transaction of its own", () => {
    const text = bundle([one("0001-a.sql"), one("0002-b.sql")]);
    expect(text.match(/^DO \$do\$/gm)).toHaveLength(2);
    expect(text).toContain("WHERE name = '0002-b'");
    expect(text.indexOf("lock_timeout")).toBe(4);
  });
});
