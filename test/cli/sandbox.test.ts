import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { standby } from "./run-standby";

jest.setTimeout(120_000);

describe("standby in a sandbox where something is wrong", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-wrong-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const inSandbox = (name = "sandbox") => ({
    STANDBY_SANDBOX: path.join(folder, name, "cloud.jsonl"),
  });

  it("says which commands there are where a word is none", () => {
    const { status, stderr } = standby(["sandbox", "--", "nonsense"], inSandbox());
    expect([status, stderr.trim().split("\n").at(-1)]).toEqual([
      2,
      '"nonsense" is neither on the PATH nor one of status, lose, back, tour, reset; name a command after "--"',
    ]);
  });

  it("says in one line that nothing is deployed", () => {
    const { status, stdout } = standby(["status", "--sandbox"], inSandbox());
    expect([status, stdout]).toEqual([
      1,
      'online-bank in hot: nothing is deployed yet; "standby up" deploys it\n',
    ]);
  });

  it("names a state that is damaged, and what to do about it, and leaves it alone", () => {
    const own = path.join(folder, "damaged");
    cpSync(path.join(folder, "sandbox"), own, { recursive: true });
    const state = path.join(own, "states/prod.json");
    mkdirSync(path.dirname(state));
    writeFileSync(state, '{"version": 3, "depl');
    for (const words of [["status"], ["up", "--yes"]]) {
      const { status, stderr } = standby([...words, "--sandbox"], inSandbox("damaged"));
      expect([words, status, stderr.trim().split("\n").at(-1)]).toEqual([
        words,
        words[0] === "status" ? 3 : 1,
        `${state}  not a stack's state: it is not JSON; put a copy back, or begin anew with "standby sandbox reset"`,
      ]);
    }
    expect(readFileSync(state, "utf8")).toBe('{"version": 3, "depl');
  });
});
