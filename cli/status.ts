import { Command } from "commander";
import colors from "picocolors";
import { changesOf, EngineError, errorsOf } from "../engine/deployer";
import { observe } from "../recovery/execute/observe";
import { isWell, statusOf } from "../recovery/machine/status";
import { changeText } from "../report/deployment";
import { type StackHeld, statusText } from "../report/status";
import type { Topology } from "../topology/model";
import { type ChosenStack, placedStacks } from "./choose-stacks";
import { projectFolder } from "./describe";
import { refuseStrange } from "./known";
import { lookingAt } from "./look";
import { Ending, EXIT, type ExitCode } from "./outcome";
import { progress } from "./progress";
import { openTarget, type Target, type TargetFlags, withTargetFlags } from "./target";

export interface StatusFlags extends TargetFlags {
  readonly preview?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby status                      what stands where, as what, and whether the standby is ready
  standby status --region us-east1    only what is in that region, and what has none
  standby status --preview            also what deploying would change
  standby status --sandbox --json     the sandbox's, as data

It changes nothing. Looked at are databases, groups of instances and pods with their versions, load
balancers, fences and the lease; not workers, disks and buckets.

Exit codes: 0 as described and ready, 1 not, 2 bad input, 3 something couldn't be seen.`;

/** `standby status`: where what stands, how it is, and what differs from the description. */
export function statusCommand(): Command {
  const command = new Command("status").description(
    "Show what stands where, roles, lag, health, whether the standby is ready, and what differs",
  );
  return withTargetFlags(command)
    .option("--region <name>", "only this one: what is wrong in another doesn't count")
    .option("--preview", "also ask the engine what up would change")
    .option("--json", "print it as data")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: StatusFlags) => {
      const dir = projectFolder(process.cwd());
      const target = openTarget(dir, flags);
      if (target.sandbox) process.stderr.write(`${target.says}\n`);
      const code = await status(dir, target, flags).finally(() => target.sandbox?.close());
      if (code !== EXIT.ok) throw new Ending(code, "");
    });
}

/** Carries `standby status` out; the exit code that says what it found. */
export async function status(dir: string, target: Target, flags: StatusFlags): Promise<ExitCode> {
  const stacks = placedStacks(dir, target.runs);
  const [first] = stacks;
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const { topology, run } = first;
  const only = regionIn(topology, flags);
  const looked = progress(`looking at ${topology.system.name}`);
  const looking = await lookingAt(target, run.project, topology);
  const [seen, held] = await Promise.all([
    observe(looking, topology),
    heldBy(
      stacks.filter(({ region }) => only === undefined || region.name === only),
      target,
      flags,
    ),
  ]).finally(looked);
  const found = statusOf(topology, seen, only);
  const text = flags.json
    ? JSON.stringify({ ...found, well: isWell(found), stacks: held }, null, 2)
    : statusText(found, held, colors);
  process.stdout.write(`${text}\n`);
  return exitOf(isWell(found), held);
}

function regionIn({ regions }: Topology, { region }: StatusFlags): string | undefined {
  refuseStrange(region, Object.keys(regions), { flag: "--region" });
  return region;
}

function exitOf(well: ReturnType<typeof isWell>, held: readonly StackHeld[]): ExitCode {
  const changes = held.some((stack) => (stack.changes ?? []).length > 0);
  if (well === false || changes) return EXIT.refused;
  return well === "unknown" ? EXIT.inconclusive : EXIT.ok;
}

/** One stack after the other: each preview runs the program. */
async function heldBy(
  stacks: readonly ChosenStack[],
  { deployer }: Target,
  { preview }: StatusFlags,
): Promise<readonly StackHeld[]> {
  const all: StackHeld[] = [];
  for (const { run } of stacks) {
    try {
      const held = (await deployer.state(run)).length;
      const place = { stack: run.stack, region: run.region, resources: held };
      if (!preview || held === 0) {
        all.push(place);
        continue;
      }
      const planned = await deployer.preview(run);
      all.push({
        ...place,
        changes: [...errorsOf(planned), ...changesOf(planned).map(changeText)],
      });
    } catch (error) {
      throw error instanceof EngineError ? new Ending(EXIT.inconclusive, error.message) : error;
    }
  }
  return all;
}
