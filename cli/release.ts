import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command } from "commander";
import { editDescription } from "../system/edit";
import { RELEASE_STEPS, releaseEdits, type ReleaseStep } from "../system/release";
import { chooseRuns, describedIn, placedStacks } from "./choose-stacks";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";

interface ReleaseFlags {
  readonly system?: string;
}

const EXAMPLES = `
Examples:
  standby release web next us-docker.pkg.dev/acme/apps/web@sha256:…   a share of the instances, if it is a canary
  standby release web all                                             the one on trial, everywhere
  standby release web back                                            without the one on trial

It edits the description and deploys nothing: review the edit, and deploy it like any other. Comments
stay.

Exit codes: 0 edited, 1 there is nothing to do that with, 2 bad input.`;

/** `standby release SERVICE STEP [IMAGE]`: writes one step of a release into the description. */
export function releaseCommand(): Command {
  return new Command("release")
    .description("Write a step of a release into the description: a version's image by its digest")
    .argument("<service>", "what gets another version")
    .addArgument(new Argument("<step>", "what becomes of the version").choices(RELEASE_STEPS))
    .argument(
      "[image]",
      "image by its digest; for back: the one to go back to, if none is on trial",
    )
    .option("--system <file>", "description to edit (default: the stack files')")
    .addHelpText("after", EXAMPLES)
    .action(release);
}

function release(
  service: string,
  step: ReleaseStep,
  image: string | undefined,
  flags: ReleaseFlags,
): void {
  const dir = projectFolder(process.cwd());
  const runs = chooseRuns(dir, flags);
  const file = describedIn(runs);
  const [stack] = placedStacks(dir, runs);
  if (!stack) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const planned = releaseEdits(stack.topology.system, service, step, image);
  if ("problem" in planned) throw new Ending(EXIT.refused, planned.problem);
  const full = path.resolve(dir, file);
  const before = readFileSync(full, "utf8");
  writeFileSync(full, editDescription(before, planned.edits));
  try {
    placedStacks(dir, runs);
  } catch (error) {
    writeFileSync(full, before);
    throw error;
  }
  for (const [place, value] of Object.entries(planned.edits)) {
    process.stdout.write(
      `${file}: ${place} ${value === null ? "is gone" : `is ${JSON.stringify(value)}`}\n`,
    );
  }
}
