import { refusals, type Asked } from "../../../../recovery/machine/refusals";
import { type Cloud, NOBODY, observed, withAt, withIn } from "./cloud";
import { agrees, deployed, effect, isWrong } from "./effects";
import { other, type Place, placeOf, type Plans, REGIONS } from "./plans";
import { type Operator, settled, type State } from "./state";

/** One thing that happens, and what it makes of a state; or what must never happen. */
export interface Move {
  readonly title: string;
  /** Bad luck isn't needed for a way back, and must not be. */
  readonly kind: "luck" | "work" | "return";
  readonly state?: State;
  readonly wrong?: string;
}

/** How a world is explored. */
export interface Rules {
  readonly operators: 1 | 2;
  /** A design without a lease: operators don't see one another. */
  readonly noLease?: true;
}

/** Everything that may happen next. */
export function movesOf(state: State, plans: Plans, rules: Rules): Move[] {
  const moves = [
    ...regionMoves(state),
    ...demotions(state),
    ...pipelines(state, plans),
    ...starts(state, plans, rules),
    ...losses(state, plans),
    ...state.operators.flatMap((one, who) =>
      one ? operatorMoves(state, plans, one, who, rules) : [],
    ),
  ];
  return moves.map((move) => (move.state ? { ...move, state: settled(move.state, plans) } : move));
}

const withCloud = (state: State, cloud: Cloud): State => ({ ...state, cloud });

function regionMoves(state: State): Move[] {
  const { cloud, faults } = state;
  return ([0, 1] as const).flatMap((at): Move[] => {
    if (cloud.up[at] === false) {
      const back = withCloud(state, { ...cloud, up: withAt(cloud.up, at, true) });
      return [{ title: `${REGIONS[at]} is back`, kind: "return", state: back }];
    }
    if (faults === 0) return [];
    const lost = { ...cloud, up: withAt(cloud.up, at, false) };
    return [
      {
        title: `${REGIONS[at]} is lost`,
        kind: "luck",
        state: { ...state, faults: faults - 1, cloud: lost },
      },
    ];
  });
}

/** After its failover the service makes the old writer a replica, as soon as it reaches it. */
function demotions(state: State): Move[] {
  const { cloud } = state;
  if (!cloud.up.every(Boolean)) return [];
  return cloud.instances.flatMap((instances, row) =>
    ([0, 1] as const).flatMap((at): Move[] => {
      if (instances[at] !== "demoted" || instances[other(at)] !== "writer") return [];
      const next = { ...cloud, instances: withIn(cloud.instances, row, at, "replica" as const) };
      const title = `the service makes the old writer in ${REGIONS[at]} a replica`;
      return [{ title, kind: "work", state: withCloud(state, next) }];
    }),
  );
}

/** A pipeline deploys whatever is described, unless it finds deployments frozen. */
function pipelines(state: State, plans: Plans): Move[] {
  const { cloud, pipelines: left } = state;
  if (left === 0 || cloud.frozen) return [];
  return ([0, 1] as const).flatMap((at): Move[] => {
    const after = deployed(cloud, plans, at, false);
    const title = `a pipeline deploys ${REGIONS[at]}'s stack`;
    if (after === undefined) return [];
    if (isWrong(after)) return [{ title, kind: "luck", wrong: after.wrong }];
    return [{ title, kind: "luck", state: { ...state, cloud: after, pipelines: left - 1 } }];
  });
}

/** Verbs that somebody may begin now; what refuses them is the real thing. */
function starts(state: State, plans: Plans, { operators }: Rules): Move[] {
  const free = state.operators.findIndex((one) => one === undefined);
  if (free < 0 || free >= operators) return [];
  const { cloud } = state;
  const seen = observed(cloud, plans);
  return ([0, 1] as const).flatMap((at) =>
    asked(state, plans, at).flatMap(({ ask, plan, gives }): Move[] => {
      if (plan === undefined || refusals(ask, seen).length > 0) return [];
      const isFalse = gives !== undefined && cloud.up[gives] === true;
      if (isFalse && state.alarms === 0) return [];
      const operator: Operator = { plan, done: 0, acted: 0, alive: true, late: -1 };
      const title = `operator ${free + 1} begins: ${plans.plan(plan).name}`;
      const operators = withAt(state.operators, free, operator);
      const begun = { ...state, operators, alarms: state.alarms - (isFalse ? 1 : 0) };
      return [{ title, kind: isFalse ? "luck" : "work", state: begun }];
    }),
  );
}

/** Whoever holds the lease when a region is lost may answer to that instead. */
function losses(state: State, plans: Plans): Move[] {
  const { cloud, operators } = state;
  const one = operators[cloud.lease];
  if (!one) return [];
  const seen = observed(cloud, plans);
  const who = cloud.lease;
  return ([0, 1] as const).flatMap((lost): Move[] => {
    const { verb, of } = plans.plan(one.plan);
    const isAnswered = of === REGIONS[lost] && (verb === "failover" || verb === "drain");
    if (cloud.up[lost] || isAnswered) return [];
    const region = REGIONS[other(lost)];
    const ask: Asked = { verb: "failover", region, primaryIsLost: true, acceptUnknownLoss: true };
    const plan = plans.lossDuring(cloud.description, one.plan, lost);
    if (plan === undefined || plan === one.plan || refusals(ask, seen).length > 0) return [];
    const operator: Operator = { plan, done: 0, acted: 0, alive: true, late: -1 };
    const title = `operator ${who + 1} gives that up and begins: ${plans.plan(plan).name}`;
    return [
      { title, kind: "work", state: { ...state, operators: withAt(operators, who, operator) } },
    ];
  });
}

function asked({ cloud }: State, plans: Plans, at: Place) {
  const { description } = cloud;
  const region = REGIONS[at];
  const { primary, system } = plans.topology(description);
  const stands = system.regions[region]?.state === "standing";
  const isPrimary = primary === region;
  // What is given up as lost, if anything.
  const asks: { ask: Asked; plan: number | undefined; gives?: Place }[] = [];
  if (stands && !isPrimary) {
    asks.push({ ask: { verb: "switchover", region }, plan: plans.switchover(description, at) });
    const given = { primaryIsLost: true, acceptUnknownLoss: true };
    asks.push({
      ask: { verb: "failover", region, ...given },
      plan: plans.loss(description, other(at)),
      gives: other(at),
    });
    asks.push({ ask: { verb: "drain", region }, plan: plans.loss(description, at), gives: at });
  }
  if (system.regions[region]?.state === "lost" && cloud.up[at]) {
    asks.push({
      ask: { verb: "rejoin", region },
      plan: plans.rejoin(description, at, diverged(cloud, plans, at)),
    });
  }
  return asks;
}

/**
 * Stores whose instance went on as a writer of its own: all but those that follow already, or that
 * the service's own failover is about to take along.
 */
function diverged(cloud: Cloud, plans: Plans, at: Place): readonly string[] {
  const { instances = {} } = plans.topology(cloud.description).regions[REGIONS[at]] ?? {};
  return plans.stores.filter(
    (store, row) =>
      instances[store] && cloud.instances[row]?.[at] !== "replica" && !plans.takesAlong,
  );
}

function operatorMoves(
  state: State,
  plans: Plans,
  one: Operator,
  who: number,
  rules: Rules,
): Move[] {
  const moves: Move[] = [];
  const plan = plans.plan(one.plan);
  const named = `operator ${who + 1}`;
  const put = (operator: Operator | undefined, more: Partial<State> = {}): State => ({
    ...state,
    ...more,
    operators: withAt(state.operators, who, operator),
  });
  if (one.late >= 0) {
    const after = take(state, plans, one, who, one.late, rules);
    const title = `what ${named} began comes about at last: ${plan.steps[one.late]?.id}`;
    const state_ = put({ ...one, late: -1 }, after && !isWrong(after) ? { cloud: after } : {});
    if (after !== undefined && isWrong(after))
      moves.push({ title, kind: "work", wrong: after.wrong });
    else moves.push({ title, kind: "work", state: state_ });
  }
  if (!one.alive) {
    const isFree = rules.noLease || state.cloud.lease === NOBODY || state.cloud.lease === who;
    if (isFree)
      moves.push({
        title: `${named} runs it again`,
        kind: "work",
        state: put({ ...one, alive: true }),
      });
    return moves;
  }
  if (state.kills > 0) {
    const dead = { ...one, alive: false, acted: 0 };
    moves.push({
      title: `${named} is killed`,
      kind: "luck",
      state: put(dead, { kills: state.kills - 1 }),
    });
  }
  for (const at of ready(plan.steps, one))
    moves.push(...stepMoves(state, plans, one, who, at, rules, put));
  return moves;
}

type Put = (operator: Operator | undefined, more?: Partial<State>) => State;

function stepMoves(
  state: State,
  plans: Plans,
  one: Operator,
  who: number,
  at: number,
  rules: Rules,
  put: Put,
): Move[] {
  const step = plans.plan(one.plan).steps[at];
  if (!step || one.late === at) return [];
  const { action, id } = step;
  const title = `operator ${who + 1}: ${id}`;
  const acted = { ...one, acted: one.acted | (1 << at) };
  if (action.kind === "wait") return [];
  if (action.kind === "pulumi.preview") {
    const same = agrees(state.cloud, plans, placeOf(action.region), action.global === true);
    return same ? [{ title, kind: "work", state: put(acted) }] : [];
  }
  const after = take(state, plans, one, who, at, rules);
  if (after === undefined) {
    // Somebody else has the lease: told so, and sent home.
    return action.kind === "lease.take"
      ? [{ title: `${title} is refused`, kind: "work", state: put(undefined) }]
      : [];
  }
  if (isWrong(after)) return [{ title, kind: "work", wrong: after.wrong }];
  const moves: Move[] = [{ title, kind: "work", state: put(acted, { cloud: after }) }];
  if (state.mishaps === 0) return moves;
  const mishaps = state.mishaps - 1;
  return [
    ...moves,
    {
      title: `${title}, and the answer is lost`,
      kind: "luck",
      state: put(one, { cloud: after, mishaps }),
    },
    ...(one.late >= 0
      ? []
      : [
          {
            title: `${title} takes its time`,
            kind: "luck" as const,
            state: put({ ...one, late: at }, { mishaps }),
          },
        ]),
  ];
}

function take(
  state: State,
  plans: Plans,
  one: Operator,
  who: number,
  at: number,
  { noLease }: Rules,
) {
  const plan = plans.plan(one.plan);
  const action = plan.steps[at]?.action;
  if (!action) return undefined;
  // What was planned for another description is not begun (execute.ts, refuseStale).
  if (action.kind === "lease.take" && plan.description !== state.cloud.description)
    return undefined;
  if (noLease && action.kind.startsWith("lease.")) return state.cloud;
  return effect(action, state.cloud, plans, who, plan.name);
}

/** Steps that may begin: what they need is done, and they are neither done nor begun. */
function ready(steps: readonly { readonly needs: number }[], { done, acted }: Operator): number[] {
  return steps.flatMap(({ needs }, at) =>
    ((done | acted) & (1 << at)) === 0 && (needs & ~done) === 0 ? [at] : [],
  );
}
