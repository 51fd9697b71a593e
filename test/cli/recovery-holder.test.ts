import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import path from "node:path";
import { RecoveryFile } from "../../cli/recovery-file";
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
});
