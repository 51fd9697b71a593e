import type { Cloud } from "../cloud";
import type { Instant } from "../model";

/** A stretch of time in which a load fared alike, second for second. */
export interface Stretch {
  readonly from: Instant;
  /** The end, not part of it. */
  readonly to: Instant;
  /** Requests a second, by the region that answered. */
  readonly served: Readonly<Record<string, number>>;
  readonly failed: number;
  /** Why, where none of them got as far as a machine. */
  readonly why?: string;
}

type Second = Omit<Stretch, "from" | "to">;

/** Adds what became of the second that ends now. */
export function note(cloud: Cloud, load: string, second: Second): void {
  const current = cloud.table<Stretch>("traffic.stretch");
  const from = cloud.now - 1000;
  const last = current.get(load);
  if (last?.to === from && isAlike(last, second)) {
    current.put(load, { ...last, to: cloud.now });
    return;
  }
  if (last) keep(cloud, load, last);
  current.put(load, { ...second, from, to: cloud.now });
}

function isAlike(a: Second, b: Second): boolean {
  const regions = Object.keys(a.served);
  return (
    a.failed === b.failed &&
    a.why === b.why &&
    regions.length === Object.keys(b.served).length &&
    regions.every((region) => a.served[region] === b.served[region])
  );
}

function keep(cloud: Cloud, load: string, stretch: Stretch): void {
  const counts = cloud.table<number>("traffic.stretches");
  const number = (counts.get(load) ?? 0) + 1;
  counts.put(load, number);
  cloud.table<Stretch>("traffic.past").put(`${load}|${String(number).padStart(8, "0")}`, stretch);
}

/** How a load fares now; nothing if none was ever sent. */
export function faring(cloud: Cloud, load: string): Stretch | undefined {
  return cloud.table<Stretch>("traffic.stretch").get(load);
}

/** How a load has fared so far, stretch by stretch. */
function stretchesOf(cloud: Cloud, load: string): readonly Stretch[] {
  const past = cloud.table<Stretch>("traffic.past");
  const last = faring(cloud, load);
  const count = cloud.table<number>("traffic.stretches").get(load) ?? 0;
  const before = Array.from({ length: count }, (_, index) =>
    past.get(`${load}|${String(index + 1).padStart(8, "0")}`),
  );
  return [...before, last].filter((stretch) => stretch !== undefined);
}

/** Requests altogether. */
export interface Counts {
  readonly served: number;
  readonly failed: number;
  readonly byRegion: Readonly<Record<string, number>>;
}

/** Adds up what happened from one moment to another. */
export function countsOf(
  cloud: Cloud,
  load: string,
  from: Instant = 0,
  to: Instant = cloud.now,
): Counts {
  const byRegion: Record<string, number> = {};
  let failed = 0;
  for (const stretch of stretchesOf(cloud, load)) {
    const length = (Math.min(stretch.to, to) - Math.max(stretch.from, from)) / 1000;
    if (length <= 0) continue;
    failed += stretch.failed * length;
    for (const [region, rate] of Object.entries(stretch.served)) {
      byRegion[region] = (byRegion[region] ?? 0) + rate * length;
    }
  }
  const served = Object.values(byRegion).reduce((sum, count) => sum + count, 0);
  return { served, failed, byRegion };
}

/** A time in which a share of the requests failed. */
export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
  readonly failed: number;
}

/** When more than `share` of a load's requests failed (0 to 1; 0: any at all). */
export function outagesOf(cloud: Cloud, load: string, share = 0): readonly Outage[] {
  const found: Outage[] = [];
  for (const { from, to, served, failed } of stretchesOf(cloud, load)) {
    const total = failed + Object.values(served).reduce((sum, rate) => sum + rate, 0);
    if (failed === 0 || failed <= share * total) continue;
    const lost = (failed * (to - from)) / 1000;
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { ...last, to, failed: last.failed + lost };
    else found.push({ from, to, failed: lost });
  }
  return found;
}
