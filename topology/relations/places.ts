import { kindOf } from "../../system/kinds/kinds";
import { MULTI_REGIONS } from "../../system/kinds/multi-regions";
import { nearest } from "../../system/nearest";
import type { Draft, Issue, Relation } from "../../system/relation";
import { bucketKind } from "../buckets";
import { dualRegion, REGION_NAMES, zonesOf } from "../places";

export const regionsExist: Relation = ({ regions }) =>
  Object.entries(regions ?? {}).flatMap(([region, spec]): Issue[] => {
    const known = zonesOf(region);
    if (known.length === 0) return [{ path: ["regions", region], message: unknownRegion(region) }];
    return (spec?.zones ?? []).flatMap((letter, index) =>
      letter === undefined || known.includes(letter)
        ? []
        : [
            {
              path: ["regions", region, "zones", index],
              message: unknownZone(region, letter, known),
            },
          ],
    );
  });

function unknownRegion(text: string): string {
  const zone = /^(.+\d)-[a-z]$/.exec(text)?.[1];
  if (zone !== undefined && REGION_NAMES.includes(zone)) {
    return `"${text}" is a zone, not a region; write "${zone}" and name the zone under its zones`;
  }
  const meant = nearest(text.toLowerCase(), REGION_NAMES);
  return `"${text}" is not a region of Google Cloud${meant ? `; did you mean "${meant}"?` : ""}`;
}

function unknownZone(region: string, text: string, known: readonly string[]): string {
  const letter = text.startsWith(`${region}-`) ? text.slice(region.length + 1) : undefined;
  return letter !== undefined && known.includes(letter)
    ? `"${text}" is a whole name; write only the letter: "${letter}"`
    : `"${text}" is not a zone of ${region}; it has ${known.join(", ")}`;
}

export const locationsExist: Relation = ({ data }) =>
  Object.entries(data ?? {}).flatMap(([name, store]): Issue[] => {
    const message = store && locationProblem(store);
    return message ? [{ path: ["data", name, "location"], message }] : [];
  });

function locationProblem(
  store: NonNullable<NonNullable<Draft["data"]>[string]>,
): string | undefined {
  const places = store.kind && kindOf({ kind: store.kind }).places;
  if (places && "location" in store && typeof store.location === "string") {
    const known = [...places.known, ...REGION_NAMES];
    return unless(known.includes(store.location), store.location, places.title, known);
  }
  if (store.kind !== "bucket" || store.location === undefined) return undefined;
  const { location } = store;
  if (typeof location === "string") {
    const known = [...MULTI_REGIONS, ...REGION_NAMES];
    const found = bucketKind({ location }) === "multi-region" || REGION_NAMES.includes(location);
    return unless(found, location, "location of Cloud Storage", known);
  }
  const [one = "", other = ""] = location;
  // Regions that don't exist, and one that is there twice, have been reported as such.
  const exist = [one, other].every((region) => REGION_NAMES.includes(region));
  return !exist || one === other || dualRegion(one, other)
    ? undefined
    : `Cloud Storage has no dual-region of "${one}" and "${other}"; use one of ${MULTI_REGIONS.join(", ")}`;
}

function unless(
  right: boolean,
  text: string,
  title: string,
  known: readonly string[],
): string | undefined {
  if (right) return undefined;
  const meant = nearest(text, known);
  return `"${text}" is not a ${title}; ${meant ? `did you mean "${meant}"?` : `it has ${known.slice(0, 4).join(", ")} and more`}`;
}
