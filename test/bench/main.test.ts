import { execFileSync } from "node:child_process";
import path from "node:path";

const PROJECT = path.resolve(__dirname, "../..");

// How long anything takes depends on the machine and on what else runs, so no test says anything
// about it: only that the bench still finds the commands, writes descriptions that are right by all
// rules, and says what it promises to say.
/** Another library's row: how long it took, why it can't answer, or that it isn't there. */
const other = (name: string) =>
  new RegExp(
    `^ \\| ${name}( [n.]+( \\| n ms \\| n–n \\| n \\| .+| \\| can't answer: .+)| \\| not installed)$`,
  );

describe("bench", () => {
  it("measures every scenario and prints a row for each", () => {
    const printed = execFileSync(
      process.execPath,
      ["--require", "tsx/cjs", "bench/main.ts", "--quick"],
      { cwd: PROJECT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const rows = printed.slice(0, printed.indexOf("\n\n")).split("\n");
    // Numbers become "n": "2 services, 162 resources: time    n s  n–n" and so on.
    const shapes = rows.map((row) => row.replace(/\d+(\.\d+)?/g, "n").replace(/ {2,}/g, " | "));
    expect(shapes).toEqual([
      "name | median | min–max | ratio | aim",
      "bank, bare program twice: time | n s | n–n",
      "bank, standby preview: time | n s | n–n | n | ratio below n; n s on n cores",
      "bank, bare program twice: processor time | n s | n–n",
      "bank, standby preview: processor time | n s | n–n | n",
      "bank, standby preview: memory | n MiB | n–n | below n MiB",
      " | sum of each process's own peak | n MiB | n–n",
      "bank, up of both stacks in the sandbox, CLI: time: not measured with --quick",
      "bank, up of both stacks in the sandbox, embedded: time | n s | n–n",
      "bank, up of both stacks in the sandbox, embedded: processor time | n s | n–n",
      "bank, up of both stacks in the sandbox, embedded: memory | n MiB | n–n",
      ...["time | n s", "processor time | n s", "memory | n MiB"].flatMap((figure) => [
        `n services, n resources: ${figure} | n–n`,
        `n services, n resources: ${figure} | n–n | n | within n`,
        `n services, n resources: ${figure} | n–n | n | within n`,
        expect.stringMatching(/^ \| slope from nx to nx, over nx to nx \| -?(n|NaN) \| within n$/),
      ]),
      ...["time | n s", "memory | n MiB"].flatMap((figure) => [
        `reading the bank's description: ${figure} | n–n`,
        `reading one of n KB: ${figure} | n–n | n`,
        `refusing one of n MB: ${figure} | n–n | n`,
      ]),
      "sandbox, events of the virtual clock | n /s | n–n | n",
      "sandbox, a creation in a file of n | n ms | n–n",
      "sandbox, a creation in a file of n | n ms | n–n | n | within n: linear",
      "assessment, simulated events of a busy service | n /s | n–n | n",
      "assessment, of one that retries keep down | n /s | n–n | n",
      "assessment, exact availability of n shared parts | n ms | n–n | n ms",
      "assessment, capacity of n services after each loss | n ms | n–n | n ms with the rest",
      "assessment, capacity of n services after each loss | n ms | n–n | n | n: linear; losses grow with the services, too",
      "assessment, verdicts of n services | n ms | n–n | n ms",
      "assessment, verdicts of n services | n ms | n–n | n | n: linear",
      "assessment, search for fixes | n ms | n–n | n ms",
      "recovery, plan of n services | n ms | n–n | n ms",
      "recovery, plan of n services | n ms | n–n | n | n: linear",
      "recovery, states explored | n /s | n–n",
      "recovery, n runs of the program in a drill, a process each | n s | n–n",
      "recovery, n runs of the program in a drill, all in one | n s | n–n | n | below n",
      "recovery, what the executor itself takes of a drill: not measured with --quick",
      ...["n parts in series", "n shared parts", "the online bank's own model"].flatMap((name) => [
        `${name}: Standby | n ms | n–n`,
        expect.stringMatching(other("repyability")),
        expect.stringMatching(other("nthlayer")),
      ]),
    ]);
  }, 600_000);
});
