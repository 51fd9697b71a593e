import { textAt, textsAt } from "../../inventory/values";
import type { Resource } from "../../inventory/model";
import { regionOfZone, type StackInventory } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import type { Situation } from "../situation";

export const placeRules: readonly PolicyRule[] = [
  {
    id: "R36",
    title: "A stack holds what is in its own region and in described zones alone",
    severity: "error",
    source:
      "a region that is written into the program isn't moved by the description, and goes down with another stack",
    fix: "take regions and zones from the description",
    scope: "stack",
    applies: { to: "everything that has a region or a zone" },
    breaches: ({ stacks, situation }) =>
      stacks.flatMap((stack) =>
        stack.inventory.resources
          .filter(({ custom }) => custom)
          .flatMap((resource) => misplaced(stack, resource, situation)),
      ),
  },
];

function misplaced(
  stack: StackInventory,
  resource: Resource,
  { regions }: Situation,
): PolicyBreach[] {
  const region = textAt(resource.inputs, "region");
  const lists = LISTS.flatMap((path) =>
    textsAt(resource.inputs, path).map((zone) => ({ zone, path })),
  );
  const single = textAt(resource.inputs, "zone");
  const zones = [...(single === undefined ? [] : [{ zone: single, path: "zone" }]), ...lists];
  const known = regions[stack.region]?.zones ?? [];
  return [
    ...broken(
      region !== undefined && region !== stack.region,
      resource,
      "region",
      `"${region}" isn't the stack's region "${stack.region}"; declare it in that region's stack`,
    ),
    ...zones.flatMap(({ zone, path }) =>
      broken(
        !known.includes(zone),
        resource,
        path,
        regionOfZone(zone) === stack.region
          ? `"${zone}" isn't described; use ${known.join(", ")}`
          : `"${zone}" isn't a zone of "${stack.region}"; use ${known.join(", ")}`,
      ),
    ),
  ];
}

/** Where several zones are named. */
const LISTS = ["distributionPolicyZones", "replicaZones"];
