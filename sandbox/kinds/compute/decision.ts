import type { Cloud } from "../../cloud";
import { isObject, type JsonObject } from "../../json";
import type { CloudResource, Instant } from "../../model";
import { POD_SCALER, podPolicy } from "../kubernetes/deployment";
import { blocksAt, numberAt, textAt } from "../lookup";
import { targetOf } from "./application";
import { resize } from "./group";
import { stateOf } from "./machine";
import { recommended, scheduled } from "./signals";

/** What an autoscaler remembers. */
interface Memory {
  /** When it looks next. */
  readonly next: Instant;
  readonly looks: number;
  /** What it found at each look, as far back as that matters. */
  readonly found: readonly Look[];
}

interface Look {
  readonly at: Instant;
  readonly recommended: number;
  /** Of the group, before the decision. */
  readonly size: number;
}

const NEW: Memory = { next: -1, looks: 0, found: [] };

/** How long what was needed is kept up when it isn't any more (the API's default). */
const STABILIZATION = 600_000;

/** Has an autoscaler look soon; it looks on while there is something to see. */
export function nudge(cloud: Cloud, scaler: CloudResource): void {
  const memory = memoryOf(cloud, scaler.id);
  if (memory.next > cloud.now) return;
  const looks = memory.looks + 1;
  const next = cloud.now + cloud.lasts(lookOf(scaler), scaler.id, looks);
  remember(cloud, scaler.id, { ...memory, next, looks });
  cloud.clock.schedule(next, "autoscaler.decide", scaler.id);
}

/** One look: sizes the group by its signals, limits and schedules. */
export function decideSize(cloud: Cloud, scaler: CloudResource): void {
  const policy = policyOf(scaler, cloud);
  const group = targetOf(cloud, scaler);
  if (!group || cloud.faults.isLost(scaler.location)) return;
  const size = stateOf(cloud, group.id).target;
  const wanted = wantedSize(cloud, policy, group);
  const memory = memoryOf(cloud, scaler.id);
  const found = [...memory.found, { at: cloud.now, recommended: wanted, size }];
  const kept = within(found, cloud.now - windowOf(policy));
  remember(cloud, scaler.id, { ...memory, found: kept });
  const next = decided(policy, kept, size, wanted, cloud.now);
  if (next !== size) resize(cloud, group, next);
  const busy =
    kept.some((look) => look.recommended !== wanted || look.size !== next) ||
    stateOf(cloud, group.id).machines.some(({ state, powered }) => powered && state !== "running");
  const mode = modeOf(policy);
  if ((mode === "ON" && next !== wanted) || (mode !== "OFF" && busy)) nudge(cloud, scaler);
}

/** How long it is until the next look. */
const lookOf = ({ kind }: CloudResource) =>
  kind === POD_SCALER ? "pods.decide" : "autoscaler.decide";

export function policyOf(scaler: CloudResource, cloud: Cloud): JsonObject {
  if (scaler.kind === POD_SCALER) return podPolicy(scaler, cloud);
  const policy = scaler.properties["autoscalingPolicy"];
  return isObject(policy) ? policy : {};
}

const modeOf = (policy: JsonObject) => textAt(policy, "mode") ?? "ON";

const leastOf = (policy: JsonObject) => numberAt(policy, "minReplicas") ?? 0;

/** What is needed, within the limits; machines of a zone that isn't there are not counted as any. */
function wantedSize(cloud: Cloud, policy: JsonObject, group: CloudResource): number {
  const { machines } = stateOf(cloud, group.id);
  const away = machines.filter(({ powered }) => !powered).length;
  const asked = recommended(cloud, policy, group);
  const needed = Math.max(asked > 0 ? asked + away : 0, scheduled(policy, cloud.now));
  const most = numberAt(policy, "maxReplicas") ?? Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(leastOf(policy), needed));
}

/** How far back looks matter: for steadiness, and for how many machines may go at once. */
function windowOf(policy: JsonObject): number {
  const control = blocksAt(policy, "scaleInControl")[0];
  return Math.max(stabilization(policy), (numberAt(control, "timeWindowSec") ?? 0) * 1000);
}

function stabilization(policy: JsonObject): number {
  const seconds = numberAt(policy, "stabilizationPeriod");
  return seconds === undefined ? STABILIZATION : seconds * 1000;
}

/** The size to have now: growing at once, shrinking slowly and as far as the mode allows. */
function decided(
  policy: JsonObject,
  found: readonly Look[],
  size: number,
  wanted: number,
  now: Instant,
): number {
  const mode = modeOf(policy);
  if (mode === "OFF") return size;
  if (wanted >= size) return wanted;
  if (mode !== "ON") return size;
  const steady = within(found, now - stabilization(policy)).map((look) => look.recommended);
  return Math.min(size, Math.max(wanted, ...steady, lowest(policy, found, now)));
}

/** Looks since a moment, and what was found last before it: it held until the next look. */
function within(found: readonly Look[], from: Instant): readonly Look[] {
  const before = found.filter(({ at }) => at <= from).length;
  return found.slice(Math.max(0, before - 1));
}

/** How small the group may get, given how large it was in the window. */
function lowest(policy: JsonObject, found: readonly Look[], now: Instant): number {
  const control = blocksAt(policy, "scaleInControl")[0];
  const limit = blocksAt(control, "maxScaledInReplicas")[0];
  if (!control || !limit) return 0;
  const window = (numberAt(control, "timeWindowSec") ?? 0) * 1000;
  const largest = Math.max(0, ...within(found, now - window).map(({ size }) => size));
  const percent = numberAt(limit, "percent");
  const fixed = numberAt(limit, "fixed");
  return largest - (fixed ?? Math.floor(((percent ?? 100) / 100) * largest));
}

function memoryOf(cloud: Cloud, id: string): Memory {
  return cloud.table<Memory>("compute.autoscaler").get(id) ?? NEW;
}

function remember(cloud: Cloud, id: string, memory: Memory): void {
  cloud.table<Memory>("compute.autoscaler").put(id, memory);
}

/** Forgets an autoscaler that is deleted. */
export function forget(cloud: Cloud, id: string): void {
  cloud.table<Memory>("compute.autoscaler").delete(id);
}
