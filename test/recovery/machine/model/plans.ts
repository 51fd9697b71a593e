import type { Action } from "../../../../recovery/action";
import type { Condition } from "../../../../recovery/condition";
import type { Plan, Step } from "../../../../recovery/model";
import type { Observed } from "../../../../recovery/observed";
import { lossDuring } from "../../../../recovery/plan/instead";
import { planFor } from "../../../../recovery/plan/plan-for";
import { rejoin } from "../../../../recovery/plan/rejoin";
import { planForVerb } from "../../../../recovery/plan/verb-plan";
import type { System } from "../../../../system/schema/system";
import { buildTopology } from "../../../../topology/build";
import type { Topology } from "../../../../topology/model";
import { durations, type Mode, setting } from "../../plan/fixtures";

/** Home is the first. */
export const REGIONS = ["us-central1", "us-east1"] as const;
export type Place = 0 | 1;
export const other = (place: Place): Place => (place === 0 ? 1 : 0);
export const placeOf = (region: string): Place => (region === REGIONS[0] ? 0 : 1);

/** One system to explore: what it holds, and in which mode. */
export interface World {
  readonly mode: Mode;
  readonly databases: 1 | 2;
  /** Enterprise Plus, which alone knows a failover that takes the old writer along. */
  readonly plus: boolean;
}

/** A step as the model sees it: steps that nobody outside can tell from nothing are left out. */
export interface AbstractStep {
  readonly id: string;
  readonly action: Action;
  readonly done: Condition;
  /** Steps that have to be done before, as bits. */
  readonly needs: number;
}

export interface AbstractPlan {
  readonly name: string;
  readonly verb: Plan["verb"];
  readonly of: string;
  readonly steps: readonly AbstractStep[];
  /** All of them, as bits. */
  readonly all: number;
  /** What the plan was made from. */
  readonly description: number;
}

/** What is changed in plans, to see that the model would notice. */
export type Wrong = (plan: Plan) => Plan;

/** The descriptions that a system comes through, and the real plans made from them. */
export class Plans {
  readonly topologies: Topology[] = [];
  readonly plans: AbstractPlan[] = [];
  readonly stores: readonly string[];
  readonly services: readonly string[] = ["web", "accounts"];
  /** Whether replicas are designated: a failover then makes the old writer a replica. */
  readonly takesAlong: boolean;
  readonly #systems = new Map<string, number>();
  readonly #made = new Map<string, number | undefined>();
  readonly #wrong: Wrong;

  constructor(world: World, wrong: Wrong = (plan) => plan) {
    this.#wrong = wrong;
    this.takesAlong = world.plus && world.mode !== "cold";
    const { topology } = setting("online-bank", world.mode);
    const { system } = topology;
    const db = system.data["accounts-db"];
    const { web, accounts } = system.services;
    if (db?.kind !== "cloud-sql" || !web || !accounts) throw new Error("the bank has changed");
    const edition = world.plus ? ("ENTERPRISE_PLUS" as const) : ("ENTERPRISE" as const);
    const store = { ...db, edition };
    this.stores = world.databases === 1 ? ["accounts-db"] : ["accounts-db", "ledger-db"];
    const small: System = {
      ...system,
      data: Object.fromEntries(this.stores.map((name) => [name, store])),
      services: { web, accounts: { ...accounts, uses: [...this.stores] } },
      objectives: [],
    };
    this.describe(small, topology.naming.project);
  }

  /** The number of a description; the first is the one that all begins with. */
  describe(system: System, project = "sandbox-test"): number {
    const key = JSON.stringify([system.primary, system.regions, system.data]);
    const known = this.#systems.get(key);
    if (known !== undefined) return known;
    this.topologies.push(buildTopology(system, project));
    this.#systems.set(key, this.topologies.length - 1);
    return this.topologies.length - 1;
  }

  topology(description: number): Topology {
    const topology = this.topologies[description];
    if (!topology) throw new Error(`no description ${description}`);
    return topology;
  }

  /** Edits of a description, as `describe` steps make them. */
  edited(description: number, edits: Readonly<Record<string, unknown>>): number {
    const copy = structuredClone(this.topology(description).system);
    for (const [path, value] of Object.entries(edits)) put(copy, path.split("."), value);
    return this.describe(copy);
  }

  plan(number: number): AbstractPlan {
    const plan = this.plans[number];
    if (!plan) throw new Error(`no plan ${number}`);
    return plan;
  }

  /** The number of a plan; nothing where none can be made. */
  make(
    description: number,
    what: string,
    at: Place,
    detail: string,
    build: () => Plan | undefined,
  ) {
    const key = [description, what, at, detail].join(" ");
    if (this.#made.has(key)) return this.#made.get(key);
    const plan = build();
    const number = plan ? this.plans.push(abstract(this.#wrong(plan), description)) - 1 : undefined;
    this.#made.set(key, number);
    return number;
  }

  switchover(description: number, to: Place): number | undefined {
    const from = { topology: this.topology(description), durations };
    const wanted = { verb: "switchover", region: REGIONS[to] } as const;
    // What is observed plays no part in it; where Cloud SQL would refuse it there is none.
    const plan = () => planForVerb(from, wanted, {} as Observed).plan;
    return this.make(description, "switchover", to, "", plan);
  }

  loss(description: number, lost: Place): number | undefined {
    const from = { topology: this.topology(description), durations };
    const happened = { event: "region-loss", of: REGIONS[lost] } as const;
    return this.make(description, "loss", lost, "", () => planFor(from, happened).plan);
  }

  /** A loss in the middle of another plan. */
  lossDuring(description: number, plan: number, lost: Place): number | undefined {
    const from = { topology: this.topology(description), durations };
    const { verb, of } = this.plan(plan);
    const taking = verb === "failover" ? REGIONS[other(placeOf(of))] : of;
    const unfinished = verb === "failover" || verb === "switchover" ? { towards: taking } : {};
    return this.make(
      description,
      `${verb} ${of}, loss`,
      lost,
      "",
      () => lossDuring(from, unfinished, REGIONS[lost]).plan,
    );
  }

  rejoin(description: number, region: Place, diverged: readonly string[]): number | undefined {
    const from = { topology: this.topology(description), durations };
    return this.make(description, "rejoin", region, diverged.join(), () =>
      rejoin(from, { region: REGIONS[region], diverged }),
    );
  }
}

/** What a step of these kinds does can be told from outside; of waits, those for a replica. */
function isVisible({ action, done }: Step): boolean {
  if (action.kind === "wait") return done.is === "replica";
  return /^(lease|deployments|backend|fence|dns)\.|^sql\.(failover|promote|switchover|restore|stop)$|^describe$|^pulumi\.(up|preview)$/.test(
    action.kind,
  );
}

function abstract(plan: Plan, description: number): AbstractPlan {
  const visible = plan.steps.filter(isVisible);
  if (visible.length > 30) throw new Error(`${plan.title} has too many steps for one number`);
  const bit = new Map(visible.map(({ id }, index) => [id, 1 << index]));
  const needed = new Map<string, number>();
  for (const { id, needs } of plan.steps) {
    needed.set(
      id,
      needs.reduce((bits, need) => bits | (bit.get(need) ?? needed.get(need) ?? 0), 0),
    );
  }
  const steps = visible.map(({ id, action, done }) => ({
    id,
    action,
    done,
    needs: needed.get(id) ?? 0,
  }));
  const name = `${plan.verb} ${plan.of}`;
  return { name, verb: plan.verb, of: plan.of, steps, all: (1 << steps.length) - 1, description };
}

function put(into: object, path: readonly string[], value: unknown): void {
  const [first = "", ...rest] = path;
  const record = into as Record<string, unknown>; // descriptions are records of records
  if (rest.length === 0) record[first] = value;
  else put(record[first] as object, rest, value);
}
