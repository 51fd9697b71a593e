import type { Store } from "../../system/schema/data";
import { DAY, formatDuration } from "../../system/units";
import { sqlInstanceName } from "../../topology/naming";
import type { Action } from "../action";
import type { Loss, Plan, Step, Term } from "../model";
import { opening } from "./bracket";
import { copyLength, lag, nothing, sinceCopy, sizeMissing, sumOf } from "./loss";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { report } from "./report";
import { known, type Setting } from "./setting";

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
    takes: lengths(setting, store, spec),
  };
}

function action(setting: Setting, store: string, spec: Store, to: string): Action {
  const { naming, primary, regions } = setting.topology;
  switch (spec.kind) {
    case "cloud-sql": {
      const from = regions[primary]?.instances[store]?.name ?? store;
      const generation = (spec.instances?.[primary] ?? 1) + 1;
      const instance = sqlInstanceName(naming, store, primary, generation);
      return { kind: "sql.clone", store, instance, from, to };
    }
    case "disk":
      return { kind: "disk.restore", store, region: primary };
    case "queue":
      return { kind: "queue.seek", store, to };
    default:
      return { kind: `${spec.kind}.restore`, store, to };
  }
}

function lengths(setting: Setting, store: string, spec: Store): readonly Term[] {
  const took = (line: string, what: string, amount = 1) =>
    known(setting, "execute", line, store, what, amount);
  switch (spec.kind) {
    case "cloud-sql":
      return [
        took("sql.clone", "a clone with the log replayed"),
        took("sql.restore.data", `${spec.size} GB of data`, spec.size),
      ];
    case "disk":
      return [took("snapshot.restore", `${spec.size} GB from a snapshot`, spec.size)];
    case "queue":
      return [took("pubsub.seek", "a seek")];
    case "bigquery":
      return [took("bigquery.restore", "tables as of then")];
    case "firestore":
    case "spanner":
    case "bucket":
      return [
        spec.size === undefined
          ? {
              ...took(`${spec.kind}.restore`, "a restore, for each GB"),
              open: sizeMissing(store),
            }
          : took(`${spec.kind}.restore`, `a restore of ${spec.size} GB`, spec.size),
      ];
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
  const page = (path: string) => `https://docs.cloud.google.com/${path}`;
  switch (spec.kind) {
    case "cloud-sql": {
      const what = "logs are stored every five minutes or less";
      return sumOf("what the log had not taken up yet", [lag(setting, "sql.log", store, what)]);
    }
    case "firestore":
      return sumOf("a recovery goes to a whole minute", [
        lag(setting, "firestore.minute", store, "versions are kept by the minute"),
      ]);
    case "spanner":
      return nothing(
        store,
        "any moment of the window can be read",
        page("spanner/docs/pitr"),
        READ,
      );
    case "bigquery":
      return nothing(
        store,
        "tables come back as of any moment of the time travel window",
        page("bigquery/docs/time-travel"),
        READ,
      );
    case "bucket":
      return nothing(
        store,
        "versions and soft deletion keep every object",
        page("storage/docs/soft-delete"),
        READ,
      );
    case "disk":
      return sumOf(
        `what came after the newest snapshot, one every ${formatDuration(spec.snapshots.every)}`,
        [
          sinceCopy(
            spec.snapshots.every,
            store,
            `a snapshot every ${formatDuration(spec.snapshots.every)}`,
          ),
          copyLength(setting, "snapshot.take", store, spec.size),
        ],
      );
    case "queue":
      return nothing(
        store,
        `messages stay for ${formatDuration(Math.min(spec.retention, 31 * DAY))}`,
        page("pubsub/docs/replay-overview"),
        READ,
      );
  }
}

/** When the pages that promise it were last read. */
const READ = "2026-11-21";
