import { textAt } from "../../inventory/values";
import type { Change, GatedPreview } from "./change";
import type { Breach, GateRule } from "./rule";

/** The component that all regional resources of a stack stand under. */
const REGION = "standby:index:Region$";

export const regionRules: readonly GateRule[] = [
  {
    id: "both-regions",
    title: "One region is changed at a time",
    why: "what is wrong with a change shows in the first region, while the other still serves",
    breaches: (previews, { oneByOne }) =>
      oneByOne === true ? previews.flatMap((preview) => together([preview])) : together(previews),
  },
];

function together(previews: readonly GatedPreview[]): readonly Breach[] {
  const places = previews.flatMap(placesOf);
  const regions = [...new Set(places.map(({ region }) => region))];
  if (regions.length < 2) return [];
  const [first = "", ...others] = regions;
  return others.map((region) => {
    const { root, count } = places.find((place) => place.region === region) ?? {
      root: "",
      count: 0,
    };
    const message = `${count} resources of ${region} would change together with those of ${first}; deploy one after the other, each after the one before was seen healthy`;
    return { urn: root, path: "", message };
  });
}

interface Place {
  readonly region: string;
  readonly root: string;
  readonly count: number;
}

/** Which region a change of a preview is in; what is global is in none. */
export function placeIn({ stack, changes }: GatedPreview): (change: Change) => string | undefined {
  const own = changes
    .filter(isRegional)
    .map(regionOf)
    .find((region) => region !== undefined);
  return (change) => (isRegional(change) ? (regionOf(change) ?? own ?? stack) : undefined);
}

/** The regions in which a preview changes anything that stands in a region. */
function placesOf(preview: GatedPreview): readonly Place[] {
  const counts = new Map<string, number>();
  for (const region of preview.changes.map(placeIn(preview))) {
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].map(([region, count]) => ({ region, root: preview.root, count }));
}

/** What is global is changed by the home region's stack alone, whatever region it refers to. */
function isRegional({ urn, custom, op }: Change): boolean {
  return custom && op !== "same" && urn.includes(REGION);
}

function regionOf({ old, new: fresh }: Change): string | undefined {
  const inputs = (fresh ?? old)?.inputs;
  const given = ["region", "zone", "location"]
    .map((key) => textAt(inputs, key))
    .find((place) => place !== undefined);
  return /^([a-z]+-[a-z]+\d+)(-[a-z])?$/.exec(given ?? "")?.[1];
}
