import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import path from "node:path";
import { openJournal } from "../../recovery/execute/journal";
import { BRACKET } from "../recovery/execute/bracket";
import { RecoveryFile } from "../../cli/recovery-file";
import { Ending } from "../../cli/outcome";
import { heldText, holderFor, newHolder } from "../../cli/recovery-holder";

describe("the holder of a lease", () => {
  it("is one recovery of one person on one machine", () => {
    const me = `${userInfo().username}@${hostname()}`;
    const [one, other] = [newHolder(), newHolder()];
    expect(one).toMatch(/, run [0-9a-f]{8}$/);
    expect(one.startsWith(me)).toBe(true);
    expect(one).not.toBe(other);
  });

  it("is that of the own drain for its opening, and a new one for all else", () => {
    const own = newHolder();
    const lease = { holder: own, since: "2026-01-05T00:00:00.000Z", plan: "drain us-central1" };
    const undo = { verb: "drain", region: "us-central1", undo: true } as const;
    expect(holderFor(undo, "us-central1", lease)).toBe(own);
    const others = [
      holderFor(undo, "us-east1", lease),
      holderFor({ verb: "drain", region: "us-central1" }, "us-central1", lease),
      holderFor(undo, "us-central1", { ...lease, holder: "anna@desk, run 00000000" }),
      holderFor(undo, "us-central1", "free"),
      holderFor(undo, "us-central1", "unknown"),
    ];
    for (const other of others) expect(other).not.toBe(own);
    expect(others[2]).not.toContain("anna");
  });

  it("is told with what can be done about it", () => {
    const lease = { since: "2026-01-05T00:00:00.000Z", plan: "failover us-central1" };
    const text = (holder: string) => heldText({ holder, ...lease });
    const said = 'has held the lease since 2026-01-05T00:00:00.000Z, for "failover us-central1"';
    expect(text(newHolder())).toContain(`${said}; that is another run of yours: go on with it`);
    expect(text("anna@desk, run 00000000")).toContain(`anna@desk, run 00000000 ${said}; talk to`);
  });
});

describe("a recovery's folder", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-recovery-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [AT, LATER] = ["2026-01-05T00:00:00.000Z", "2026-01-05T01:00:00.000Z"];
  const begun = (verb: "drain" | "failover") => ({
    plan: { ...BRACKET, verb },
    before: "name: bank",
    lease: { holder: "anna", since: AT, plan: `${verb} us-east1` },
  });
  const entry = (step: string) => ({ at: 1, step, did: "done" }) as const;

  it("is worked in by one process at a time, and by the next when that is gone", () => {
    const release = new RecoveryFile(folder).hold();
    expect(() => new RecoveryFile(folder).hold()).toThrow(`held by process ${process.pid} on`);
    release();
    // Nothing has this number: Linux gives out none so high.
    const dead = { token: "dead", pid: 2 ** 22 + 1, host: hostname(), since: 0 };
    writeFileSync(path.join(folder, "lock"), JSON.stringify(dead));
    new RecoveryFile(folder).hold()();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["a plan that was cut off", "plan.json", "{", "plan.json is no plan that was begun"],
    ["a plan of nothing", "plan.json", "null", "plan.json is no plan that was begun"],
    [
      "the journal of another",
      "journal.jsonl",
      '{"at":1,"plan":"failover us-central1","holder":"eve"}\n',
      'is the journal of "failover us-central1", and not of "drain us-east1"',
    ],
    ["a journal without a beginning", "journal.jsonl", JSON.stringify(entry("fence")), "something"],
  ])("isn't gone on with by %s", (_, name, text, why) => {
    const here = path.join(folder, "strange");
    const file = new RecoveryFile(here);
    file.begin(begun("drain"), AT);
    expect(file.begun).toEqual(begun("drain"));
    writeFileSync(path.join(here, name), text);
    expect(() => file.begun).toThrow(why);
    expect(() => file.begun).toThrow(Ending);
    rmSync(here, { recursive: true });
  });

  it("takes from a journal what is one, and no more", () => {
    const lines = ["null", "[]", "7", '{"at":1}', JSON.stringify(entry("fence")), '{"at":1,"st'];
    const file = path.join(folder, "lines.jsonl");
    writeFileSync(file, lines.join("\n"));
    expect(openJournal(file).entries).toEqual([entry("fence")]);
    rmSync(file);
  });

  it("has nothing of another recovery in the journal, wherever its end was cut off", () => {
    const here = path.join(folder, "ended");
    const file = new RecoveryFile(here);
    file.begin(begun("drain"), AT);
    file.journal().note(entry("fence"));
    rmSync(path.join(here, "plan.json")); // the end was killed half way
    file.begin(begun("failover"), LATER);
    expect(file.journal().entries).toEqual([]);
    file.begin(begun("failover"), LATER); // a rerun goes on with the same
    file.journal().note(entry("decide"));
    file.begin(begun("failover"), LATER);
    expect(file.journal().entries).toEqual([entry("decide")]);
    rmSync(here, { recursive: true });
  });
});
