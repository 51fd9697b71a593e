import { writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { assess } from "../assessment/assess";
import { plansOf } from "../recovery/plan/plans-of";
import { reportPage } from "../report/html/report";
import { projectFolder } from "./describe";
import { DRILLS, readDrills } from "./drills";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { previewStacks } from "./previewed";
import { today } from "./today";
import { type StackFlags, withStackFlags } from "./stack-flags";

interface ReportFlags extends StackFlags {
  readonly out: string;
}

/** `standby report`: all that can be said of a system, in one HTML file that needs nothing else. */
export function reportCommand(): Command {
  const command = new Command("report").description(
    "Write one HTML file for each system: drawn in every failure, recoveries, survival, runbooks",
  );
  return withStackFlags(command)
    .option("--out <folder>", "folder that the files are written to", ".")
    .addHelpText(
      "after",
      `
Example:
  standby report --state us-east1=standing --out reports

Exit codes: 0 written, 2 bad input, 3 inconclusive: not all stacks of a system were chosen.`,
    )
    .action(report);
}

async function report(flags: ReportFlags): Promise<void> {
  const drills = readDrills(path.join(projectFolder(process.cwd()), DRILLS));
  const { previews, systems } = await previewStacks(projectFolder(process.cwd()), flags);
  for (const { situation, survival } of systems) {
    const topology = previews.find(({ topology }) => topology.system.name === situation.system);
    if (!survival || !topology) {
      throw new Ending(
        EXIT.inconclusive,
        `${situation.system}: needs all stacks; leave --stack out`,
      );
    }
    const setting = settingOf(topology.topology);
    const assessment = assess(setting, { drills, today: today() });
    const plans = plansOf(setting);
    const file = path.join(flags.out, `${situation.system}.html`);
    writeFileSync(file, reportPage({ topology: topology.topology, assessment, plans, survival }));
    process.stdout.write(`${file}\n`);
  }
}
