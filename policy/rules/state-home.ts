import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { listAt, textAt } from "../../inventory/values";
import type { PolicyContext } from "../context";
import { broken, isNot, shown, type PolicyBreach, type PolicyRule } from "../rule";

/** The component of the bootstrap program; a stack of the system has none. */
const HOME = "standby:bootstrap:StateHome";

export const stateHomeRules: readonly PolicyRule[] = [
  {
    id: "R32",
    title: "The state is versioned, in two regions, and readable without the home region",
    severity: "error",
    source:
      "background knowledge: a recovery needs the states and the key of their secrets. standby bootstrap holds its own program against this before it deploys",
    fix: "standby bootstrap with --dual-region and --multi-region outside the system's regions",
    scope: "stack",
    applies: { to: "a home of the states", when: (context) => homes(context).length > 0 },
    breaches: (context) => homes(context).flatMap((home) => breachesOf(context, home)),
  },
];

function homes({ inventory }: PolicyContext): readonly Resource[] {
  return inventory.resources.filter(({ type }) => type === HOME);
}

function breachesOf(context: PolicyContext, home: Resource): readonly PolicyBreach[] {
  const children = context.inventory.resources.filter(({ parent }) => parent === home.urn);
  const of = (kind: string) => children.filter(({ type }) => kindName(type) === kind);
  const [bucket] = of("storage.Bucket").filter(({ name }) => name === "state");
  const rings = of("kms.KeyRing");
  return [
    ...broken(bucket === undefined, home, "", "has no bucket for the states"),
    ...broken(rings.length === 0, home, "", "has no key for the secrets of the states"),
    ...(bucket ? ofBucket(context, bucket) : []),
    ...rings.flatMap((ring) => ofRing(context, ring)),
  ];
}

function ofBucket(context: PolicyContext, bucket: Resource): readonly PolicyBreach[] {
  const placed = "customPlacementConfig.dataLocations";
  const places = listAt(bucket.inputs, placed).map(String);
  const inside = places.filter((place) => isOurs(context, place));
  const location = textAt(bucket.inputs, "location") ?? "";
  return [
    ...broken(
      isNot(bucket, "versioning.enabled", true),
      bucket,
      "versioning.enabled",
      `${shown(bucket, "versioning.enabled")}: an overwritten state is gone; set it to true`,
    ),
    ...broken(
      isRegion(location),
      bucket,
      "location",
      `"${location}" is one region, and the states go with it; use two regions, or US, EU or ASIA`,
    ),
    ...broken(
      inside.length > 0,
      bucket,
      placed,
      `${inside.join(", ")} is a region of the system, and lost with it; choose two others`,
    ),
  ];
}

function ofRing(context: PolicyContext, ring: Resource): readonly PolicyBreach[] {
  const location = textAt(ring.inputs, "location") ?? "";
  return broken(
    isOurs(context, location),
    ring,
    "location",
    `"${location}" is a region of the system: while it is gone, no state opens; use a multi-region such as "us"`,
  );
}

function isOurs({ situation }: PolicyContext, place: string): boolean {
  return Object.hasOwn(situation.regions, place.toLowerCase());
}

function isRegion(location: string): boolean {
  return /^[a-z]+-[a-z]+\d+$/i.test(location);
}
