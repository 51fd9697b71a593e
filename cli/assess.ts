import path from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { assess } from "../assessment/assess";
import { priced } from "../assessment/fix/priced";
import { findFixes } from "../assessment/fix/search";
import type { Evidence } from "../assessment/objectives/evidence";
import { outcomeOf } from "../assessment/summary";
import type { Setting } from "../recovery/plan/setting";
import { assessmentText } from "../report/assess";
import { assessmentJson } from "../report/assess-json";
import { fixesText } from "../report/fixes";
import { projectFolder } from "./describe";
import { DRILLS, readDrills } from "./drills";
import { Ending, EXIT, type ExitCode } from "./outcome";
import { settingOf, theDescription, theTopology } from "./plan";
import { pricedFixes } from "./priced-fixes";
import { today } from "./today";
import { type StackFlags, withStackFlags } from "./stack-flags";

interface AssessFlags extends StackFlags {
  readonly json?: boolean;
  readonly on: string;
  readonly prices: boolean;
}

const EXAMPLES = `
Examples:
  standby assess --system systems/click-travel.yaml
  standby assess --state us-east1=standing             once both regions stand
  standby assess --what-if standby=cold
  standby assess --what-if services.web.load.peak='3000 rps'
  standby assess --json | jq '.findings[] | select(.verdict | startswith("breached"))'

Exit codes: 0 all met, 1 one is breached, 2 bad input, 3 inconclusive: some may hold or not.`;

/** `standby assess`: whether the objectives hold, how that is known, and what takes the time. */
export function assessCommand(): Command {
  const command = new Command("assess").description(
    "Hold the objectives against the recovery plans: verdict, terms, what takes the time; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .option("--json", "print the assessment as data")
    .option("--on <day>", "day to assess on, such as 2026-11-21: drills age", today())
    .option("--no-prices", "leave fixes unpriced: quicker, no program is run")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(flags: AssessFlags): Promise<void> {
  const { setting, evidence } = given(flags);
  const assessment = assess(setting, evidence);
  const found = findFixes(setting, evidence, assessment.findings);
  const fixes = flags.prices ? await pricedFixes(flags, found) : priced(found, new Map());
  const text = flags.json
    ? JSON.stringify(assessmentJson(assessment, fixes), null, 2)
    : [assessmentText(assessment, colors), ...fixesText(fixes, theDescription(flags), colors)].join(
        "\n",
      );
  process.stdout.write(`${text}\n`);
  const code = CODES[outcomeOf(assessment)];
  if (code !== EXIT.ok) throw new Ending(code, "");
}

const CODES: Readonly<Record<ReturnType<typeof outcomeOf>, ExitCode>> = {
  met: EXIT.ok,
  breached: EXIT.refused,
  inconclusive: EXIT.inconclusive,
};

function given(flags: AssessFlags): { setting: Setting; evidence: Evidence } {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(flags.on)) {
    throw new Ending(EXIT.badInput, `--on  "${flags.on}" is not a day such as 2026-11-21`);
  }
  const drills = readDrills(path.join(projectFolder(process.cwd()), DRILLS));
  return { setting: settingOf(theTopology(flags)), evidence: { drills, today: flags.on } };
}
