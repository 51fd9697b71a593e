import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  assessmentRound,
  assessmentRows,
  type AssessmentRound,
  type AssessmentScale,
} from "./assessment";
import { drillRound, drillRows, type DrillRound, stood } from "./drill";
import { keptRound, keptRows, type KeptRound } from "./kept";
import { othersRound, othersRows, type OthersRound } from "./others";
import { recoveryRound, recoveryRows, type RecoveryRound, type RecoveryScale } from "./recovery";
import { bankRows, growthRows, readRows } from "./rows";
import { sandboxRound, sandboxRows, type SandboxRound, type SandboxScale } from "./sandbox";
import { resourcesOf, round, type Round, type Scale, writeDescriptions } from "./scenarios";
import { table } from "./table";
import { upRound, upRows, whyNoCli, type UpRound } from "./up";

const USAGE = `npm run bench -- [--runs <number>] [--quick]
  --runs <number>  rounds; what is shown are medians (default: 5)
  --quick          one round with small descriptions: shows that the bench works, and nothing else`;

const NOTES = `
Medians of all rounds. Each round runs everything once, one after the other; a ratio is the median
of the rounds' own ratios, so that what else the machine did falls on both sides.
- standby preview: over two runs, one after the other, of the unmodified program under Pulumi's mocks.
- up: "standby up" of both stacks from nothing, each previewed first, by either engine.
- services: (figure / resources) over the same of the smallest. 1 is proportional to the resources;
  start-up, which is the same for all, makes it less. The slopes leave start-up out: (difference of
  the figure / difference of the resources), over the same between the two smaller ones.
- memory: resident, all processes of a run at the same moment; what they share counts in each.
- what the executor itself takes: the same loss of a region twice with the same luck, once as it looks
  and once looking each second at least; the difference, of the time in the sandbox until users are back.
- a drill's runs of the program: one after the other, in a process for each and in one for all.
- sandbox: in this process; each creation is a transaction of its own in the file, and refers to
  a resource that was there before.
- RePyability and NthLayer: same structures, each in its own process of Python, start-up left out; a
  ratio above 1 is in our favour. docs/bench.md says how to install them and what they can't answer.
Aims are shown and not checked.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const runs = values.quick ? 1 : Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs  "${values.runs}" is not a number of rounds; write 1 or more`);
  }
  const scale: Scale = values.quick ? [1, 2, 3] : [1, 10, 50];
  const cloud: SandboxScale = values.quick
    ? { events: 20_000, resources: 200 }
    : { events: 1_000_000, resources: 10_000 };
  const sizes: AssessmentScale = values.quick
    ? { seconds: 5, parts: 12, times: [1, 2], assessed: [1, 2] }
    : { seconds: 300, parts: 30, times: [10, 50], assessed: [10, 100] };
  const planned: RecoveryScale = values.quick ? [1, 2] : [10, 100];
  const folder = mkdtempSync(path.join(os.tmpdir(), "standby-bench-"));
  try {
    writeDescriptions(folder, scale);
    const rounds: Round[] = [];
    const sandbox: SandboxRound[] = [];
    const assessment: AssessmentRound[] = [];
    const recovery: RecoveryRound[] = [];
    const others: OthersRound[] = [];
    const ups: UpRound[] = [];
    const kept: KeptRound[] = [];
    const drills: DrillRound[] = [];
    const stage = values.quick ? undefined : await stood(path.join(folder, "stood"));
    const whyNot = whyNoCli(values.quick);
    while (rounds.length < runs) {
      process.stderr.write(`round ${rounds.length + 1} of ${runs}\n`);
      rounds.push(await round(folder, scale));
      ups.push(await upRound(folder, whyNot === undefined));
      kept.push(await keptRound());
      sandbox.push(sandboxRound(cloud));
      assessment.push(assessmentRound(sizes));
      recovery.push(recoveryRound(planned));
      if (stage) drills.push(await drillRound(stage, folder, rounds.length));
      others.push(othersRound(sizes.parts));
    }
    const growth = growthRows(rounds, scale, resourcesOf(folder, scale));
    const rows = [...bankRows(rounds), ...upRows(ups, whyNot), ...growth, ...readRows(rounds)];
    const pure = assessmentRows(assessment, sizes);
    const plans = [...recoveryRows(recovery, planned), ...keptRows(kept), ...drillRows(drills)];
    const beside = othersRows(others, sizes.parts);
    console.log(table([...rows, ...sandboxRows(sandbox, cloud), ...pure, ...plans, ...beside]));
    console.log(NOTES);
    console.log(
      `\nEach process of the last standby preview at its peak, in MiB: ${peaks(rounds)}.`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peaks(rounds: readonly Round[]): string {
  return rounds.at(-1)?.preview.memory.processes.join(", ") ?? "";
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
