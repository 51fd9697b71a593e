import type { Action } from "../action";
import type { Obligation, Step } from "../model";
import { describe } from "./bracket";
import { generationsOf, WRITER_TTL } from "./database";
import { deploy } from "./deploy";
import { asking } from "./people";
import type { Ending } from "./restore";
import { declared, known, type Setting } from "./setting";

type Clone = Extract<Action, { readonly kind: "sql.clone" }>;

/** What a copy that was found good needs to take the place of the writer. */
interface Taking {
  readonly setting: Setting;
  readonly clone: Clone;
  readonly region: string;
  /** Replicas of the old writer, by region: none of them can follow the new one. */
  readonly replicas: Readonly<Record<string, string>>;
}

/**
 * A restored copy becomes the writer of its region. The old one is stopped and kept, its replicas
 * are left aside and made anew, and the state holds the copy where it held the old one: nothing
 * that holds data is replaced or deleted.
 */
export function cutOver(setting: Setting, clone: Clone, generation: number): Ending {
  const { topology } = setting;
  const { primary } = topology;
  const others = Object.values(topology.regions).filter(
    ({ name, instances }) => name !== primary && instances[clone.store],
  );
  const replicas = Object.fromEntries(
    others.map(({ name, instances }) => [name, instances[clone.store]?.name ?? ""]),
  );
  const taking: Taking = { setting, clone, region: primary, replicas };
  const regions = Object.keys(replicas);
  const generations = generationsOf(topology, clone.store);
  const next = Object.fromEntries(regions.map((one) => [one, (generations[one] ?? 0) + 1]));
  const edits = {
    [`data.${clone.store}.instances`]: { ...generations, ...next, [primary]: generation },
  };
  return {
    steps: [
      consent(taking),
      ...intoPlace(taking),
      describe(setting, edits, [`point-${clone.store}`]),
      ...takenIn(taking),
    ],
    obligations: keptAside(taking),
    after: [`up-${primary}`],
    stacks: [primary, ...regions],
  };
}

/** What was written since is not in the copy: only a person can want that. */
function consent({ setting, clone }: Taking): Step {
  const { store, instance, from, to } = clone;
  const question = `let ${instance} take the place of ${from}; what was written since ${to} is not in it`;
  return {
    id: "consent",
    title: `Agree, by typing ${store}: what was written since ${to} stays in ${from} alone`,
    needs: ["check"],
    ...asking(setting, question, store),
    done: { is: "journalled" },
    reversal: { by: "no effect" },
  };
}

/** The copy is made ready first, so that nobody waits for it while nothing can be written. */
function intoPlace({ setting, clone, region }: Taking): readonly Step[] {
  const { store, instance, from } = clone;
  return [
    {
      id: `protect-${store}`,
      title: `Give ${instance} HA, backups and the recovery window, in one change: it restarts`,
      needs: ["consent"],
      action: { kind: "sql.protect", store, instance },
      done: { is: "protected", store, region, instance },
      reversal: { by: "nothing", because: "a writer is never left unprotected" },
      takes: [known(setting, "execute", "sql.restart", instance, "one change with a restart")],
    },
    {
      id: `stop-${store}`,
      title: `Stop ${from}: nothing is written to it any more, and it is kept as it is`,
      needs: [`protect-${store}`],
      action: { kind: "sql.stop", store, instance: from },
      done: { is: "stopped", store, region },
      reversal: { by: "nothing", because: "starting it again would make a second writer" },
      takes: [known(setting, "execute", "sql.update", from, "a stop")],
    },
    {
      id: `point-${store}`,
      title: `Point the name of ${store} in ${region} at ${instance}`,
      needs: [`stop-${store}`],
      action: { kind: "dns.instance", store, region, instance },
      done: { is: "journalled" },
      reversal: { by: "nothing", because: "the name follows the writer" },
      takes: [
        known(setting, "propagate", "dns.change", store, "the name servers take the change"),
        { ...declared("propagate", WRITER_TTL, store, "caches of the old answer"), best: 0 },
      ],
      restores: [store],
    },
  ];
}

/** States and stacks come to know it: replicas first, since the writer's stack names one of them. */
function takenIn({ setting, clone, region, replicas }: Taking): readonly Step[] {
  const { instance, from, store } = clone;
  const edit = (of: string) => [
    known(setting, "execute", "api.call", `${of}'s stack`, "an edit of its state"),
  ];
  const others = Object.entries(replicas);
  const copies = known(setting, "execute", "sql.replica.create", store, "a new replica");
  return [
    {
      id: `take-in-${store}`,
      title: `Have the state of ${region}'s stack hold ${instance} where it holds ${from}`,
      needs: ["write-description"],
      action: { kind: "pulumi.take-in", region, instance, insteadOf: from },
      done: { is: "journalled" },
      reversal: { by: "nothing", because: "the same with the names swapped is the way back" },
      takes: edit(region),
    },
    {
      id: `read-${region}`,
      title: `Refresh ${region}'s stack: its state learns the addresses of ${instance}`,
      needs: [`take-in-${store}`],
      action: { kind: "pulumi.refresh", region },
      done: { is: "journalled" },
      reversal: { by: "no effect" },
      takes: [known(setting, "execute", "pulumi.run", `${region}'s stack`, "a refresh")],
    },
    ...others.map(([other, replica]): Step => ({
      id: `keep-${store}-${other}`,
      title: `Take ${replica} out of the state of ${other}'s stack: it follows the old writer for good`,
      needs: ["write-description"],
      action: { kind: "pulumi.forget", region: other, instance: replica },
      done: { is: "journalled" },
      reversal: { by: "nothing", because: "pulumi import takes it in again" },
      takes: edit(other),
    })),
    ...others.map(([other]) =>
      deploy(
        setting,
        other,
        `Deploy ${other}'s stack: a new replica follows ${instance}`,
        [`read-${region}`, `keep-${store}-${other}`],
        [copies],
      ),
    ),
    deploy(setting, region, `Deploy ${region}'s stack: it declares ${instance} from now on`, [
      `read-${region}`,
      ...others.map(([other]) => `up-${other}`),
    ]),
  ];
}

function keptAside({ clone, replicas }: Taking): readonly Obligation[] {
  const { from, to } = clone;
  const followers = Object.values(replicas);
  const both = [from, ...followers].join(" and ");
  return [
    {
      title: `Look through ${from} for what was written since ${to}, then delete ${both}`,
      because: `only ${from} has it; nothing merges it by itself, and nothing declares them any more`,
    },
  ];
}
