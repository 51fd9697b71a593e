import { writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { assess } from "../assessment/assess";
import { availabilityOfSystem } from "../assessment/availability/findings";
import type { Incident } from "../assessment/availability/incident-log";
import { priced } from "../assessment/fix/priced";
import { findFixes } from "../assessment/fix/search";
import type { Survival } from "../policy/survival/survive";
import { plansOf } from "../recovery/plan/plans-of";
import { markdownOf } from "../report/document/markdown";
import { pageOf } from "../report/html/page";
import { reportOf } from "../report/sections/report";
import type { Topology } from "../topology/model";
import { beliefsOf } from "./beliefs";
import { costsIn, MODES } from "./costs";
import { projectFolder } from "./describe";
import { DRILLS, readDrills } from "./drills";
import { incidentsOf } from "./incidents";
import { Ending, EXIT } from "./outcome";
import { theDescription } from "./plan";
import { previewStacks } from "./previewed";
import { pricedFixes } from "./priced-fixes";
import { progress } from "./progress";
import { type StackFlags, withStackFlags } from "./stack-flags";
import { today } from "./today";

interface ReportFlags extends StackFlags {
  readonly out: string;
  readonly markdown?: boolean;
  readonly incidents?: string;
  readonly prices: boolean;
}

/** `standby report`: all that can be said of a system, in one file that needs nothing else. */
export function reportCommand(): Command {
  const command = new Command("report").description(
    "Write one HTML file for each system: drawn in every failure, objectives, availability, risks, cost, recoveries, runbooks",
  );
  return withStackFlags(command)
    .option("--out <folder>", "folder that the files are written to", ".")
    .option("--markdown", "write Markdown instead of HTML")
    .option(
      "--incidents <file>",
      "a log of outages instead of the project's own incidents.yaml, to be reviewed beside the model",
    )
    .option("--no-prices", "leave fixes unpriced: quicker, fewer programs are run")
    .addHelpText(
      "after",
      `
Examples:
  standby report --state us-east1=standing --out reports
  standby report --system systems/shop-smart.yaml --incidents incidents.yaml --markdown

Exit codes: 0 written, 2 bad input, 3 inconclusive: not all stacks of a system were chosen.`,
    )
    .action(report);
}

async function report(flags: ReportFlags): Promise<void> {
  const dir = projectFolder(process.cwd());
  const incidents = incidentsOf(dir, flags.incidents);
  const { previews, systems } = await previewStacks(dir, flags);
  for (const { situation, survival } of systems) {
    const preview = previews.find(({ topology }) => topology.system.name === situation.system);
    if (!survival || !preview) {
      throw new Ending(
        EXIT.inconclusive,
        `${situation.system}: needs all stacks; leave --stack out`,
      );
    }
    const text = await textOf(flags, preview.topology, survival, incidents);
    const file = path.join(flags.out, `${situation.system}.${flags.markdown ? "md" : "html"}`);
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
}

async function textOf(
  flags: ReportFlags,
  topology: Topology,
  survival: Survival,
  incidents: readonly Incident[],
): Promise<string> {
  const evidence = {
    drills: readDrills(path.join(projectFolder(process.cwd()), DRILLS)),
    today: today(),
  };
  const costs = await costsIn(flags, topology, MODES);
  const done = progress(`assessing ${topology.system.name}`);
  const beliefs = beliefsOf(topology);
  const assessment = assess(beliefs, evidence);
  const { findings } = availabilityOfSystem(beliefs, incidents);
  const found = findFixes(beliefs, evidence, assessment.findings, { beliefs, findings });
  done();
  const document = reportOf({
    ...{ beliefs, assessment, survival, costs, today: evidence.today },
    fixes: flags.prices ? await pricedFixes(flags, found) : priced(found, new Map()),
    described: theDescription(flags),
    plans: plansOf(beliefs),
    ...(incidents.length === 0 ? {} : { incidents }),
  });
  return flags.markdown ? markdownOf(document) : pageOf(document);
}
