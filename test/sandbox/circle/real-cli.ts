import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorsOf } from "../../../engine/deployer";
import { readStacks } from "../../../engine/project";
import { PulumiDeployer } from "../../../engine/pulumi/deployer";
import { runsOfSystem } from "../../../engine/stacks";
import { sandboxEnvironment } from "../../../sandbox/environment";
import { SandboxFolder } from "../../../sandbox/folder";
import { openSandbox } from "../../../sandbox/sandbox";
import { settling } from "../../../sandbox/settling";
import { editDescription, type Edits } from "../../../system/edit";
import { loadSystem } from "../../../system/load";
import { realPulumi } from "../../engine/real-cli";
import { type MODES, PROJECT } from "../../stacks/runs";
import { standUp } from "./full-circle";

export type Case = readonly [system: string, standby: (typeof MODES)[number]];

/** What stands up by the CLI each time: the two ends for the bank, and another system. The rest is for the night. */
export const EACH_TIME: readonly Case[] = [
  ["online-bank.yaml", "hot"],
  ["online-bank.yaml", "cold"],
  ["click-travel.yaml", "warm"],
];

/** Both regions by the CLI, in the documented order, as a test of each case; skipped without a CLI. */
export function standUpByCli(cases: readonly Case[]): void {
  const withCli = realPulumi() === undefined ? it.skip : it;
  withCli.each(cases)(
    "stands both regions of %s up, sees nothing to do then, and isn't destroyed: %s",
    async (system, standby) => {
      const folder = new SandboxFolder(mkdtempSync(path.join(tmpdir(), "standby-cli-")));
      const { home, other, description } = stacksIn(folder, system);
      const edit = (edits: Edits) =>
        writeFileSync(description, editDescription(readFileSync(description, "utf8"), edits));
      const sandbox = openSandbox({ file: folder.store });
      try {
        edit({ standby });
        const env = sandboxEnvironment(folder, process.env);
        const cli = new PulumiDeployer({ dir: folder.folder, env, makesStacks: true });
        const deployer = settling(cli, sandbox);
        await standUp({ deployer, home, other, edit });
        const before = await deployer.state(other);
        const refused = await deployer.destroy(other);
        expect(errorsOf(refused).join()).toContain("protected");
        expect(await deployer.state(other)).toEqual(before);
      } finally {
        sandbox.close();
        rmSync(folder.folder, { recursive: true, force: true });
      }
    },
    1_200_000,
  );
}

function stacksIn(folder: SandboxFolder, system: string) {
  const file = path.join("systems", system);
  const text = readFileSync(path.join(PROJECT, file), "utf8");
  const loaded = loadSystem({ path: file, text });
  if (!("system" in loaded)) throw new Error(`${system} has problems`);
  const { home: at, regions } = loaded.system;
  const runs = runsOfSystem(readStacks(PROJECT), file, at, Object.keys(regions));
  const [home, other] = folder.prepare(PROJECT, runs);
  if (!home || !other) throw new Error(`${system} has one region`);
  return { home, other, description: path.resolve(PROJECT, home.system) };
}
