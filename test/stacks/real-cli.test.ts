import { runProgram } from "../../engine/embedded/run-program";
import { readStacks } from "../../engine/project";
import { fromPreview } from "../../inventory/preview-json";
import { realPreview, realPulumi } from "../engine/real-cli";
import { PROJECT, STACKS } from "./runs";

const withCli = realPulumi() === undefined ? it.skip : it;
const stacks = Object.keys(STACKS) as (keyof typeof STACKS)[];

// Google's provider can't be had here; one that passes everything through stands in for it, so
// what Google's provider itself would refuse or fill in does not show.
describe("plain pulumi preview", () => {
  withCli.each(stacks)(
    "registers in %s what standby preview shows (skipped without pulumi on the PATH)",
    async (stack) => {
      const file = readStacks(PROJECT).find((candidate) => candidate.stack === stack);
      const real = fromPreview(await realPreview(PROJECT, stack));
      const ours = await runProgram({
        dir: PROJECT,
        stack,
        config: file?.config ?? {},
        autoNames: () => undefined,
      });
      expect(ours.failed).toBe(false);
      expect(ours.inventory.resources.length).toBeGreaterThan(30);
      expect(ours.inventory.resources).toEqual(real.resources);
    },
    180_000,
  );

  withCli(
    "refuses a new database while the primary region is elsewhere (skipped without pulumi on the PATH)",
    async () => {
      const away = { primary: "us-east1", "regions.us-east1.state": "standing" };
      await expect(realPreview(PROJECT, "prod", { "standby:what-if": away })).rejects.toThrow(
        "us-central1 can't take it while the primary region is us-east1; add it after the switchover home",
      );
    },
    180_000,
  );
});
