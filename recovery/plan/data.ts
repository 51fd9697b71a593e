import type { Store } from "../../system/schema/data";
import { DAY, formatDuration } from "../../system/units";
import { FIRESTORE_MULTI_REGIONS, MULTI_REGIONS } from "../../topology/places";
import type { Loss, Obligation, Step } from "../model";
import { copyLength, lag, nothing, sinceCopy, sumOf } from "./loss";
import { known, type Setting } from "./setting";

/** What a store other than Cloud SQL needs when a region is gone, and what it loses. */
export interface DataPart {
  readonly steps: readonly Step[];
  readonly loss: Readonly<Record<string, Loss>>;
  readonly obligations: readonly Obligation[];
}

/** When the pages that promise something were last read. */
const READ = "2026-11-21";

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
      if (isIn(FIRESTORE_MULTI_REGIONS, store.location)) return survives(name, "firestore");
      return store.location === lost
        ? fromCopy(setting, name, "firestore", to, needs, store.backups.export?.every)
        : untouched(name, lost);
    case "spanner":
      if (!store.config.startsWith("regional-")) return survives(name, "spanner");
      return store.config === `regional-${lost}`
        ? fromCopy(setting, name, "spanner", to, needs, undefined)
        : untouched(name, lost);
    case "bigquery":
      return warehouse(setting, name, store, lost, to, needs);
    case "bucket":
      return bucket(setting, name, store, lost);
    case "disk":
      return disk(setting, name, store.snapshots.every, to, needs);
    case "queue":
      return waits(name, lost);
  }
}

/** Where each promises that a write is in several regions before it is acknowledged. */
const PROMISES = {
  firestore: "https://docs.cloud.google.com/firestore/native/docs/locations",
  spanner: "https://docs.cloud.google.com/spanner/docs/replication",
} as const;

function survives(name: string, kind: keyof typeof PROMISES): DataPart {
  const why = "every write is in several regions before it is acknowledged";
  return { steps: [], loss: { [name]: nothing(name, why, PROMISES[kind], READ) }, obligations: [] };
}

function untouched(name: string, lost: string): DataPart {
  const why = `nothing of ${name} is in ${lost}`;
  const loss = nothing(name, why, "the system description", READ);
  return { steps: [], loss: { [name]: loss }, obligations: [] };
}

function warehouse(
  setting: Setting,
  name: string,
  store: Extract<Store, { kind: "bigquery" }>,
  lost: string,
  to: string,
  needs: readonly string[],
): DataPart {
  if (store.location !== lost && !isIn(MULTI_REGIONS, store.location)) return untouched(name, lost);
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

function bucket(
  setting: Setting,
  name: string,
  store: Extract<Store, { kind: "bucket" }>,
  lost: string,
): DataPart {
  if (store.location === lost) {
    const why = `${name} is in ${lost} alone`;
    return {
      steps: [],
      loss: { [name]: { seconds: "unknown", why } },
      obligations: [{ title: `Wait for ${lost}, or fill a new bucket`, because: why }],
    };
  }
  const isElsewhere = typeof store.location === "string" && !isIn(MULTI_REGIONS, store.location);
  if (isElsewhere) return untouched(name, lost);
  const line = setting.topology.buckets[name]?.turbo
    ? "bucket.replicate.turbo"
    : "bucket.replicate.all";
  const loss = sumOf("objects that had not been copied to a second region yet", [
    { ...lag(setting, line, name, "copying to the second region"), best: 0 },
  ]);
  return { steps: [], loss: { [name]: loss }, obligations: [] };
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
  const loss = hot
    ? sumOf("what had not been copied yet; a minute as a rule", [
        { ...lag(setting, "disk.replicate", name, "the copy's lag"), best: 0 },
      ])
    : sumOf("what was written since the newest snapshot", [
        sinceCopy(every, name, `a snapshot every ${formatDuration(every)}`),
        copyLength(setting, "snapshot.take", name, sizeOf(setting, name)),
      ]);
  return { steps: [step], loss: { [name]: loss }, obligations: [] };
}

function sizeOf({ topology }: Setting, name: string): number {
  const store = topology.system.data[name];
  return store?.kind === "disk" ? store.size : 1;
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
  const spec = setting.topology.system.data[name];
  const size = spec && "size" in spec ? spec.size : undefined;
  const loss: Loss =
    every === undefined
      ? { seconds: "unknown", why: "no copy outside the region is described" }
      : sumOf("what was written since the newest copy", [
          sinceCopy(every, name, `a copy every ${formatDuration(every)}`),
          copyLength(setting, "export.take", name, size),
        ]);
  return { steps: [step], loss: { [name]: loss }, obligations: [] };
}

function isIn(list: readonly string[], text: string): boolean {
  return list.some((entry) => entry.toLowerCase() === text.toLowerCase());
}
