import type { Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import { entries, reference, repeated } from "./reference";

/** Clusters are made of something, stand in regions of the system, and where the writes go. */
export const clusters: Relation = (draft) => {
  const { services, kubernetes } = draft;
  const names = entries(services).flatMap(([name, { runs }]) =>
    runs?.on === "kubernetes" ? [name] : [],
  );
  if (kubernetes) return places(draft, kubernetes);
  if (names.length === 0 || Object.hasOwn(draft, "kubernetes")) return [];
  const message = `is missing; ${names.join(", ")} ${names.length === 1 ? "runs" : "run"} on kubernetes, and the clusters need it: write "kubernetes: { machineType: e2-standard-4 }"`;
  return [{ path: ["kubernetes"], message }];
};

function places(
  { regions, primary }: Draft,
  { clusters: standing, mesh = [] }: NonNullable<Draft["kubernetes"]>,
): readonly Issue[] {
  const known = { article: "one of the regions", names: regions && Object.keys(regions) };
  const listed = (key: "clusters" | "mesh", list: readonly (string | undefined)[]): Issue[] => {
    const path: Path = ["kubernetes", key];
    return [
      ...list.flatMap((region, index) => reference([...path, index], region, known)),
      ...repeated(list).map(({ index, first }) => ({
        path: [...path, index],
        message: `"${list[index]}" is there already as ${key}[${first}]; keep one of the two`,
      })),
    ];
  };
  const lacks = standing && primary !== undefined && !standing.includes(primary);
  return [
    ...listed("clusters", standing ?? []),
    ...listed("mesh", mesh),
    ...(lacks
      ? [
          {
            path: ["kubernetes", "clusters"],
            message: `lacks the primary, ${primary}, where services run; add it, or leave clusters out`,
          },
        ]
      : []),
  ];
}

/** A cluster is spread over all zones of its region, and so is everything in it. */
export const podsInAllZones: Relation = ({ services }) =>
  entries(services).flatMap(([name, { runs, placement, zones }]): Issue[] => {
    if (runs?.on !== "kubernetes") return [];
    if (placement === "single-zone") {
      const message =
        "is not for kubernetes, whose clusters are regional; use primary, or instances in one zone";
      return [{ path: ["services", name, "placement"], message }];
    }
    if (zones === undefined) return [];
    const message = "is not for kubernetes: its pods are in all zones of the region; remove it";
    return [{ path: ["services", name, "zones"], message }];
  });
