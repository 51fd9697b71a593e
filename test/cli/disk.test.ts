import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { diskProblem } from "../../cli/disk";
import { standby } from "./run-standby";

jest.setTimeout(120_000);

describe("a disk that takes nothing", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-disk-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const store = (...parts: string[]) => ({
    STANDBY_SANDBOX: path.join(folder, ...parts, "cloud.jsonl"),
  });

  it("is told with the fix, and everything else isn't taken for it", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    expect(diskProblem(full)).toBe(
      "ENOSPC: no space left on device, write: make room, then run the same command again, which goes on from here",
    );
    expect(diskProblem(Object.assign(full, { code: "ECONNREFUSED" }))).toBeUndefined();
    expect(diskProblem(new Error("ENOSPC"))).toBeUndefined();
  });

  it("ends a command without a stack", () => {
    writeFileSync(path.join(folder, "file"), "");
    const { status, stderr } = standby(["up", "--sandbox", "--yes"], store("file"));
    expect([status, stderr.trim().split("\n").length]).toEqual([1, 1]);
    expect(stderr).toContain("ENOTDIR");
  });

  it.each([
    ["sandbox.json", "no json\n", ["sandbox", "status"]],
    ["sandbox.json", "[]\n", ["up", "--sandbox"]],
    ["cloud.jsonl", "no json\n", ["sandbox", "lose", "us-east1"]],
  ])("says that %s is damaged that holds %j, and takes away only its own", (name, held, words) => {
    const own = mkdtempSync(path.join(folder, "damaged-"));
    writeFileSync(path.join(own, "sandbox.json"), '{ "systems": {} }');
    writeFileSync(path.join(own, name), held);
    writeFileSync(path.join(own, "letters.txt"), "somebody's");
    const { status, stderr } = standby(words, store(path.basename(own)));
    expect([status, stderr]).toEqual([
      1,
      `${path.join(own, name)} is damaged; "standby sandbox reset" ${name === "cloud.jsonl" ? "begins anew" : "takes this sandbox away"}\n`,
    ]);
    const reset = standby(["sandbox", "reset"], store(path.basename(own)));
    expect([reset.status, reset.stdout]).toEqual([0, expect.stringContaining("letters.txt")]);
    expect(readdirSync(own)).toEqual(["letters.txt"]);
  });
});
