import type { Store } from "../../system/schema/data";
import { DAY } from "../../system/units";
import { FIRESTORE_MULTI_REGIONS, MULTI_REGIONS } from "../../topology/places";
import type { Loss, Obligation, Step } from "../model";
import { known, type Setting } from "./setting";

/** What a store other than Cloud SQL needs when a region is gone, and what it loses. */
export interface DataPart {
  readonly steps: readonly Step[];
  readonly loss: Readonly<Record<string, Loss>>;
  readonly obligations: readonly Obligation[];
}

const NOTHING: Loss = {
  seconds: { best: 0, expected: 0, worst: 0 },
  basis: "vendor",
  why: "every write is in several regions before it is acknowledged",
};

/** All stores but Cloud SQL's, which have plans of their own. */
export function otherData(
  setting: Setting,
  lost: string,
  to: string,
  needs: readonly string[],
): DataPart {
  const parts = Object.entries(setting.topology.system.data).map(([name, store]) =>
    part(setting, name, store, lost, to, needs),
  );
  return {
    steps: parts.flatMap(({ steps }) => steps),
    loss: Object.assign({}, ...parts.map(({ loss }) => loss)),
    obligations: parts.flatMap(({ obligations }) => obligations),
  };
}

function part(
  setting: Setting,
  name: string,
  store: Store,
  lost: string,
  to: string,
  needs: readonly string[],
): DataPart {
  switch (store.kind) {
    case "cloud-sql":
      return { steps: [], loss: {}, obligations: [] };
    case "firestore":
      return isIn(FIRESTORE_MULTI_REGIONS, store.location) || store.location !== lost
        ? survives(name)
        : fromCopy(setting, name, "firestore", to, needs, store.backups.export?.every);
    case "spanner":
      return store.config === `regional-${lost}`
        ? fromCopy(setting, name, "spanner", to, needs, undefined)
        : survives(name);
    case "bigquery":
      return warehouse(setting, name, store, lost, to, needs);
    case "bucket":
      return bucket(name, store, lost);
    case "disk":
      return disk(setting, name, store.snapshots.every, to, needs);
    case "queue":
      return waits(name, lost);
  }
}

function survives(name: string): DataPart {
  return { steps: [], loss: { [name]: NOTHING }, obligations: [] };
}

function warehouse(
  setting: Setting,
  name: string,
  store: Extract<Store, { kind: "bigquery" }>,
  lost: string,
  to: string,
  needs: readonly string[],
): DataPart {
  if (store.location !== lost && !isIn(MULTI_REGIONS, store.location)) return survives(name);
  if (store.copyTo !== undefined && store.copyTo !== lost) {
    return fromCopy(setting, name, "bigquery", to, needs, DAY);
  }
  const why = `BigQuery promises nothing of ${store.location} when a region of it is lost, and no copy is described`;
  return {
    steps: [],
    loss: { [name]: { seconds: "unknown", why } },
    obligations: [
      { title: `Import ${name} again from its sources if it doesn't come back`, because: why },
    ],
  };
}

function bucket(name: string, store: Extract<Store, { kind: "bucket" }>, lost: string): DataPart {
  if (store.location === lost) {
    const why = `${name} is in ${lost} alone`;
    return {
      steps: [],
      loss: { [name]: { seconds: "unknown", why } },
      obligations: [{ title: `Wait for ${lost}, or fill a new bucket`, because: why }],
    };
  }
  // Turbo: 15 minutes; else most objects within an hour. Source: docs.cloud.google.com/storage/docs/availability-durability.
  const turbo = Array.isArray(store.location);
  const worst = turbo ? 15 * 60 : 12 * 3600;
  return {
    steps: [],
    loss: {
      [name]: {
        seconds: { best: 0, expected: turbo ? 60 : 900, worst },
        basis: "vendor",
        why: "objects that had not been copied to a second region yet",
      },
    },
    obligations: [],
  };
}

function disk(
  setting: Setting,
  name: string,
  every: number,
  to: string,
  needs: readonly string[],
): DataPart {
  const hot = setting.topology.system.standby === "hot";
  const step: Step = {
    id: `${hot ? "promote" : "restore"}-${name}`,
    title: hot
      ? `Stop the replication of ${name} and use its copy in ${to}`
      : `Make ${name} in ${to} from its newest snapshot`,
    needs,
    action: { kind: hot ? "disk.promote" : "disk.restore", store: name, region: to },
    done: { is: "instance", store: name, region: to },
    reversal: { by: "nothing", because: "a new pair is a new generation" },
    takes: [
      known(
        setting,
        "execute",
        "snapshot.restore",
        name,
        hot ? "its copy is attached" : "a disk from a snapshot",
        hot ? 1 : sizeOf(setting, name),
      ),
    ],
    restores: [name],
  };
  const worst = hot ? 60 : every;
  return {
    steps: [step],
    loss: {
      [name]: {
        seconds: { best: 0, expected: worst / 2, worst },
        basis: "assumed",
        why: hot
          ? "what had not been copied yet; a minute as a rule"
          : "what was written since the newest snapshot",
      },
    },
    obligations: [],
  };
}

function sizeOf({ topology }: Setting, name: string): number {
  const store = topology.system.data[name];
  return store && "size" in store ? store.size : 1;
}

function waits(name: string, lost: string): DataPart {
  const why = `messages that are kept in ${lost} alone are delivered when it is back`;
  return {
    steps: [],
    loss: { [name]: { seconds: "unknown", why } },
    obligations: [{ title: `See what ${name} delivers when ${lost} is back`, because: why }],
  };
}

function fromCopy(
  setting: Setting,
  name: string,
  kind: "firestore" | "spanner" | "bigquery",
  to: string,
  needs: readonly string[],
  every: number | undefined,
): DataPart {
  const step: Step = {
    id: `restore-${name}`,
    title: `Make ${name} in ${to} from its newest copy`,
    needs,
    action: { kind: `${kind}.restore`, store: name, to },
    done: { is: "instance", store: name, region: to },
    reversal: { by: "nothing", because: "it is made beside what was lost" },
    takes: [known(setting, "execute", `${kind}.restore`, name, "a restore into a new place")],
    restores: [name],
  };
  const loss: Loss =
    every === undefined
      ? { seconds: "unknown", why: "no copy outside the region is described" }
      : {
          seconds: { best: 0, expected: every / 2, worst: every },
          basis: "declared",
          why: "what was written since the newest copy",
        };
  return { steps: [step], loss: { [name]: loss }, obligations: [] };
}

function isIn(list: readonly string[], text: string): boolean {
  return list.some((entry) => entry.toLowerCase() === text.toLowerCase());
}
