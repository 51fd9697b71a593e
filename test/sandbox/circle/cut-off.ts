import { isDeepStrictEqual } from "node:util";
import { deploy, type DeployRun, type Runner } from "../../../engine/embedded/deploy/run";
import type { StackState } from "../../../engine/embedded/deploy/state";
import { ProviderError, type Provider } from "../../../engine/embedded/provider";
import { PROVIDERS } from "../../../sandbox/provider/all";
import type { Sandbox } from "../../../sandbox/sandbox";
import { MemoryKeeper } from "../../engine/deploy/keeper";

/** What a deployment begins with, and what it does. */
export interface Beginning {
  readonly sandbox: Sandbox;
  readonly state: StackState;
  readonly runner: Runner;
}

/** What is there when it is over. */
export interface End {
  /** What the cloud holds, by id: what it is, and how often callers have changed it. */
  readonly cloud: Readonly<Record<string, unknown>>;
  /** What the state says of it, by URN, without times. */
  readonly state: Readonly<Record<string, unknown>>;
}

/**
 * How a deployment is disturbed at its n-th call: the call is refused, or its answer is lost, or
 * it fails for once; or the process dies before the call, or after it and before it has written that down.
 */
export const WAYS = ["refused", "lost", "passing", "killed before", "killed after"] as const;
export type Way = (typeof WAYS)[number];

const FAULTS = {
  refused: { when: "before", refused: true },
  lost: { when: "after" },
  passing: { when: "before" },
} as const;

/** Deploys in a fork, undisturbed. */
export async function undisturbed(beginning: Beginning, runner?: Runner): Promise<End> {
  const { sandbox, keeper } = forked(beginning);
  await toTheEnd({ ...beginning, ...(runner ? { runner } : {}) }, sandbox, keeper);
  return endOf(sandbox, keeper);
}

/** Deploys in a fork, disturbed at the n-th call, and then again until it is through. */
export async function disturbed(beginning: Beginning, way: Way, nth: number): Promise<End> {
  const { sandbox, keeper } = forked(beginning);
  let left = keeper;
  if (way === "killed before" || way === "killed after") {
    left = await killed(beginning, sandbox, keeper, { nth, after: way === "killed after" });
  } else {
    sandbox.transact(({ faults }) => faults.inject("n-th", { kind: "call", nth, ...FAULTS[way] }));
    const cut = await deploy(beginning.runner, keeper, onlyOnce(runOn(sandbox)));
    if (way === "refused" && !cut.failed) throw new Error(`call ${nth} was not refused`);
  }
  const last = await toTheEnd(beginning, sandbox, left);
  return endOf(sandbox, last);
}

/** Calls of the API that the deployment makes, undisturbed. */
export async function callsOf(beginning: Beginning): Promise<number> {
  const { sandbox, keeper } = forked(beginning);
  const before = sandbox.transact(countOfCalls);
  await toTheEnd(beginning, sandbox, keeper);
  return sandbox.transact(countOfCalls) - before;
}

type Clouded = Parameters<Parameters<Sandbox["transact"]>[0]>[0];

function countOfCalls(cloud: Clouded): number {
  return [...cloud.calls()].at(-1)?.number ?? 0;
}

function forked({ sandbox, state }: Beginning) {
  const keeper = new MemoryKeeper();
  keeper.state = state;
  return { sandbox: sandbox.fork(), keeper };
}

function runOn(sandbox: Sandbox): DeployRun {
  return { providers: (name) => PROVIDERS[name]?.(sandbox.transact) };
}

/** A caller that has just looked: nothing is planned twice. */
const onlyOnce = (run: DeployRun) => ({ ...run, planned: true });

async function toTheEnd(
  { runner }: Beginning,
  sandbox: Sandbox,
  keeper: MemoryKeeper,
): Promise<MemoryKeeper> {
  const done = await deploy(runner, keeper, onlyOnce(runOn(sandbox)));
  if (!done.failed) return keeper;
  throw new Error(done.diagnostics.map(({ message }) => message).join("\n"));
}

interface Killed {
  readonly nth: number;
  /** Whether the call still takes effect. */
  readonly after: boolean;
}

/** Deploys until the process dies at the n-th call of a provider that changes anything. */
async function killed(
  { runner }: Beginning,
  sandbox: Sandbox,
  keeper: MemoryKeeper,
  { nth, after }: Killed,
): Promise<MemoryKeeper> {
  let calls = 0;
  let dead = false;
  const mortal = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const isIt = !dead && ++calls === nth;
    if (isIt && after) await work();
    if (isIt) {
      dead = true;
      keeper.kill();
    }
    if (dead) throw new ProviderError("killed", undefined, true);
    return work();
  };
  const { providers } = runOn(sandbox);
  await deploy(runner, keeper, onlyOnce({ providers: (name) => withEnd(providers(name), mortal) }));
  return keeper.reopened();
}

/** A provider whose calls that change anything go through somebody else. */
export function withEnd(
  provider: Provider | undefined,
  mortal: <Result>(work: () => Promise<Result>) => Promise<Result>,
): Provider | undefined {
  if (!provider) return undefined;
  return {
    name: provider.name,
    configure: (config) => provider.configure(config),
    check: (request) => provider.check(request),
    diff: (request) => provider.diff(request),
    read: (request) => provider.read(request),
    invoke: (token, args) => provider.invoke(token, args),
    create: (request) => mortal(() => provider.create(request)),
    update: (request) => mortal(() => provider.update(request)),
    delete: (request) => mortal(() => provider.delete(request)),
  };
}

function endOf(sandbox: Sandbox, { state }: MemoryKeeper): End {
  expect(state.pending).toEqual([]);
  const things = sandbox.transact((cloud) => {
    cloud.settle();
    return [...cloud.all()].map(({ id, properties, revision }) => [id, { properties, revision }]);
  });
  const known = state.resources.map((resource) => {
    const { created: _, modified: __, ...rest } = resource;
    return [`${resource.urn}${resource.delete ? " leaving" : ""}`, rest];
  });
  return { cloud: Object.fromEntries(things), state: Object.fromEntries(known) };
}

/** What stands in one end and not, or otherwise, in the other, by id and by URN. */
export function differenceOf(one: End, other: End) {
  const differing = (part: keyof End) =>
    [...new Set([...Object.keys(one[part]), ...Object.keys(other[part])])].filter(
      (key) => !isDeepStrictEqual(one[part][key], other[part][key]),
    );
  return { cloud: differing("cloud"), state: differing("state") };
}
