import { spawn } from "node:child_process";
import { once } from "node:events";
import { beganOf, isRunning } from "../../engine/running";

describe("whether a process runs", () => {
  it("is true of this one, and of the first, whoever it belongs to", () => {
    expect(isRunning(process.pid)).toBe(true);
    expect(isRunning(1)).toBe(true);
  });

  it("is false of one that has ended, and of what is no number of a process", async () => {
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(child, "exit");
    expect([child.pid ?? 0, 0, -1].map(isRunning)).toEqual([false, false, false]);
  });

  it("is false of one that is dead and that its parent takes no notice of", async () => {
    // The shell becomes "sleep 60", which waits for no child of the shell's.
    const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"]);
    try {
      const [line] = await once(parent.stdout, "data");
      const dead = Number(String(line));
      expect(isRunning(dead)).toBe(true);
      while (isRunning(dead)) await new Promise((done) => setTimeout(done, 20));
      expect(process.kill(dead, 0)).toBe(true);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("knows when one began, as long as it is there", () => {
    expect(beganOf(process.pid)).toMatch(/^\d+$/);
    expect(beganOf(0)).toBeUndefined();
  });
});
