import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { stringify } from "yaml";
import { isRecord } from "../engine/config";
import { changesOf, errorsOf, type Deployed, type Deployer } from "../engine/deployer";
import { readYaml } from "../engine/project";
import { PulumiDeployer } from "../engine/pulumi/deployer";
import type { StackRun } from "../engine/stacks";
import { fromPreview } from "../inventory/preview-json";
import { evaluate } from "../policy/evaluate";
import { stateHomeRules } from "../policy/rules/state-home";
import { situationOf } from "../policy/situation";
import { plannedText } from "../report/deployment";
import { recoveryBucketName } from "../topology/naming";
import { SandboxDeployer } from "../sandbox/deployer";
import { sandboxProject } from "../sandbox/project-id";
import { openSandbox } from "../sandbox/sandbox";
import { agreed } from "./ask";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { theTopology } from "./plan";
import { today } from "./today";

interface BootstrapFlags {
  readonly project: string;
  readonly stateProject?: string;
  readonly multiRegion: string;
  readonly dualRegion: string;
  readonly repository?: string;
  readonly system?: string;
  readonly sandbox?: boolean;
  readonly yes?: boolean;
}

const EXAMPLES = `
Examples:
  standby bootstrap --project acme-bank --sandbox --yes      rehearsed, with no account
  pulumi login file://. && standby bootstrap --project acme-bank --state-project acme-state --repository acme/bank

It makes the bucket of the states, the key of their secrets, the buckets of copies and of the lease
and, with --repository, the identities of the pipeline. docs/operate.md says what comes after it.

Exit codes: 0 done, 1 refused or failed, 2 bad input.`;

/** `standby bootstrap`: what has to be there before the stacks, outside of all they can break. */
export function bootstrapCommand(): Command {
  return new Command("bootstrap")
    .description("Make the home of the states, their key, and the pipeline's identities")
    .requiredOption("--project <id>", "project that the stacks are deployed to")
    .option("--state-project <id>", "project of the states (default: the same; another is safer)")
    .option("--multi-region <name>", "multi-region of the key and the copies", "us")
    .option("--dual-region <regions>", "two regions of the states", "us-east4,us-west1")
    .option("--repository <owner/name>", "repository whose workflows may act")
    .option(
      "--system <file>",
      "description whose recoveries take the lease (default: the stack files')",
    )
    .option("--sandbox", "in a sandbox of its own, thrown away afterwards; nothing real is touched")
    .option("--yes", "ask nothing")
    .addHelpText("after", EXAMPLES)
    .action(bootstrap);
}

async function bootstrap(flags: BootstrapFlags): Promise<void> {
  const { repository, dualRegion } = flags;
  if (repository !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new Ending(EXIT.badInput, `--repository  "${repository}" is not OWNER/NAME`);
  }
  if (!/^[a-z]+-[a-z]+\d,[a-z]+-[a-z]+\d$/.test(dualRegion)) {
    throw new Ending(
      EXIT.badInput,
      `--dual-region  "${dualRegion}" is not two regions with a comma between, such as us-east4,us-west1`,
    );
  }
  const run = runOf(flags);
  const deployer = deployerOf(flags, run);
  const planned = await deployer.preview(run);
  process.stdout.write(`${plannedText(run.stack, "home of the states", planned.digest)}\n`);
  if (planned.failed) throw new Ending(EXIT.refused, errorsOf(planned).join("\n"));
  refuseBroken(flags, planned);
  if (changesOf(planned).length === 0) return;
  await agreed("make this?", flags.yes);
  const done = await deployer.up(run, { planned: true });
  if (done.failed) throw new Ending(EXIT.refused, errorsOf(done).join("\n"));
  process.stdout.write("done; docs/operate.md says what comes next\n");
}

/** Ends the command where the states would be lost with a region of the system. */
function refuseBroken({ system }: BootstrapFlags, { digest }: Deployed): void {
  const described = theTopology(system === undefined ? {} : { system }).system;
  const stacks = [{ region: "", inventory: fromPreview(digest) }];
  const { findings } = evaluate(stacks, situationOf(described), today(), stateHomeRules);
  if (findings.length === 0) return;
  const lines = findings.map(
    ({ rule, urn, path: at, message }) => `${rule}  ${urn.split("::").at(-1)} ${at}: ${message}`,
  );
  throw new Ending(EXIT.refused, lines.join("\n"));
}

function deployerOf({ sandbox }: BootstrapFlags, run: StackRun): Deployer {
  const dir = path.join(projectFolder(process.cwd()), "bootstrap");
  if (sandbox !== true) {
    keep(path.join(dir, `Pulumi.${run.stack}.yaml`), run);
    return new PulumiDeployer({ dir, env: process.env, makesStacks: true });
  }
  const folder = mkdtempSync(path.join(tmpdir(), "standby-bootstrap-"));
  return new SandboxDeployer({
    dir,
    states: path.join(folder, "states"),
    sandbox: openSandbox({ file: path.join(folder, "cloud.jsonl") }),
  });
}

/** The CLI takes values from the stack file; what else is in it, such as its salt, stays. */
function keep(file: string, { config }: StackRun): void {
  const [dir, name] = [path.dirname(path.dirname(file)), path.basename(file)];
  const own = existsSync(file) ? readYaml(dir, path.join("bootstrap", name), "write it") : {};
  const kept = isRecord(own["config"]) ? own["config"] : {};
  writeFileSync(file, stringify({ ...own, config: { ...kept, ...config } }));
}

function runOf(flags: BootstrapFlags): StackRun {
  const named = (id: string) => (flags.sandbox === true ? sandboxProject(id) : id);
  const target = named(flags.project);
  const project = named(flags.stateProject ?? flags.project);
  const { system } = theTopology(flags.system === undefined ? {} : { system: flags.system }).naming;
  const config = {
    "gcp:project": project,
    "standby-bootstrap:target": target,
    "standby-bootstrap:multiRegion": flags.multiRegion,
    "standby-bootstrap:dualRegion": flags.dualRegion,
    "standby-bootstrap:recoveryBucket": recoveryBucketName({ project: target, system }),
    "standby-bootstrap:repository": flags.repository ?? "",
  };
  return { stack: "bootstrap", region: "", project, system: "", config, secretKeys: [] };
}
