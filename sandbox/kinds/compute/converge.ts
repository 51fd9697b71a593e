import type { Cloud } from "../../cloud";
import type { CloudResource, Instant } from "../../model";
import { readyCheck } from "./answers";
import { isDeployment } from "../kubernetes/deployment";
import { make, remove } from "./life";
import { type Machine, putState, staying, stateOf } from "./machine";
import { countsOf, roomFor, victims, zoneFor } from "./placement";
import { type GroupPolicy, policyOf, type Share, sharesOf } from "./policy";

/** Brings a group nearer to what it shall be: its size, its templates, its zones. */
export function converge(cloud: Cloud, group: CloudResource): void {
  if (cloud.faults.isLost(group.location)) return;
  const { target } = stateOf(cloud, group.id);
  const policy = policyOf(group, target, cloud);
  const shares = sharesOf(group, target);
  const scene: Scene = {
    cloud,
    group,
    policy,
    shares,
    target,
    check: readyCheck(cloud, group)?.id,
  };
  fill(scene);
  if (thin(scene)) fill(scene);
  redistribute(scene);
}

interface Scene {
  readonly cloud: Cloud;
  readonly group: CloudResource;
  readonly policy: GroupPolicy;
  readonly shares: readonly Share[];
  readonly target: number;
  /** Id of what a new machine has to pass. */
  readonly check: string | undefined;
}

const current = ({ cloud, group }: Scene) => staying(stateOf(cloud, group.id));

const made = (machines: readonly Machine[], template: string) =>
  machines.filter((machine) => machine.template === template);

/** Machines that one of the versions has too many of, or that belong to none: the next to go first. */
function surplus({ policy, shares }: Scene, machines: readonly Machine[]): readonly Machine[] {
  const templates = new Set(machines.map(({ template }) => template));
  return [...templates].flatMap((template) => {
    const mine = made(machines, template);
    const isOld = !shares.some((share) => share.template === template);
    if (isOld && !policy.proactive) return [];
    return victims(policy.zones, mine, mine.length - countOf(shares, template));
  });
}

function countOf(shares: readonly Share[], template: string): number {
  return shares.reduce((sum, share) => sum + (share.template === template ? share.count : 0), 0);
}

/** How many machines the versions lack together. */
function lacking({ shares }: Scene, machines: readonly Machine[]): number {
  const templates = [...new Set(shares.map(({ template }) => template))];
  const short = templates.map((one) => countOf(shares, one) - made(machines, one).length);
  return short.reduce((sum, count) => sum + Math.max(0, count), 0);
}

/** Makes what is missing, and for a replacement as many more as may stand beside the old. */
function fill(scene: Scene): void {
  const { cloud, group, policy, shares, target } = scene;
  const limit = target + Math.min(policy.surge, surplus(scene, current(scene)).length);
  let refused: Readonly<Record<string, string>> = {};
  for (
    let machines = current(scene);
    machines.length < limit && lacking(scene, machines) > 0;
    machines = current(scene)
  ) {
    const room = roomFor(cloud, policy);
    refused = room.refused;
    const zone = zoneFor(policy, room, machines, limit);
    if (zone === undefined) break;
    make(cloud, group, zone, nextTemplate(shares, machines));
  }
  const state = stateOf(cloud, group.id);
  if (JSON.stringify(state.refused) === JSON.stringify(refused)) return;
  putState(cloud, group.id, { ...state, refused });
}

/** The version that lacks machines. */
function nextTemplate(shares: readonly Share[], machines: readonly Machine[]): string {
  const lacking = shares.find(
    ({ template, count }) =>
      machines.filter((machine) => machine.template === template).length < count,
  );
  return (lacking ?? shares.at(-1))?.template ?? "";
}

/** Takes out what is too much, as far as enough others are ready; says whether anything went. */
function thin(scene: Scene): boolean {
  const { cloud, group, policy, target } = scene;
  const machines = current(scene);
  const isReady = (machine: Machine) => readyAt(scene, machine) <= cloud.now;
  const spare = surplus(scene, machines).slice(moving(scene, machines));
  let ready = machines.filter(isReady).length;
  let removed = 0;
  for (const machine of [...spare].sort((a, b) => Number(isReady(a)) - Number(isReady(b)))) {
    if (isReady(machine)) {
      if (ready <= target - policy.unavailable) continue;
      ready -= 1;
    }
    remove(cloud, group, machine);
    removed += 1;
  }
  if (removed < spare.length) wakeUp(scene);
  return removed > 0;
}

/** Looks again when the next machine has been healthy for long enough. */
function wakeUp(scene: Scene): void {
  const { cloud, group } = scene;
  const next = Math.min(
    ...current(scene)
      .map((machine) => readyAt(scene, machine))
      .filter((time) => time > cloud.now),
  );
  if (next < Number.POSITIVE_INFINITY) cloud.clock.schedule(next, "group.settle", group.id);
}

/** When a machine counts as ready: healthy, or at least running, for as long as the policy asks. */
function readyAt({ group, policy, check }: Scene, machine: Machine): Instant {
  if (machine.state !== "running" || !machine.powered) return Number.POSITIVE_INFINITY;
  if (check === undefined) {
    const ready = !isDeployment(group) || machine.answers; // a pod's own probe
    return ready ? machine.since + policy.minReady : Number.POSITIVE_INFINITY;
  }
  const verdict = machine.verdicts[check];
  return verdict?.healthy ? verdict.since + policy.minReady : Number.POSITIVE_INFINITY;
}

/** One that stands beside the others until it can take another's place in a fuller zone. */
function moving(scene: Scene, machines: readonly Machine[]): number {
  const fresh = machines.some(({ state }) => state !== "running");
  return fresh && isUneven(scene, machines) ? 1 : 0;
}

function isUneven({ policy, cloud, target }: Scene, machines: readonly Machine[]): boolean {
  if (policy.shape !== "EVEN" || !policy.redistributes) return false;
  if (policy.zones.some((zone) => cloud.faults.isLost(zone))) return false;
  const counts = [...countsOf(policy.zones, machines).values()];
  return machines.length >= target && Math.max(...counts) - Math.min(...counts) > 1;
}

/** Evens out the zones, one machine at a time: the new one first, then one of the fullest zone goes. */
function redistribute(scene: Scene): void {
  const { cloud, group, policy, shares, target } = scene;
  const machines = current(scene);
  if (policy.surge === 0 || machines.length > target || !isUneven(scene, machines)) return;
  if (machines.some(({ state }) => state !== "running")) return;
  const room = roomFor(cloud, policy);
  const zone = zoneFor({ ...policy, shape: "BALANCED" }, room, machines, target + 1);
  if (zone !== undefined) make(cloud, group, zone, nextTemplate(shares, machines));
}
