import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { changesIn } from "./changes";
import { inProcess } from "./in-process";

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-hostile-"));
const store = path.join(folder, "sandbox/cloud.jsonl");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STANDING = ["--state", "us-east1=standing"];
const MOMENT = ["--at", "2026-01-05T00:00:00Z"];
const INJECTED = "$(touch pwned)'`id`;\n\"";
const LONG = "x".repeat(5000);

/** What is refused without a look at anything: `plan` and its like. */
describe("bad words, before anything is looked at", () => {
  it.each<[string, string[], string]>([
    ["an inherited name for an event", ["plan", "constructor"], "Allowed choices are zone-loss"],
    ["for a region", ["plan", "region-loss", "--of", "__proto__"], '"__proto__" is not one of'],
    ["for a store", ["plan", "data-deletion", "--of", "toString"], '"toString" is not one of'],
    ["for a successor", ["plan", "region-loss", "--to", "valueOf", ...STANDING], "not one of the"],
    ["for a state", ["plan", "region-loss", "--state", "__proto__=lost"], "not in regions"],
    ["for a value", ["plan", "zone-loss", "--what-if", "constructor=x"], "not a key that is known"],
    ["for a command", ["constructor"], "unknown command 'constructor'"],
    ["no name at all", ["plan", "zone-loss", "--of", ""], '"" is not one of'],
    ["no file's name", ["plan", "zone-loss", "--system", ""], '"" is not a file'],
    ["a folder for a file", ["plan", "zone-loss", "--system", ".."], ".. is not a file"],
    ["a slip", ["plan", "region-loss", "--of", "us-eest1", ...STANDING], 'mean "us-east1"?'],
    ["a slip in a flag", ["plan", "zone-loss", "--off", "x"], "Did you mean --of?"],
    ["a slip in a command", ["failovr"], "Did you mean failover?"],
    ["one word too many", ["plan", "zone-loss", "region-loss"], "too many arguments"],
    ["words for a moment", ["plan", "data-deletion", "--at", "yesterday"], "is no moment"],
    ["no moment", ["plan", "data-deletion", "--at", ""], '"" is no moment'],
    ["a 13th month", ["plan", "data-deletion", "--at", "2026-13-01T00:00:00Z"], "is no moment"],
    ["30 February", ["plan", "data-deletion", "--at", "2026-02-30T00:00:00Z"], "is no moment"],
    ["another time zone", ["runbook", "data-deletion", "--at", "2026-02-03T00:00:00+02:00"], "UTC"],
    ["a shell's words", ["runbook", "data-deletion", "--at", INJECTED], "is no moment"],
    ["a shell's words", ["runbook", "bad-release", "--previous", INJECTED], "pinned by digest"],
    ["a tag", ["plan", "bad-release", "--previous", "nginx:latest"], "pinned by digest"],
    ["what belongs elsewhere", ["plan", "zone-loss", ...MOMENT], "--at  goes with data-deletion"],
    ["two values", ["plan", "zone-loss", "--of", "a", "--of", "b"], 'twice, as "a" and "b"'],
    ["two states", ["plan", "zone-loss", ...STANDING, "--state", "us-east1=lost"], "given twice"],
    ["no state", ["plan", "zone-loss", "--state", "us-east1="], '"us-east1=" has no value'],
    ["no region", ["plan", "zone-loss", "--state", "=lost"], '"=lost" has no name'],
    ["neither", ["plan", "zone-loss", "--state", "us-east1"], '"us-east1" has no "="'],
    ["a seed below 0", ["drill", "zone-loss", "--seed", "-1"], "whole number"],
    ["half a seed", ["drill", "zone-loss", "--seed", "0.5"], "whole number"],
    ["no number", ["drill", "zone-loss", "--seed", "NaN"], "whole number"],
    [
      "a seed that is none exactly",
      ["drill", "zone-loss", "--seed", "1".repeat(20)],
      "nine digits",
    ],
    ["a drill's own sandbox", ["drill", "zone-loss", "--sandbox"], "--sandbox  goes with --live"],
    ["nobody to ask", ["drill", "zone-loss", "--yes"], "--yes  goes with --live"],
    ["a seed of reality", ["drill", "zone-loss", "--live", "--seed", "1"], "goes without --seed"],
    ["two victims", ["drill", "zone-loss", "--of", "a", "--region", "b"], "the same flag as --of"],
    ["a generation 0", ["restore", "a", ...MOMENT, "--generation", "0"], "from 1 to 999"],
    [
      "an end that is only looked at",
      ["restore", "a", ...MOMENT, "--give-up", "--dry-run"],
      "used",
    ],
    ["all and one", ["up", "--global", "--stack", "prod", "--sandbox"], "--global  is the home"],
  ])("are refused: %s in %j", async (_, args, why) => {
    const env = { STANDBY_SANDBOX: path.join(folder, "words/cloud.jsonl") };
    const { status, stdout, stderr } = await inProcess(args, env);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(stdout).toBe("");
  });

  it("are repeated no longer than helps", async () => {
    for (const args of [
      ["plan", "data-deletion", "--at", LONG],
      ["plan", "bad-release", "--previous", LONG],
      ["bundle", "--out", path.join(folder, LONG)],
    ]) {
      const { status, stderr } = await inProcess(args);
      expect([status, stderr.includes("x".repeat(300))]).toEqual([2, false]);
    }
  });
});

describe("a bundle's folder", () => {
  const at = (name: string) => path.join(folder, name);
  beforeAll(() => {
    mkdirSync(at("full"));
    writeFileSync(at("full/contacts.md"), "mine");
    writeFileSync(at("file"), "mine");
  });
  const bundle = (name: string) => inProcess(["bundle", ...STANDING, "--out", at(name)]);

  it.each([
    ["full", "holds something else"],
    ["file", "is a file"],
    ["file/in/it", "can't be written: ENOTDIR"],
  ])("is not %s of something else", async (name, why) => {
    const { status, stderr } = await bundle(name);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(stderr).toContain("--out");
    expect(readdirSync(at("full"))).toEqual(["contacts.md"]);
  });

  // Node.js never comes back from making a folder and all above it there.
  const isLinux = existsSync("/proc/self");
  (isLinux ? it : it.skip)("is none of the kernel's", async () => {
    const { status, stderr } = await inProcess(["bundle", "--out", "/proc/standby"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("can't be written")]);
  });

  it("keeps no script of another primary, and what isn't its own", async () => {
    expect((await bundle("kept")).status).toBe(0);
    writeFileSync(at("kept/failover-us-east1-to-us-central1.sh"), "exit 1");
    writeFileSync(at("kept/runbooks/data-deletion-gone.md"), "of a store that is no more");
    writeFileSync(at("kept/notes.txt"), "mine");
    expect((await bundle("kept")).status).toBe(0);
    const scripts = readdirSync(at("kept")).filter((name) => name.endsWith(".sh"));
    expect(scripts).toEqual(["failover-us-central1-to-us-east1.sh"]);
    expect(readdirSync(at("kept/runbooks"))).not.toContain("data-deletion-gone.md");
    expect(existsSync(at("kept/notes.txt"))).toBe(true);
  });
});

describe("bad words to what touches something", () => {
  const env = { STANDBY_SANDBOX: store };
  const run = (...args: string[]) => inProcess(args, env);
  const kept = path.join(folder, "sandbox/recovery/online-bank");
  const writes = () => changesIn(store);
  beforeAll(() => run("drain", "us-east1")); // takes the sandbox's own copy

  it.each<[string[], string]>([
    [["switchover", "constructor", "--yes"], '"constructor" is not one of the regions us-central1'],
    [["failover", "__proto__", "--yes", "--primary-is-lost"], '"__proto__" is not one of'],
    [["rejoin", "toString", "--yes"], '"toString" is not one of'],
    [["drain", "", "--yes"], '"" is not one of the regions'],
    [["drain", "us-eest1", "--yes"], 'did you mean "us-east1"?'],
    [["drain", INJECTED, "--yes"], "is not one of the regions"],
    [["restore", "constructor", ...MOMENT, "--yes"], '"constructor" is not one of accounts-db'],
    [["restore", "../../x", ...MOMENT, "--yes"], '"../../x" is not one of'],
    [["restore", "accounts-db", "--at", "2026-13-45T99:99:99Z", "--yes"], "is no moment"],
    [["restore", "accounts-db", "--at", LONG, "--yes"], "is no moment"],
    [
      ["restore", "products-db", "--at", "9999-12-31T00:00:00Z", "--yes"],
      "is in the future; it is",
    ],
    [["retire", "constructor", "--region", "us-east1", "--sandbox"], "not one of accounts-db"],
    [["retire", "accounts-db", "--region", "__proto__", "--sandbox"], "--region"],
    [["status", "--region", "constructor"], '--region  "constructor" is not one of'],
    [["up", "constructor", "--yes"], '"constructor" is not one of the regions'],
    [["drill", "zone-loss", "--live", "--of", "nowhere"], '--of  "nowhere" is not one of'],
    [["drill", "region-loss", "--live", "--of", "constructor", "--yes"], "--of"],
  ])("are refused at once: %j", async (args, why) => {
    const before = writes();
    const { status, stderr } = await run(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(writes()).toEqual(before);
    expect(existsSync(kept)).toBe(false);
  });

  describe("while something is kept of a recovery", () => {
    afterEach(() => rmSync(kept, { recursive: true, force: true }));
    const lease = {
      holder: "anna@desk",
      since: "2026-01-05T00:00:00Z",
      plan: "restore accounts-db",
    };
    const step = { title: "A copy", action: { kind: "sql.clone", to: "2026-01-04T00:00:00Z" } };
    const plan = {
      ...{ verb: "restore", of: "accounts-db" },
      steps: [{ id: "copy", done: { is: "journalled" }, ...step }],
    };
    const begun = (text: string) => {
      mkdirSync(kept, { recursive: true });
      writeFileSync(path.join(kept, "plan.json"), text);
    };

    it.each([
      [["restore", "documents", ...MOMENT], "about accounts-db and not"],
      [["restore", "accounts-db", ...MOMENT], "about 2026-01-04T00:00:00Z and not"],
      [["restore", "documents", ...MOMENT, "--give-up"], "about accounts-db and not"],
      [
        ["restore", "accounts-db", "--at", "2026-01-04T00:00:00Z", "--cut-over"],
        "handed over and no --cut-over",
      ],
    ])("goes on with nothing else: %j", async (args, why) => {
      begun(JSON.stringify({ plan, before: "name: x", lease }));
      const { status, stderr } = await run(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(why)]);
      expect(stderr).toContain("begun by anna@desk at 2026-01-05T00:00:00Z, is under way");
      expect(existsSync(path.join(kept, "plan.json"))).toBe(true);
    });

    it.each([
      ["cut off", JSON.stringify({ plan }).slice(0, 20)],
      ["binary", "\0\x01\x02"],
      ["without steps", JSON.stringify({ plan: { ...plan, steps: [] }, before: "x", lease })],
      [
        "of strange steps",
        JSON.stringify({ plan: { ...plan, steps: [1, {}] }, before: "x", lease }),
      ],
    ])("says that it is damaged: %s", async (_, text) => {
      begun(text);
      const { status, stderr } = await run("restore", "accounts-db", ...MOMENT, "--yes");
      expect([status, stderr]).toEqual([1, expect.stringContaining("is no plan that was begun")]);
    });

    it("says that a folder has the file's name", async () => {
      mkdirSync(path.join(kept, "plan.json"), { recursive: true });
      const { status, stderr } = await run("drain", "us-east1", "--yes");
      expect([status, stderr]).toEqual([1, expect.stringContaining("EISDIR")]);
    });
  });
});
