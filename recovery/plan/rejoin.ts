import type { Edits } from "../../system/edit";
import type { Obligation, Plan, Step } from "../model";
import { closing, describe, opening } from "./bracket";
import { generationsOf } from "./database";
import { deploy } from "./deploy";
import { inOrder } from "./order";
import { decision, evidence } from "./people";
import { known, type Setting } from "./setting";

export interface Rejoining {
  /** The lost region, which answers again. */
  readonly region: string;
  /** Stores whose instance there is a writer of its own: promoted away from, so it can never follow again. */
  readonly diverged: readonly string[];
}

/** A lost region is back: it becomes the standby, and what it alone wrote is kept aside. */
export function rejoin(setting: Setting, { region, diverged }: Rejoining): Plan {
  const { topology } = setting;
  const stores = Object.keys(topology.regions[region]?.instances ?? {});
  const following = stores.filter((store) => !diverged.includes(store));
  const edits: Edits = {
    [`regions.${region}.state`]: "standing",
    ...Object.fromEntries(
      diverged.map((store) => [`data.${store}.instances`, nextGeneration(setting, store, region)]),
    ),
  };
  const first = ["freeze-deployments"];
  const follow = following.map((store) => follows(setting, store, region, first));
  const stop = diverged.map((store) => stopped(setting, store, region, first));
  const kept = diverged.map((store) => forgotten(setting, store, region));
  const ready = [...follow, ...stop].map(({ id }) => id);
  const made = diverged.map((store) =>
    known(setting, "execute", "sql.replica.create", `${store} in ${region}`, "a new replica"),
  );
  // The writers' stack went without the region meanwhile: what it keeps there, and whom it designates.
  const home = [...new Set([topology.home, topology.primary])].filter((one) => one !== region);
  return {
    system: topology.system.name,
    verb: "rejoin",
    of: region,
    title: `${region} is back and becomes the standby of ${topology.primary}`,
    detection: [],
    steps: inOrder([
      evidence(setting, region),
      decision(setting, `let ${region} in again, and keep aside what only it has`),
      ...opening(setting),
      ...follow,
      ...stop,
      describe(setting, edits, ready.length > 0 ? ready : first),
      refresh(setting, region),
      ...kept,
      deploy(
        setting,
        region,
        `Deploy ${region}'s stack: its instances follow, its groups stand ready`,
        [`read-${region}`, ...kept.map(({ id }) => id)],
        made,
      ),
      ...home.map((one) =>
        deploy(
          setting,
          one,
          `Deploy ${one}'s stack: the fence opens, and ${region} is known again`,
          [`up-${region}`],
        ),
      ),
      ...closing(setting, {
        after: (home.length > 0 ? home : [region]).map((one) => `up-${one}`),
        stacks: [region, ...home],
      }),
    ]),
    loss: {},
    obligations: [
      ...diverged.map((store) => keptAside(setting, store, region)),
      ...sourcesIn(setting, region).map((store) =>
        topology.system.standby === "hot" ? copiedAnew(store, region) : leftOver(store, region),
      ),
    ],
  };
}

/** Failed over by the service: it takes the old writer along by itself, as soon as it can reach it. */
function follows(setting: Setting, store: string, region: string, needs: readonly string[]): Step {
  return {
    id: `follows-${store}`,
    title: `Wait until ${store} in ${region} follows the writer and has caught up`,
    needs,
    action: { kind: "wait", for: `${store} in ${region}` },
    done: { is: "replica", store, region },
    reversal: { by: "no effect" },
    takes: [
      known(
        setting,
        "execute",
        "sql.rejoin",
        `${store} in ${region}`,
        "the old writer becomes a replica and catches up",
      ),
    ],
  };
}

function stopped(setting: Setting, store: string, region: string, needs: readonly string[]): Step {
  const instance = setting.topology.regions[region]?.instances[store]?.name ?? store;
  return {
    id: `stop-${store}`,
    title: `Stop ${instance}: it is a writer of its own since the failover, and nobody may use it`,
    needs,
    action: { kind: "sql.stop", store, instance },
    done: { is: "stopped", store, region },
    reversal: { by: "nothing", because: "starting it again would make a second writer" },
    takes: [known(setting, "execute", "sql.update", instance, "a stop")],
  };
}

/** It is kept aside, and the next generation takes its place: the stack must not want to delete it. */
function forgotten(setting: Setting, store: string, region: string): Step {
  const instance = setting.topology.regions[region]?.instances[store]?.name ?? store;
  return {
    id: `keep-${store}`,
    title: `Take ${instance} out of the state of ${region}'s stack, and leave it standing: it is looked through later`,
    needs: [`read-${region}`],
    action: { kind: "pulumi.forget", region, instance },
    done: { is: "journalled" },
    reversal: { by: "nothing", because: "pulumi import takes it in again" },
    takes: [known(setting, "execute", "api.call", `${region}'s stack`, "an edit of its state")],
  };
}

function refresh(setting: Setting, region: string): Step {
  return {
    id: `read-${region}`,
    title: `Refresh ${region}'s stack: without it, the old writer would be replaced`,
    needs: ["write-description"],
    action: { kind: "pulumi.refresh", region },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "pulumi.run", `${region}'s stack`, "a refresh")],
  };
}

function nextGeneration(
  { topology }: Setting,
  store: string,
  region: string,
): Readonly<Record<string, number>> {
  const now = generationsOf(topology, store);
  return { ...now, [region]: (now[region] ?? 0) + 1 };
}

/** Disks of a region that others were copies of: one that was written to can't become a copy. */
function sourcesIn({ topology }: Setting, region: string): readonly string[] {
  if (region === topology.primary) return [];
  return Object.values(topology.regions[region]?.disks ?? {}).flatMap(({ store, copyOf }) =>
    copyOf === undefined ? [store] : [],
  );
}

function copiedAnew(store: string, region: string): Obligation {
  return {
    title: `Make the copy of ${store} in ${region} anew: standby mode warm, standby retire ${store} --region ${region}, standby mode hot`,
    because: `its disk there was written to before the loss and can't follow; until then snapshots alone protect ${store}`,
  };
}

function leftOver(store: string, region: string): Obligation {
  return {
    title: `Look through the disk of ${store} in ${region} for what only it has, then: standby retire ${store} --region ${region}`,
    because: `it was written to before the loss; until it is gone, no failover brings ${store} to ${region}`,
  };
}

function keptAside({ topology }: Setting, store: string, region: string): Obligation {
  const instance = topology.regions[region]?.instances[store]?.name ?? store;
  const reads =
    (topology.databases[store]?.spec.readReplicas ?? 0) > 0 ? ", its read replicas first" : "";
  // A state that reads them from an instance that is gone would want to make them anew.
  const first =
    region === topology.home
      ? "; before it is deleted, have the state read its logical databases and logins from the instance in its place (pulumi import)"
      : "";
  return {
    title: `Look through ${instance} for what only it has, then retire it${reads}${first}`,
    because: "it took writes that the new writer never got; nothing merges them by itself",
  };
}
