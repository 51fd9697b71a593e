import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorsOf } from "../../engine/deployer";
import { PulumiDeployer } from "../../engine/pulumi/deployer";
import { isWhole } from "../../engine/pulumi/events";
import type { StackRun } from "../../engine/stacks";
import { copyOf, environment, realPulumi, setConfig } from "./real-cli";

const event = (kind: string, type: string) =>
  JSON.stringify({ [kind]: { metadata: { op: "create", type, urn: `urn::${type}` } } });

describe("whether a program came to its end", () => {
  it.each([
    ["what the stack exports was registered last", "resOutputsEvent", "pulumi:pulumi:Stack", true],
    ["the stack was only begun", "resourcePreEvent", "pulumi:pulumi:Stack", false],
    ["only a component was finished", "resOutputsEvent", "standby:index:Global", false],
  ])("%s", (_, kind, type, whole) => {
    expect(isWhole(`a line of the CLI's own\n${event(kind, type)}\n`)).toBe(whole);
  });
});

const withCli = realPulumi() === undefined ? describe.skip : describe;

withCli("the real CLI, skipped without pulumi on the PATH", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-deployer-"));
  const dir = copyOf(path.join(__dirname, "fixtures/failing"), scratch);
  const run = (stack: string): StackRun => {
    const place = { region: "", project: "", system: "", config: {}, secretKeys: [] };
    return { stack, ...place };
  };
  const env = environment(scratch, dir);
  // Made in a test alone: it looks for the CLI, and is not to where all are skipped.
  const deployer = () => new PulumiDeployer({ dir, env, makesStacks: true });
  const deploy = (how: string, config: Readonly<Record<string, string>> = {}) => {
    setConfig(path.join(dir, `Pulumi.${how}.yaml`), { "failing:how": how });
    return deployer().up({ ...run(how), config });
  };
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("is not believed when the program was killed", async () => {
    const { failed, ...deployed } = await deploy("killed");
    expect(failed).toBe(true);
    // A language host that reports the killing says so itself.
    expect(errorsOf({ failed, ...deployed }).join()).not.toBe("");
  });

  it("is believed when the program came to its end", async () => {
    expect((await deploy("none")).failed).toBe(false);
  });

  it("gives the program what is for one run alone, and leaves the stack file as it is", async () => {
    const outcome = async () => (await deployer().state(run("open")))[0]?.outputs?.["outcome"];
    const once = await deploy("open", { "standby:unprotect": "accounts-db" });
    expect(errorsOf(once)).toEqual([]);
    expect(await outcome()).toBe("accounts-db");
    expect(errorsOf(await deploy("open"))).toEqual([]);
    expect(await outcome()).toBe("nothing");
  });
});
