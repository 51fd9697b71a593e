import path from "node:path";
import { KeptProgram } from "../../engine/embedded/kept-program";
import { runProgram, type ProgramRun } from "../../engine/embedded/run-program";
import { readStacks } from "../../engine/project";
import { toPreview } from "../../inventory/preview-json";

const FAILING = path.join(__dirname, "fixtures/failing");
const SHOP = path.join(__dirname, "fixtures/shop");

function failing(how: string, kept: KeptProgram): ProgramRun {
  const config = { "failing:how": how };
  return { dir: FAILING, stack: "prod", config, runProcess: kept.run };
}

describe("a program that is kept", () => {
  it("registers what it registers alone, each time", async () => {
    const [prod] = readStacks(SHOP);
    const kept = new KeptProgram();
    const run = { dir: SHOP, stack: "prod", config: prod?.config ?? {} };
    const alone = await runProgram(run);
    const first = await runProgram({ ...run, runProcess: kept.run });
    const again = await runProgram({ ...run, runProcess: kept.run });
    for (const { inventory, diagnostics, failed } of [first, again]) {
      expect([diagnostics, failed]).toEqual([[], false]);
      expect(toPreview(inventory)).toEqual(toPreview(alone.inventory));
    }
  });

  it.each([
    ["run-error", /^regions\.us-east1 is not a region of this system$/],
    ["thrown", /reading 'first'[^]+index\.ts:13:/],
    ["rejected", /the description could not be fetched/],
    ["lookup", /a preview without a provider can't look things up/],
    ["remote", /a preview without a provider can't construct: eks:index:Cluster/],
    ["duplicate", /^Duplicate resource URN .* try giving it a unique name$/],
    ["long-name", /^could not make instance .* longer than maximum length 63$/],
    ["exit", /^the program ended with exit code 7$/],
    ["killed", /^the program was killed$/],
  ])("says once why it fails, and runs again: %s", async (how, why) => {
    const kept = new KeptProgram();
    const { diagnostics, failed } = await runProgram(failing(how, kept));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
    expect(failed).toBe(true);
    const next = await runProgram(failing("none", kept));
    expect([next.diagnostics, next.failed]).toEqual([[], false]);
  });

  it("doesn't hang on a program that waits for what never comes, and runs again", async () => {
    const kept = new KeptProgram();
    await runProgram(failing("never", kept));
    const next = await runProgram(failing("counts", kept));
    expect([next.inventory.outputs, next.failed]).toEqual([{ outcome: 1 }, false]);
  });

  it("is heard while it runs, each run by who began it", async () => {
    const kept = new KeptProgram();
    const [first, silent, second] = await Promise.all(
      ["prints", "none", "prints"].map((how) => runProgram(failing(how, kept))),
    );
    const lines = ["two regions", "one is planned", "no domain is described", "has no routes"];
    expect(first!.diagnostics.map(({ message }) => message).sort()).toEqual(lines.sort());
    expect(silent!.diagnostics).toEqual([]);
    expect(second!.diagnostics).toEqual(first!.diagnostics);
  });

  it("sees nothing that a run before it has left in its own files", async () => {
    const kept = new KeptProgram();
    const outputs = [
      await runProgram(failing("counts", kept)),
      await runProgram(failing("counts", kept)),
    ];
    expect(outputs.map(({ inventory }) => inventory.outputs)).toEqual([
      { outcome: 1 },
      { outcome: 1 },
    ]);
  });
});
