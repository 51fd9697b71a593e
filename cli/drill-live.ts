import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import colors from "picocolors";
import { agedDrill, freshDrills, GOOD_FOR_DAYS } from "../assessment/objectives/evidence";
import type { Executed } from "../recovery/execute/execute";
import { recoveryWindow } from "../recovery/execute/recovery-window";
import type { Event, Plan } from "../recovery/model";
import { candidatesOf } from "../recovery/plan/plan-for";
import { planForVerb, type Wanted } from "../recovery/plan/verb-plan";
import { experimentCommands, experimentsFor } from "../report/experiments";
import { planText } from "../report/plan";
import type { Topology } from "../topology/model";
import { isAnswered, types } from "./ask";
import { googleTime } from "./clocks";
import { projectFolder } from "./describe";
import { DRILLS, readDrills } from "./drills";
import { writeEvidence } from "./evidence";
import { refuseStrange } from "./known";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { look } from "./recover";
import { newHolder } from "./recovery-holder";
import { refuse, refuseByHand } from "./recovery-refused";
import { byHand, carryOut } from "./recovery-run";
import { openRecovery, type RecoveryTarget } from "./recovery-target";
import { restorable } from "./restorable";
import type { TargetFlags } from "./target";
import { today } from "./today";

export interface LiveFlags extends TargetFlags {
  readonly of?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** What stands in for an event on what is really there: nothing of it breaks anything. */
export async function rehearseLive(event: Event, flags: LiveFlags): Promise<void> {
  const target = await openRecovery(projectFolder(process.cwd()), flags, byHand);
  try {
    process.stderr.write(`${target.says}\n`);
    if (target.file.begun) {
      const { plan } = target.file.begun;
      throw new Ending(
        EXIT.refused,
        `a recovery is under way; end it first: standby ${plan.verb} ${plan.of}`,
      );
    }
    const now = target.read(target.text());
    refuseStrange(flags.of, candidatesOf(now, event), { flag: "--of" });
    process.stdout.write(`${lastTime(target, now, event)}\n\n`);
    if (event === "data-deletion") return await restored(target, flags, now);
    if (event === "region-loss") return await switchedOver(target, flags, now);
    leaveToGoogle(target, now, event, flags.of);
  } finally {
    target.close();
  }
}

/** What was proven before, and whether it still is. */
function lastTime({ drillsIn }: RecoveryTarget, { system }: Topology, event: Event): string {
  const evidence = { drills: readDrills(path.join(drillsIn, DRILLS)), today: today() };
  const asked = { system: system.name, standby: system.standby, event };
  const [fresh] = freshDrills(evidence, asked).toSorted((a, b) => (a.on < b.on ? 1 : -1));
  if (fresh) return `last drilled on ${fresh.on}, ${fresh.where}`;
  const aged = agedDrill(evidence, asked);
  return aged
    ? `last drilled on ${aged.on}, ${aged.where}: older than ${GOOD_FOR_DAYS} days, so it proves nothing any more`
    : `never drilled in ${system.standby}`;
}

/** Ten minutes ago, or the newest moment that can be brought back if that is older. */
async function restored(target: RecoveryTarget, flags: LiveFlags, now: Topology): Promise<void> {
  const stores = Object.keys(now.databases);
  const store = flags.of ?? stores[0];
  if (store === undefined || !stores.includes(store)) {
    throw new Ending(
      EXIT.badInput,
      `--live  "${store ?? "nothing"}" is no Cloud SQL store; there are ${stores.join(", ") || "none"}, and the rest is restored by hand`,
    );
  }
  const instance = now.regions[now.primary]?.instances[store]?.name ?? store;
  const window = await recoveryWindow(target, instance);
  if (window.none !== undefined) throw new Ending(EXIT.refused, `${instance}: ${window.none}`);
  const moment = Math.min(target.clock.now() - 10 * 60_000, Date.parse(window.to));
  const at = `${new Date(Math.max(moment, Date.parse(window.from))).toISOString().slice(0, 19)}Z`;
  const plan = await planned(target, now, { verb: "restore", store, at });
  await consented([plan], flags, now);
  const executed = await run(plan, target, flags);
  const back = executed.steps.find(({ step }) => step === "check")?.done ?? 0;
  const measured = [
    { of: store, what: "rto" as const, measured: (back - begunAt(executed)) / 1000 },
  ];
  keep(target, { plan, executed, measured }, now);
}

/** There, and home again: what it measures are the steps that a failover has as well. */
async function switchedOver(
  target: RecoveryTarget,
  flags: LiveFlags,
  now: Topology,
): Promise<void> {
  const home = now.primary;
  if (flags.of !== undefined && flags.of !== home) {
    throw new Ending(
      EXIT.badInput,
      `--of  "${flags.of}" doesn't take the writes; only the loss of ${home}, which does, is rehearsed live`,
    );
  }
  const there = { verb: "switchover", ...firstBeside(now) } as const;
  const away = await planned(target, now, there);
  await consented([away], flags, now, `then home again: standby switchover ${home}`);
  const steps = [...(await run(away, target, flags)).steps];
  const then = target.read(target.text());
  const back = await planned(target, then, { verb: "switchover", region: home });
  const returned = await run(back, target, flags);
  const plan: Plan = { ...away, event: "region-loss", of: home };
  // Steps of the way home have the same names; the slower of both counts.
  const executed = { steps: [...steps, ...returned.steps], left: [] };
  keep(target, { plan, executed: { ...executed, steps: slowest(executed) }, measured: [] }, now);
}

/** The region that would take over: the first that stands by. */
function firstBeside({ regions, primary }: Topology): { readonly region?: string } {
  const found = Object.values(regions).find(
    ({ name, state }) => state === "standing" && name !== primary,
  );
  return found ? { region: found.name } : {};
}

function slowest({ steps }: Executed): Executed["steps"] {
  const length = ({ begun, done }: Executed["steps"][number]) => done - (begun ?? done);
  const sorted = steps.toSorted((one, other) => length(one) - length(other));
  return [...new Map(sorted.map((one) => [one.step, one])).values()];
}

async function planned(target: RecoveryTarget, now: Topology, wanted: Wanted): Promise<Plan> {
  const seen = await look(target, now);
  refuse(wanted, {}, seen, now);
  const asked = wanted.verb === "restore" ? await restorable(target, now, wanted) : wanted;
  const { plan, problems } = planForVerb(settingOf(now), asked, seen);
  if (problems) throw new Ending(EXIT.badInput, problems.join("\n"));
  refuseByHand(plan, now);
  return plan;
}

/** It touches what users use, so the system's name is typed. */
async function consented(
  plans: readonly Plan[],
  { yes }: LiveFlags,
  { system }: Topology,
  more = "",
): Promise<void> {
  const shown = plans.map((plan) => planText(plan, colors)).join("\n\n");
  process.stdout.write(`${shown}\n${more === "" ? "" : `${more}\n`}`);
  if (yes) return;
  if (!isAnswered()) {
    throw new Ending(EXIT.refused, "nobody is here to decide, so nothing was changed; add --yes");
  }
  if (await types("carry this out on what is really there?", system.name)) return;
  throw new Ending(EXIT.refused, "nothing was changed");
}

function run(plan: Plan, target: RecoveryTarget, { json }: LiveFlags): Promise<Executed> {
  const since = googleTime(target);
  const lease = { holder: newHolder(), since, plan: `${plan.verb} ${plan.of}` };
  // Whoever has agreed to the drill has decided what the plan asks.
  const flags = { yes: true, ...(json ? { json } : {}) };
  return carryOut({ plan, before: target.text(), lease }, target, flags);
}

function begunAt({ steps }: Executed): number {
  return Math.min(...steps.map(({ begun, done }) => begun ?? done));
}

function keep(
  { drillsIn, isSandbox }: RecoveryTarget,
  drilled: Parameters<typeof writeEvidence>[1],
  now: Topology,
): void {
  const file = writeEvidence(drillsIn, drilled, now, isSandbox ? "sandbox" : "cloud");
  process.stderr.write(`evidence: ${path.relative(process.cwd(), file)}\n`);
}

/** What nobody here does: files, and the calls that make an experiment of them. */
function leaveToGoogle(
  { drillsIn }: RecoveryTarget,
  now: Topology,
  event: Event,
  of: string | undefined,
): void {
  const experiments = experimentsFor(now, event, of);
  if (experiments.length === 0) {
    throw new Ending(
      EXIT.badInput,
      `--live  nothing stands in safely for ${event}; rehearse it in the sandbox: standby drill ${event}`,
    );
  }
  const folder = path.join(drillsIn, DRILLS, "experiments");
  mkdirSync(folder, { recursive: true });
  for (const experiment of experiments) {
    const file = path.join(folder, `${experiment.name}.json`);
    writeFileSync(file, `${JSON.stringify(experiment.template, null, 2)}\n`);
    const shown = path.relative(process.cwd(), file);
    const commands = experimentCommands(experiment, now.naming.project, shown);
    process.stdout.write(
      `${shown}: ${experiment.says}, for 5 minutes\n${commands.map((line) => `  ${line}`).join("\n")}\n`,
    );
  }
  process.stdout.write(
    "nothing was done; Google's Fault Injection Testing is an alpha that a project has to be let into\n",
  );
}
