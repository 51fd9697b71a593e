import path from "node:path";
import { mkdirSync, writeFileSync } from "node:fs";
import { cleanClone } from "./clean-clone";
import { StandIns } from "./stand-ins";

// Each run starts standby once or twice, and a loaded machine takes its time.
jest.setTimeout(120_000);

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
mkdirSync(path.join(clone, "migrations/accounts-db"), { recursive: true });
const write = (file: string, text: string) =>
  writeFileSync(path.join(clone, "migrations/accounts-db", file), text);
write(
  "0001-limits.sql",
  "-- reviewed: Ada Example, 2026-11-21\nALTER TABLE accounts ADD COLUMN daily_limit bigint;\n",
);
afterAll(() => here.remove());

/** gcloud, with what is there in a file; `fails` is a command that doesn't work. */
function gcloud(fails = "nothing"): void {
  here.command(
    "gcloud",
    `there="${here.folder}/there"; touch "$there"
[[ "$*" != *"${fails}"* ]] || { echo "ERROR: it failed" >&2; exit 1; }
case "$1 $2" in
  "storage cat") [[ "$3" != */lease.json ]] || echo '{"holder":"ada"}' ;;
  "storage ls") grep -qxF "$3" "$there" ;;
  "storage cp") echo "$4" >> "$there" ;;
  "sql instances") [ "$3" != describe ] || echo copy@example.com ;;
esac`,
  );
}

/** What was asked of gcloud, with the changing parts left out. */
let seen = 0;
function asked(): readonly string[] {
  const fresh = here.calls().slice(seen);
  seen += fresh.length;
  return fresh.map((call) =>
    call
      .replace(/^gcloud /, "")
      .replace(/ --(project|quiet|point-in-time|format|database|role|member).*/, "")
      .replaceAll(/try-[0-9a-f]{12}-\d{6}/g, "COPY")
      .replaceAll(/[0-9a-f]{12}-\d{8}T\d{6}Z\.sql/g, "FILE")
      .replaceAll(/applied-[0-9a-f]{12}/g, "MARK")
      .replaceAll(/\/tmp\/\S+/g, "TEXT")
      .replaceAll(/gs:\/\/[\w-]+\/migrations\/accounts-db\//g, ""),
  );
}

const WRITER = "online-bank-accounts-db-us-central1-1";
const TRIED = [
  "storage ls MARK",
  "storage cp TEXT FILE",
  `sql instances clone ${WRITER} COPY`,
  "sql instances describe COPY",
  expect.stringContaining("storage buckets add-iam-policy-binding"),
  "sql import sql COPY FILE",
];
const DROPPED = [
  expect.stringContaining("storage buckets remove-iam-policy-binding"),
  "sql instances patch COPY --no-deletion-protection",
  "sql instances delete COPY",
];

/** One system: each test goes on where the one before it ended. */
describe(".ci/migrate", () => {
  it("leaves the writer alone, and no copy behind, where the copy doesn't take it", async () => {
    gcloud("sql import sql try-");
    const { code, out } = await here.run(".ci/migrate", []);
    expect(code).not.toBe(0);
    expect(out).toContain("it failed");
    expect(asked()).toEqual([...TRIED, ...DROPPED]);
  });

  it("waits while a recovery holds the lease", async () => {
    gcloud();
    const { code, out } = await here.run(".ci/migrate", [], { LEASE_BUCKET: "lease" });
    expect(code).toBe(1);
    expect(out).toContain("a recovery is going on");
    expect(asked().filter((call) => call.startsWith("sql"))).toEqual([]);
  });

  it("tries it on a restored copy, drops that, and only then runs it", async () => {
    gcloud();
    const { code, out } = await here.run(".ci/migrate", []);
    expect({ code, out }).toEqual({
      code: 0,
      out: `accounts-db: trying it on a copy of ${WRITER}\naccounts-db: running it on ${WRITER}\n`,
    });
    expect(asked()).toEqual([
      ...TRIED,
      ...DROPPED,
      `sql import sql ${WRITER} FILE`,
      "storage cp TEXT MARK",
    ]);
  });

  it("does nothing where nothing is new", async () => {
    expect(await here.run(".ci/migrate", [])).toEqual({
      code: 0,
      out: "accounts-db: nothing new\n",
    });
    expect(asked()).toEqual(["storage ls MARK"]);
  });

  it("asks nobody anything where one can't be deployed before the version that needs it", async () => {
    write("0002-names.sql", "ALTER TABLE accounts DROP COLUMN name;\n");
    const { code, out } = await here.run(".ci/migrate", []);
    expect(code).not.toBe(0);
    expect(out).toContain("0002-names.sql  says nobody who has reviewed it");
    expect(out).toContain("the version that runs meanwhile still reads it");
    expect(asked()).toEqual([]);
  });
});
