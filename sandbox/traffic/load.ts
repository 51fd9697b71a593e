import type { Cloud } from "../cloud";
import { demand } from "../kinds/compute/demand";
import type { Kind } from "../kind";
import type { CloudEvent } from "../model";
import { type Backend } from "./backends";
import { balance, type Sources } from "./balance";
import { type NoRoute } from "./front-end";
import { resolve } from "./names";
import { note } from "./record";
import { backendsAt } from "./request";

/** Requests that come however they are answered: many clients, each on its own. */
export interface Load {
  readonly id: string;
  readonly host: string;
  readonly path: string;
  /** Requests a second, by the region they come from. */
  readonly from: Sources;
  /** Whether they come from inside the network, where private names are known. @default false */
  readonly inside?: boolean;
  /** What fails is asked again in the next second: so often, and for at most this share of the load. */
  readonly retries?: { readonly attempts: number; readonly budget: number };
}

/** A load while it runs. */
interface Running extends Load {
  /** Failed requests of the last second that are asked again in this one. */
  readonly again: number;
}

const SECOND = 1000;

/** Starts a load, or changes one that runs: what it has met so far stays on record. */
export function startLoad(cloud: Cloud, load: Load): void {
  const loads = cloud.table<Running>("traffic.load");
  const running = loads.get(load.id);
  loads.put(load.id, { ...load, again: running?.again ?? 0 });
  if (!running) cloud.clock.schedule(cloud.now + SECOND, "load.second", load.id);
}

/** One second of a load: where its requests went, and what became of them. */
function second(event: CloudEvent, cloud: Cloud): void {
  const loads = cloud.table<Running>("traffic.load");
  const load = loads.get(event.about);
  if (!load) return;
  cloud.clock.schedule(cloud.now + SECOND, "load.second", load.id);
  const asked = withRetries(load);
  const met = send(cloud, load, asked);
  note(cloud, load.id, met);
  const again = load.retries ? Math.min(met.failed, totalOf(load.from) * load.retries.budget) : 0;
  const next = load.retries && load.retries.attempts > 1 ? again : 0;
  if (next !== load.again) loads.put(load.id, { ...load, again: next });
}

function withRetries({ from, again }: Running): Sources {
  if (again === 0) return from;
  const total = totalOf(from);
  const entries = Object.entries(from);
  return Object.fromEntries(
    entries.map(([region, rate]) => [region, rate + (again * rate) / total]),
  );
}

const totalOf = (sources: Sources) => Object.values(sources).reduce((sum, rate) => sum + rate, 0);

interface Met {
  readonly served: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly why?: string;
}

/** Clients of one region share a cache of names; those who find the same backends share their room. */
function send(cloud: Cloud, load: Load, sources: Sources): Met {
  const { host, path, inside = false } = load;
  const reached = new Map<
    string,
    { backends: readonly Backend[]; sources: Record<string, number> }
  >();
  const behind = new Map<string, readonly Backend[] | NoRoute>();
  let lost = 0;
  let why: string | undefined;
  for (const [region, rate] of Object.entries(sources)) {
    const client = { id: `${load.id}/${region}`, region, inside };
    const address = resolve(cloud, client, host);
    if (address !== undefined && !behind.has(address)) {
      behind.set(address, backendsAt(cloud, address, host, path));
    }
    const backends = behind.get(address ?? "") ?? "no-name";
    if (typeof backends === "string" || backends.length === 0) {
      lost += rate;
      why = typeof backends === "string" ? backends : "no-healthy-backend";
      continue;
    }
    const key = backends.map(({ group }) => group).join(" ");
    const same = reached.get(key) ?? { backends, sources: {} };
    reached.set(key, { backends, sources: { ...same.sources, [region]: rate } });
  }
  const served: Record<string, number> = {};
  const sent = new Set<string>();
  for (const { backends, sources: from } of reached.values()) {
    const outcome = balance(from, backends);
    lost += outcome.failed;
    for (const [region, rate] of Object.entries(outcome.served)) {
      served[region] = (served[region] ?? 0) + rate;
    }
    for (const { group, perInstance } of backends) {
      demand(cloud, load.id, { group, requests: outcome.sent.get(group) ?? 0, perInstance });
      sent.add(group);
    }
  }
  releaseAll(cloud, load.id, sent);
  return { served, failed: lost, ...(why === undefined ? {} : { why }) };
}

/** Groups that a load reaches no more have nothing to do from it. */
function releaseAll(cloud: Cloud, load: string, but: ReadonlySet<string>): void {
  const suffix = `|${load}`;
  for (const key of [...cloud.table("compute.demand").keys()]) {
    const group = key.slice(0, -suffix.length);
    if (!key.endsWith(suffix) || but.has(group)) continue;
    demand(cloud, load, { group, requests: 0, perInstance: 1 });
  }
}

/** No resource, only what goes on in time. */
export const loads: Kind = { kind: "sandbox.Load", events: { load: second } };
