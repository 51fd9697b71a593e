import { type Store, traitsOf } from "../../system/kinds/kinds";
import {
  bucketCopyName,
  bucketName,
  diskCopyName,
  diskName,
  sqlInstanceName,
} from "../../topology/naming";
import type { Action } from "../action";
import type { Loss, Obligation, Plan, Step } from "../model";
import { closing, opening } from "./bracket";
import { cutOver } from "./cut-over";
import { generationsOf } from "./database";
import { copyLength, lag, nothing, sinceCopy, sumOf } from "./loss";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { known, type Setting } from "./setting";
import { byPeople, termOf } from "./work";

/** How a store is restored, beside which and to when. */
export interface Restoring {
  /** The moment to go back to: ISO 8601, or in words where nobody has said it yet. */
  readonly to: string;
  /** Of the copy, where that is an instance; left out: the one after what is described. */
  readonly generation?: number;
  /** Of a disk, the snapshot that is restored; left out: the newest that is old enough. */
  readonly snapshot?: ChosenSnapshot;
  /** The copy takes the place of what is there; left out: it is handed to its owner. */
  readonly cutOver?: boolean;
}

/** A snapshot that was looked for before the plan was made. */
export interface ChosenSnapshot {
  readonly name: string;
  /** When it was begun, ISO 8601. */
  readonly at: string;
  /** Seconds of writes between it and the moment that was asked for. */
  readonly before: number;
  /** The disk that it is of. */
  readonly of: { readonly region: string; readonly disk: string };
}

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
  const copied = action(setting, store, spec, how);
  const ending =
    how.cutOver && copied.kind === "sql.clone"
      ? cutOver(setting, copied, generationOf(setting, store, how))
      : handedOver(setting, store, copied);
  return {
    system: topology.system.name,
    verb: "restore",
    event: "data-deletion",
    of: store,
    title: `${store} as of ${to}, in a new place`,
    detection: noticed(setting, store),
    steps: inOrder([
      evidence(setting, store),
      decision(setting, `bring ${store} back as of ${to}, in a new place`),
      ...opening(setting),
      copy(setting, store, spec, { to, copied }),
      checked(setting, store, spec, copied),
      ...ending.steps,
      ...closing(setting, ending),
    ]),
    loss: { [store]: lossOf(setting, store, spec, how) },
    obligations: ending.obligations,
  };
}

/** The steps after a copy was found good, and what is left when they are done. */
export interface Ending {
  readonly steps: readonly Step[];
  readonly obligations: readonly Obligation[];
  readonly after: readonly string[];
  readonly stacks: readonly string[];
}

function copy(
  setting: Setting,
  store: string,
  spec: Store,
  { to, copied }: { readonly to: string; readonly copied: Action },
): Step {
  return {
    id: `restore-${store}`,
    title: `Make a copy of ${store} as of ${to}`,
    needs: ["freeze-deployments"],
    action: copied,
    done: { is: "journalled" },
    reversal: {
      by: "nothing",
      because: "it is made beside what is there; deleting the copy is the way back",
    },
    takes: traitsOf(spec, store).restore.takes.map((work) => termOf(setting, store, work)),
  };
}

function action(setting: Setting, store: string, spec: Store, how: Restoring): Action {
  const { naming, primary, regions } = setting.topology;
  const { to } = how;
  const { by } = traitsOf(spec, store).restore;
  switch (by) {
    case "sql.clone": {
      const from = regions[primary]?.instances[store]?.name ?? store;
      const generation = generationOf(setting, store, how);
      const instance = sqlInstanceName(naming, store, primary, generation);
      return { kind: by, store, instance, from, to };
    }
    case "disk.restore":
      return diskAction(setting, store, how);
    case "people":
      return byPeople(setting, store, `as of ${to}, in a new place`);
    case "queue.seek":
    case "bucket.restore": {
      const bucket = bucketCopyName(naming, store, how.generation ?? 1);
      return { kind: by, store, bucket, from: bucketName(naming, store), to };
    }
    case "firestore.restore":
    case "spanner.restore":
    case "bigquery.restore":
      return { kind: by, store, to };
  }
}

function diskAction({ topology }: Setting, store: string, how: Restoring): Action {
  const { naming, primary: region, regions } = topology;
  const { to, generation = 1, snapshot } = how;
  const own = regions[region]?.disks[store]?.name ?? diskName(naming, store, region, 1);
  return {
    ...{ kind: "disk.restore", store, region, to },
    disk: diskCopyName(naming, store, region, generation),
    from: snapshot?.of ?? { region, disk: own },
    ...(snapshot ? { snapshot: snapshot.name } : {}),
  };
}

function generationOf({ topology }: Setting, store: string, { generation }: Restoring): number {
  return generation ?? (generationsOf(topology, store)[topology.primary] ?? 0) + 1;
}

/** The described questions, put to the copy; else whoever runs this looks. */
function checked(setting: Setting, store: string, spec: Store, copied: Action): Step {
  return {
    id: "check",
    title: `Count and compare what came back of ${store}`,
    needs: [`restore-${store}`],
    action: check(store, spec, copied),
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "verify.data", store, "counting and comparing")],
  };
}

/** What is known of a copy without anybody's looking at it. */
function check(store: string, spec: Store, copied: Action): Action {
  if (copied.kind === "bucket.restore") return { ...copied, kind: "bucket.check" };
  if (copied.kind === "disk.restore") return { ...copied, kind: "disk.check" };
  const checks = "checks" in spec ? (spec.checks ?? []) : [];
  return checks.length > 0 && copied.kind === "sql.clone"
    ? { kind: "sql.check", store, instance: copied.instance, checks }
    : { kind: "verify", what: `the restored copy of ${store}: rows, sums, the newest entry` };
}

/** Of what a restore makes, where that has one. */
function nameOf(copied: Action): string {
  if (copied.kind === "sql.clone") return copied.instance;
  if ("bucket" in copied) return copied.bucket;
  return "disk" in copied ? copied.disk : "";
}

function handedOver(setting: Setting, store: string, copied: Action): Ending {
  const copy = nameOf(copied);
  const where = copy === "" ? "" : `, ${copy},`;
  const step: Step = {
    id: "hand-over",
    title: `Hand the copy of ${store}${where} to its owner, who puts back what is missing`,
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
  const todo: Obligation = {
    title: `Delete the restored copy of ${store}${where.slice(0, -1)} when it is no longer needed`,
    because: "it holds all of the data, and costs as much",
  };
  return { steps: [step], obligations: [todo], after: ["hand-over"], stacks: [] };
}

/** A moment is lost where a log of every change is kept; else what came after the newest copy. */
function lossOf(setting: Setting, store: string, spec: Store, { snapshot }: Restoring): Loss {
  if (snapshot) return sinceSnapshot(store, snapshot);
  const { restore, size } = traitsOf(spec, store);
  const { loses } = restore;
  switch (loses.what) {
    case "nothing":
      return nothing(store, loses.because, loses.source, READ);
    case "lag":
      return sumOf(loses.why, [lag(setting, loses.line, store, loses.because)]);
    case "since a copy":
      return sumOf(loses.why, [
        sinceCopy(loses.every, store, loses.copy),
        copyLength(setting, loses.line, store, size),
      ]);
  }
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
