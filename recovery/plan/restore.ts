import { type Store, traitsOf } from "../../system/kinds/kinds";
import { sqlInstanceName } from "../../topology/naming";
import type { Action } from "../action";
import type { Loss, Plan, Step } from "../model";
import { opening } from "./bracket";
import { copyLength, lag, nothing, sinceCopy, sumOf } from "./loss";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { report } from "./report";
import { known, type Setting } from "./setting";
import { byPeople, termOf } from "./work";

/**
 * Data was deleted or spoilt: it comes back as of a moment before, in a new place beside the old,
 * which goes on working and is never overwritten. What is put back from there, people decide.
 */
export function restoreOf(setting: Setting, store: string, to: string): Plan {
  const { topology } = setting;
  const spec = topology.system.data[store];
  if (!spec) throw new Error(`no store ${store}`);
  const restored = restore(setting, store, spec, to);
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
      restored,
      checked(setting, store),
      handedOver(setting, store),
      report(["hand-over"]),
    ]),
    loss: { [store]: lossOf(setting, store, spec) },
    obligations: [
      {
        title: `Delete the restored copy of ${store} when it is no longer needed`,
        because: "it holds all of the data, and costs as much",
      },
    ],
  };
}

function restore(setting: Setting, store: string, spec: Store, to: string): Step {
  return {
    id: `restore-${store}`,
    title: `Make a copy of ${store} as of ${to}`,
    needs: ["freeze-deployments"],
    action: action(setting, store, spec, to),
    done: { is: "journalled" },
    reversal: {
      by: "nothing",
      because: "it is made beside what is there; deleting the copy is the way back",
    },
    takes: traitsOf(spec, store).restore.takes.map((work) => termOf(setting, store, work)),
  };
}

function action(setting: Setting, store: string, spec: Store, to: string): Action {
  const { naming, primary, regions } = setting.topology;
  const { by } = traitsOf(spec, store).restore;
  switch (by) {
    case "sql.clone": {
      const from = regions[primary]?.instances[store]?.name ?? store;
      const generation = (("instances" in spec && spec.instances?.[primary]) || 1) + 1;
      const instance = sqlInstanceName(naming, store, primary, generation);
      return { kind: by, store, instance, from, to };
    }
    case "disk.restore":
      return { kind: by, store, region: primary };
    case "people":
      return byPeople(setting, store, `as of ${to}, in a new place`);
    case "queue.seek":
    case "firestore.restore":
    case "spanner.restore":
    case "bigquery.restore":
    case "bucket.restore":
      return { kind: by, store, to };
  }
}

function checked(setting: Setting, store: string): Step {
  return {
    id: "check",
    title: `Count and compare what came back of ${store}`,
    needs: [`restore-${store}`],
    action: { kind: "verify", what: `the restored copy of ${store}: rows, sums, the newest entry` },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "verify.data", store, "counting and comparing")],
  };
}

function handedOver(setting: Setting, store: string): Step {
  return {
    id: "hand-over",
    title: `Hand the copy of ${store} to its owner, who puts back what is missing`,
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
}

/** A moment is lost where a log of every change is kept; else what came after the newest copy. */
function lossOf(setting: Setting, store: string, spec: Store): Loss {
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

/** When the pages that promise it were last read. */
const READ = "2026-11-21";
