/** A file of SQL, statement by statement: comments are gone, and texts are empty. */
export function statementsOf(sql: string): readonly string[] {
  const bare = sql
    .replaceAll(/\/\*[\s\S]*?\*\//g, " ")
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/--.*$/gm, " ");
  return bare
    .split(";")
    .map((statement) => statement.trim().replaceAll(/\s+/g, " "))
    .filter((statement) => statement !== "");
}

interface Refused {
  readonly pattern: RegExp;
  /** Must not match as well. */
  readonly unless?: RegExp;
  readonly because: string;
  /** Whether a contract may do it, once nothing needs it any more. */
  readonly contract: boolean;
}

const READS = "the version that runs meanwhile still reads it";
const WRITES = "the version that runs meanwhile still writes without it";

/**
 * What the version before can't live with, or what holds everybody up. PostgreSQL, as
 * https://www.postgresql.org/docs/16/sql-altertable.html says what each does and locks.
 */
const REFUSED: readonly Refused[] = [
  {
    pattern: /^drop (table|view|materialized view|schema|type|function)\b/i,
    because: READS,
    contract: true,
  },
  { pattern: /^alter table .*\bdrop column\b/i, because: READS, contract: true },
  {
    pattern: /^alter table .*\bdrop (?!column|constraint|default|not null|expression|identity)\w/i,
    because: READS,
    contract: true,
  },
  { pattern: /^alter \w+ .*\brename\b/i, because: READS, contract: true },
  {
    pattern: /^alter table .*\balter (column )?\S+ (set data )?type\b/i,
    because: "every row is written anew while nobody else can read; add a column and copy to it",
    contract: false,
  },
  { pattern: /^alter table .*\bset not null\b/i, because: WRITES, contract: true },
  {
    pattern: /^alter table .*\badd (column )?(?!constraint)\S+ .*\bnot null\b/i,
    unless: /\bdefault\b|\bgenerated\b/i,
    because: WRITES,
    contract: false,
  },
  {
    pattern:
      /^alter table .*\badd (constraint \S+ )?(check|foreign key|unique|primary key|exclude)\b/i,
    unless: /\bnot valid\b/i,
    because:
      "every row is checked while nobody else can write; add it NOT VALID, and validate it afterwards",
    contract: true,
  },
  {
    pattern: /^create unique index\b/i,
    because: "the version that runs meanwhile may write what it forbids",
    contract: true,
  },
  {
    pattern: /^(truncate|delete)\b/i,
    because: "data that is deleted doesn't come back",
    contract: true,
  },
  {
    pattern:
      /^(begin|start transaction|commit|end|rollback|savepoint|vacuum|reindex|cluster)\b|\bconcurrently\b/i,
    because: "a migration is one transaction, whole or not at all",
    contract: false,
  },
  { pattern: /^\\/, because: "that is a command of psql, and no SQL", contract: false },
];

/** Why a statement can't be deployed before the version that needs it; nothing if it can. */
export function incompatible(statement: string, isContract: boolean): string | undefined {
  return REFUSED.find(
    ({ pattern, unless, contract }) =>
      pattern.test(statement) && unless?.test(statement) !== true && !(contract && isContract),
  )?.because;
}
