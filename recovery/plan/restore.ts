import { type Store, traitsOf } from "../../system/kinds/kinds";
import type { Loses } from "../../system/kinds/traits";
import type { Action } from "../action";
import type { Loss, Obligation, Plan, Step } from "../model";
import { closing, opening } from "./bracket";
import { type Bound, criticalPath } from "./critical-path";
import { cutOver } from "./cut-over";
import { type ChosenSnapshot, copyOf, generationOf, type Restoring } from "./copy-of";
import { type Wording, wordingOf } from "./copy-words";
import { copyLength, lag, nothing, sinceCopy, sumOf } from "./loss";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { known, type Setting } from "./setting";
import { termOf } from "./work";

/**
 * Data was deleted or spoilt: it comes back as of a moment before, in a new place beside the old,
 * which goes on working and is never overwritten. Either people put back from there what is
 * missing, or the copy takes its place, and the old one is kept aside.
 */
export function restoreOf(setting: Setting, store: string, how: Restoring): Plan {
  const { topology } = setting;
  const { to } = how;
  const spec = topology.system.data[store];
  if (!spec) throw new Error(`no store ${store}`);
  const copied = copyOf(topology, store, spec, how);
  const words = wordingOf(store, to, copied);
  const copying = { setting, store, spec, copied, words };
  const ending =
    how.cutOver && copied.kind === "sql.clone"
      ? cutOver(setting, copied, generationOf(topology, store, how))
      : handedOver(copying);
  const plan: Plan = {
    system: topology.system.name,
    verb: "restore",
    event: "data-deletion",
    of: store,
    title: words.title,
    detection: noticed(setting, store),
    steps: inOrder([
      evidence(setting, store),
      decision(setting, words.question),
      ...opening(setting),
      copy(copying),
      checked(copying),
      ...ending.steps,
      ...closing(setting, ending),
    ]),
    loss: {},
    obligations: ending.obligations,
  };
  return { ...plan, loss: { [store]: lossOf(setting, store, spec, how, plan) } };
}

/** The steps after a copy was found good, and what is left when they are done. */
export interface Ending {
  readonly steps: readonly Step[];
  readonly obligations: readonly Obligation[];
  readonly after: readonly string[];
  readonly stacks: readonly string[];
}

interface Copying {
  readonly setting: Setting;
  readonly store: string;
  readonly spec: Store;
  readonly copied: Action;
  readonly words: Wording;
}

function copy({ setting, store, spec, copied, words }: Copying): Step {
  return {
    id: `restore-${store}`,
    title: words.copy,
    needs: ["freeze-deployments"],
    action: copied,
    done: { is: "journalled" },
    reversal: { by: "nothing", because: words.remains },
    takes: traitsOf(spec, store).restore.takes.map((work) => termOf(setting, store, work)),
  };
}

/** The described questions, put to the copy; else whoever runs this looks. */
function checked(copying: Copying): Step {
  const { setting, store } = copying;
  return {
    id: "check",
    title: `Count and compare what came back of ${store}`,
    needs: [`restore-${store}`],
    action: check(copying),
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "verify.data", store, "counting and comparing")],
  };
}

/** What is known of a copy without anybody's looking at it. */
function check({ store, spec, copied, words }: Copying): Action {
  if (copied.kind === "bucket.restore") return { ...copied, kind: "bucket.check" };
  if (copied.kind === "disk.restore") return { ...copied, kind: "disk.check" };
  const checks = "checks" in spec ? (spec.checks ?? []) : [];
  return checks.length > 0 && copied.kind === "sql.clone"
    ? { kind: "sql.check", store, instance: copied.instance, checks }
    : { kind: "verify", what: words.look };
}

function handedOver({ setting, store, words }: Copying): Ending {
  const step: Step = {
    id: "hand-over",
    title: words.handOver,
    needs: ["check"],
    action: {
      kind: "ask",
      who: setting.topology.system.data[store]?.owner ?? "the owner",
      question: `is what was missing of ${store} back?`,
    },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "verify.data", store, "putting back what is missing")],
    restores: [store],
  };
  return { steps: [step], obligations: words.obligations, after: ["hand-over"], stacks: [] };
}

/** A moment is lost where a log of every change is kept; else what came after the newest copy. */
function lossOf(
  setting: Setting,
  store: string,
  spec: Store,
  { snapshot }: Restoring,
  plan: Plan,
): Loss {
  if (snapshot) return sinceSnapshot(store, snapshot);
  const { restore, size } = traitsOf(spec, store);
  const { loses } = restore;
  switch (loses.what) {
    case "nothing":
      return tooLate(plan, store, loses) ?? nothing(store, loses.because, loses.source, READ);
    case "lag":
      return sumOf(loses.why, [lag(setting, loses.line, store, loses.because)]);
    case "since a copy":
      return sumOf(loses.why, [
        sinceCopy(loses.every, store, loses.copy),
        copyLength(setting, loses.line, store, size),
      ]);
  }
}

/** What is kept only so long is gone as far as the copy, or the seek, comes later than that. */
function tooLate(
  plan: Plan,
  store: string,
  { within, because, source }: Extract<Loses, { readonly what: "nothing" }>,
): Loss | undefined {
  const late = (bound: Bound) =>
    Math.max(0, criticalPath(plan, bound, `restore-${store}`).seconds - (within ?? Infinity));
  const range = { best: late("best"), expected: late("expected"), worst: late("worst") };
  if (range.worst === 0) return undefined;
  const why = `${because}, and it may take longer than that until somebody has them delivered again`;
  return sumOf(why, [{ of: store, what: because, ...range, basis: "assumed", source, asOf: READ }]);
}

/** Known to the second, once the snapshot has been chosen. */
function sinceSnapshot(store: string, { name, at, before }: ChosenSnapshot): Loss {
  const what = `what was written after ${at}, when ${name} was begun`;
  const range = { best: before, expected: before, worst: before };
  const source = "the snapshot's own time";
  return sumOf(what, [
    { of: store, what, ...range, basis: "measured", source, asOf: at.slice(0, 10) },
  ]);
}

/** When the pages that promise it were last read. */
const READ = "2026-11-21";
