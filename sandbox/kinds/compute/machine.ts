import type { Cloud } from "../../cloud";
import type { CloudResource, Instant } from "../../model";
import { deploymentsIn, DEPLOYMENT } from "../kubernetes/deployment";

/**
 * How far a machine has come: `provisioning` till it has power, `booting` till its service is up,
 * `running`, and `deleting` till it is gone. What is to be made again goes through all of them.
 */
export type MachineState = "provisioning" | "booting" | "running" | "deleting";

/** One machine of a managed group, or one pod of a deployment. */
export interface Machine {
  readonly name: string;
  readonly zone: string;
  /** Link of the template it was made from; of a pod, its image and a hash over its template. */
  readonly template: string;
  readonly state: MachineState;
  /** When it came into that state. */
  readonly since: Instant;
  /** When it last got power; 0 before. */
  readonly startedAt: Instant;
  /** Whether its zone gives it power. */
  readonly powered: boolean;
  /** Whether its service hangs: only a new machine helps. */
  readonly hung: boolean;
  /** Whether probes and requests that reach it are answered. */
  readonly answers: boolean;
  readonly answersSince: Instant;
  /** What each health check has found, by the check's id, and since when; no entry: not healthy yet. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Made again under its name once it is gone. */
  readonly again?: true;
}

export interface Verdict {
  readonly healthy: boolean;
  readonly since: Instant;
}

/** What goes on in a managed group, behind its API. */
export interface GroupState {
  /** Machines it shall have. */
  readonly target: number;
  /** Machines made so far, for the next one's name. */
  readonly made: number;
  readonly machines: readonly Machine[];
  /** Zones that last refused a machine, and why. */
  readonly refused: Readonly<Record<string, string>>;
}

const EMPTY: GroupState = { target: 0, made: 0, machines: [], refused: {} };

/** The managed groups there are. */
const GROUP_KINDS = ["compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"];

export function isGroup({ kind }: CloudResource): boolean {
  return GROUP_KINDS.includes(kind);
}

/** Managed groups. */
export function* groups(cloud: Cloud): IterableIterator<CloudResource> {
  for (const kind of GROUP_KINDS) yield* cloud.all(kind);
}

/** All that holds machines: managed groups, and deployments with their pods. */
export function* holders(cloud: Cloud): IterableIterator<CloudResource> {
  yield* groups(cloud);
  yield* cloud.all(DEPLOYMENT);
}

/** What holds the machines behind a load balancer's backend: a managed group itself, or deployments. */
export function holdersOf(cloud: Cloud, backend: CloudResource): readonly CloudResource[] {
  return isGroup(backend) ? [backend] : deploymentsIn(backend, cloud);
}

/** The machines behind a backend; of a zone's group of endpoints, the pods there. */
export function machinesOf(cloud: Cloud, backend: CloudResource): readonly Machine[] {
  if (isGroup(backend)) return stateOf(cloud, backend.id).machines;
  return deploymentsIn(backend, cloud).flatMap(({ id }) =>
    stateOf(cloud, id).machines.filter(({ zone }) => zone === backend.location),
  );
}

export function stateOf(cloud: Cloud, group: string): GroupState {
  return cloud.table<GroupState>("compute.group").get(group) ?? EMPTY;
}

export function putState(cloud: Cloud, group: string, state: GroupState): void {
  cloud.table<GroupState>("compute.group").put(group, state);
}

export function machineOf(cloud: Cloud, group: string, name: string): Machine | undefined {
  return stateOf(cloud, group).machines.find((machine) => machine.name === name);
}

/** Changes one machine; one that is gone stays gone. */
export function changeMachine(
  cloud: Cloud,
  group: string,
  name: string,
  change: Partial<Machine>,
): void {
  const state = stateOf(cloud, group);
  const machines = state.machines.map((machine) =>
    machine.name === name ? { ...machine, ...change } : machine,
  );
  putState(cloud, group, { ...state, machines });
}

/** Those that are there to stay. */
export function staying({ machines }: GroupState): readonly Machine[] {
  return machines.filter(({ state, again }) => state !== "deleting" || again);
}
