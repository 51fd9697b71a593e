import type { Part, RegionScene, Scene } from "./model";

/** What a drawing shows, for whoever doesn't see it. */
export function sentences({ regions, shared }: Omit<Scene, "sentences">): readonly string[] {
  return [...lost(regions), ...serving(regions, shared), ...writes(regions, shared)];
}

function lost(regions: readonly RegionScene[]): string[] {
  const whole = regions.filter(({ condition }) => condition === "lost");
  const zones = regions
    .filter(({ condition }) => condition === "degraded")
    .flatMap((region) => region.zones.filter(({ condition }) => condition === "lost"));
  const names = [...whole, ...zones].map(({ name }) => name);
  return names.length === 0 ? ["Everything is there."] : [`Lost: ${names.join(", ")}.`];
}

/** Where each service is served from, and what it lacks there. */
function serving(regions: readonly RegionScene[], shared: readonly Part[]): string[] {
  const written = new Set(
    [...regions.flatMap(({ parts }) => parts), ...shared]
      .filter(({ isWriter }) => isWriter === true)
      .map(({ name }) => name),
  );
  const names = new Set(
    regions.flatMap(({ parts }) => parts.filter(isService).map(({ name }) => name)),
  );
  return [...names].map((name) => {
    const places = regions.flatMap(({ name: region, parts }) =>
      parts
        .filter((part) => isService(part) && part.name === name && isServing(part))
        .map(({ note }) => `${region} (${note})`),
    );
    if (places.length === 0) return `${name} is served from nowhere.`;
    const lacks = needsOf(regions, name).filter((store) => !written.has(store));
    const but = lacks.length === 0 ? "" : `, and needs ${lacks.join(", ")}, which takes no writes`;
    return `${name} is served from ${places.join(" and ")}${but}.`;
  });
}

function needsOf(regions: readonly RegionScene[], service: string): readonly string[] {
  const parts = regions.flatMap(({ parts }) => parts.filter(({ name }) => name === service));
  return parts[0]?.needs ?? [];
}

/** Where the writes of each store go. */
function writes(regions: readonly RegionScene[], shared: readonly Part[]): string[] {
  const stores = new Set(
    regions.flatMap(({ parts }) => parts.filter((p) => !isService(p)).map(({ name }) => name)),
  );
  const own = [...stores].map((name) => {
    const places = regions.flatMap(({ name: region, parts }) =>
      parts
        .filter((part) => part.name === name && part.isWriter === true)
        .map(({ condition }) => (condition === "takes over" ? `${region}, after a break` : region)),
    );
    return places.length === 0
      ? `Nothing takes the writes of ${name}.`
      : `Writes of ${name} go to ${places.join(" and ")}.`;
  });
  const others = shared.map(({ name, note, condition }) =>
    condition === "lost" ? `${name} is lost (${note}).` : `${name} takes writes (${note}).`,
  );
  return [...own, ...others];
}

function isService({ kind }: Part): boolean {
  return kind === "service";
}

function isServing({ condition }: Part): boolean {
  return condition !== "lost" && condition !== "waits";
}
