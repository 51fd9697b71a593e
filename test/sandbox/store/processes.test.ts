import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openSandbox } from "../../../sandbox/sandbox";

const PROJECT = path.resolve(__dirname, "../../..");
const COUNTER = { kind: "test.Counter", project: "p", location: "global", name: "counter" };
const TIMES = 150;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "standby-store-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a worker, kills it after so many numbers if asked to, and gives how many it has acknowledged. */
function hammer(file: string, worker: string, killAfter = Infinity): Promise<number> {
  const script = path.join(__dirname, "hammer.ts");
  const args = ["--require", "tsx/cjs", script, file, worker, String(TIMES)];
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (data) => {
    said += String(data);
    if (said.split("\n").length > killAfter) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0 || signal === "SIGKILL") resolve(said.split("\n").length - 1);
      else reject(new Error(`a worker ended with ${code ?? signal}`));
    });
  });
}

describe("a sandbox's file", () => {
  it("loses nothing that was acknowledged, with several processes at once and some of them killed", async () => {
    const file = path.join(folder, "sandbox.jsonl");
    const sandbox = openSandbox({ file, kinds: [] });
    sandbox.transact((cloud) => cloud.create(COUNTER, { count: 0 }));
    const said = await Promise.all([
      hammer(file, "a"),
      hammer(file, "b"),
      hammer(file, "c", 20).then(async (first) => [first, await hammer(file, "d", 60)]),
    ]);
    const [a, b, c, d] = said.flat();
    expect([a, b]).toEqual([TIMES, TIMES]);
    const kept = sandbox.transact((cloud) => [...cloud.all("test.Kept")].map(({ name }) => name));
    const count = sandbox.transact((cloud) => cloud.get(COUNTER).properties["count"]);
    for (const [worker, acknowledged] of Object.entries({ a, b, c, d })) {
      const of = kept.filter((name) => name.startsWith(`${worker}-`)).length;
      expect(of).toBeGreaterThanOrEqual(acknowledged ?? NaN);
    }
    expect(count).toBe(kept.length);
    expect(sandbox.transact((cloud) => [...cloud.all("test.Thing")])).toEqual([]);
    sandbox.close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });
});
