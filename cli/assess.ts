import path from "node:path";
import { Command, Option } from "commander";
import colors from "picocolors";
import { assess } from "../assessment/assess";
import { availabilityOfSystem } from "../assessment/availability/findings";
import type { Incident } from "../assessment/availability/incident-log";
import { capacityAfter } from "../assessment/capacity/after";
import type { Beliefs } from "../assessment/availability/parts";
import { priced } from "../assessment/fix/priced";
import { findFixes } from "../assessment/fix/search";
import type { Evidence } from "../assessment/objectives/evidence";
import { riskRegister } from "../assessment/risk/register";
import { type Section, SECTIONS, type Sections } from "../assessment/sections";
import { afterOverload } from "../assessment/simulation/overload";
import { answersOf, outcomeOfVerdicts } from "../assessment/summary";
import type { Setting } from "../recovery/plan/setting";
import { assessmentJson } from "../report/assess-json";
import { assessmentMarkdown } from "../report/assess-markdown";
import { sectionsText } from "../report/assess-sections";
import { againstOf } from "./against";
import { beliefsOf } from "./beliefs";
import { costsIn, MODES } from "./costs";
import { projectFolder } from "./describe";
import { DRILLS, readDrills } from "./drills";
import { incidentsOf } from "./incidents";
import { Ending, EXIT, type ExitCode } from "./outcome";
import { settingOf, theDescription, theTopology } from "./plan";
import { pricedFixes } from "./priced-fixes";
import { type StackFlags, withStackFlags } from "./stack-flags";
import { today } from "./today";

interface AssessFlags extends StackFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly section?: readonly Section[];
  readonly against?: string;
  readonly incidents?: string;
  readonly on: string;
  readonly prices: boolean;
}

const EXAMPLES = `
Examples:
  standby assess --system systems/click-travel.yaml
  standby assess --state us-east1=standing             once both regions stand
  standby assess --section risk availability           only these; cost, which runs programs, only if named
  standby assess --what-if standby=cold
  standby assess --what-if services.web.load.peak='3000 rps'
  standby assess --against origin/main --markdown      what a change does, for a pull request
  standby assess --against systems/other.yaml
  standby assess --json | jq '.findings[] | select(.verdict | startswith("breached"))'

Exit codes: 0 all met, 1 one is breached, 2 bad input, 3 inconclusive: some may hold or not.`;

/** Said unless others are named: what takes a moment. */
const QUICK = SECTIONS.filter((section) => section !== "cost");

/** `standby assess`: whether the objectives hold, how that is known, and what would do. */
export function assessCommand(): Command {
  const command = new Command("assess").description(
    "Hold the objectives against the recovery plans: verdict, terms, what takes the time, what would do; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .addOption(
      new Option("--section <name...>", "only these")
        .choices(SECTIONS)
        .default(undefined, QUICK.join(" ")),
    )
    .option("--against <base>", "say what changes against a git revision or another description")
    .option("--json", "print the assessment as data")
    .option("--markdown", "print it as Markdown")
    .option("--incidents <file>", "log of outages (default: incidents.yaml, if it is there)")
    .option("--on <day>", "day to assess on, such as 2026-11-21: drills age", today())
    .option("--no-prices", "leave fixes and changes unpriced: quicker, no program is run")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(flags: AssessFlags): Promise<void> {
  const { setting, evidence, incidents } = given(flags);
  const wanted = flags.section ?? QUICK;
  const assessment = assess(setting, evidence);
  const beliefs = beliefsOf(setting.topology);
  const available = availabilityOfSystem(beliefs, incidents);
  const found = wanted.includes("fixes")
    ? findFixes(setting, evidence, assessment.findings, { beliefs, findings: available.findings })
    : undefined;
  const against =
    flags.against === undefined
      ? undefined
      : await againstOf(flags.against, flags, { evidence, incidents, prices: flags.prices });
  const fixes =
    found && (flags.prices ? await pricedFixes(flags, found) : priced(found, new Map()));
  const sections = { availability: available, ...(await sectionsOf(flags, beliefs, wanted)) };
  const all = { assessment, fixes, sections, against };
  const text = flags.json
    ? JSON.stringify(assessmentJson(all), null, 2)
    : flags.markdown
      ? assessmentMarkdown(all)
      : sectionsText(all, wanted, theDescription(flags), colors);
  process.stdout.write(`${text}\n`);
  const verdicts = [...answersOf(assessment), ...(sections.availability?.findings ?? [])].map(
    ({ verdict }) => verdict,
  );
  const code = CODES[outcomeOfVerdicts(verdicts)];
  if (code !== EXIT.ok) throw new Ending(code, "");
}

/** What was asked for beside availability, which decides on the exit code and is always there. */
async function sectionsOf(
  flags: AssessFlags,
  beliefs: Beliefs,
  wanted: readonly Section[],
): Promise<Sections> {
  const { topology } = beliefs;
  return {
    ...(wanted.includes("capacity")
      ? { capacity: { after: capacityAfter(topology), overload: afterOverload(topology) } }
      : {}),
    ...(wanted.includes("risk") ? { risk: riskRegister(beliefs) } : {}),
    ...(wanted.includes("cost") ? { cost: await costsIn(flags, topology, modesOf(flags)) } : {}),
  };
}

function modesOf({ standby }: StackFlags) {
  return MODES.filter((one) => (standby ?? one) === one);
}

const CODES: Readonly<Record<ReturnType<typeof outcomeOfVerdicts>, ExitCode>> = {
  met: EXIT.ok,
  breached: EXIT.refused,
  inconclusive: EXIT.inconclusive,
};

function given(flags: AssessFlags): {
  setting: Setting;
  evidence: Evidence;
  incidents: readonly Incident[];
} {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(flags.on)) {
    throw new Ending(EXIT.badInput, `--on  "${flags.on}" is not a day such as 2026-11-21`);
  }
  const dir = projectFolder(process.cwd());
  const drills = readDrills(path.join(dir, DRILLS));
  return {
    setting: settingOf(theTopology(flags)),
    evidence: { drills, today: flags.on },
    incidents: incidentsOf(dir, flags.incidents),
  };
}
