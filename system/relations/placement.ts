import type { Draft, Issue, Relation } from "../relation";
import { quoted } from "../sentence";
import { entries, reference, repeated } from "./reference";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;

/** A service's zones are zones of the system's regions. */
export const zonesOfServices: Relation = ({ services, regions }) =>
  entries(services).flatMap(([name, service]) =>
    entries(service.zones).flatMap(([region, zones]): readonly Issue[] => {
      const path = ["services", name, "zones", region];
      const known = regions?.[region]?.zones;
      return [
        ...reference(path, region, {
          article: "one of the regions",
          names: regions && Object.keys(regions),
        }),
        ...zones.flatMap((zone, index) =>
          zone === undefined || known === undefined || known.includes(zone)
            ? []
            : [
                {
                  path: [...path, index],
                  message: `${quoted(zone)} is not one of the zones ${known.join(", ")} that the system has in ${region}`,
                },
              ],
        ),
        ...repeated(zones).map(({ index, first }) => ({
          path: [...path, index],
          message: `"${zones[index]}" is there already as ${region}[${first}]; a zone counts once`,
        })),
      ];
    }),
  );

const needsZones = ({ tier, placement }: DraftService) =>
  (tier === "critical" || tier === "important") &&
  placement !== undefined &&
  placement !== "single-zone";

/** What matters survives the loss of a zone, wherever it runs or will run. */
export const twoZones: Relation = ({ services, regions }) => {
  const matter = entries(services).filter(([, service]) => needsZones(service));
  const own = matter.flatMap(([name, { tier, zones }]) =>
    entries(zones).flatMap(([region, letters]): Issue[] =>
      new Set(letters).size >= 2
        ? []
        : [
            {
              path: ["services", name, "zones", region],
              message: `has one zone, and a service that is ${tier} must survive the loss of one; name two, or write "placement: single-zone"`,
            },
          ],
    ),
  );
  const all = entries(regions).flatMap(([region, { zones, state }]): Issue[] => {
    const here = matter.flatMap(([name, service]) => (service.zones?.[region] ? [] : [name]));
    if (zones === undefined || new Set(zones).size >= 2) return [];
    if (here.length === 0 || state === "lost") return [];
    const message = `has one zone, and ${here.join(", ")} must survive the loss of one; name two`;
    return [{ path: ["regions", region, "zones"], message }];
  });
  return [...own, ...all];
};

/** A service in a single zone says which, in the primary and wherever else it may be brought up. */
export const singleZone: Relation = ({ services, primary }) =>
  entries(services).flatMap(([name, { placement, zones }]): Issue[] => {
    if (placement !== "single-zone") return [];
    const path = ["services", name, "zones"];
    // Where the primary is doesn't matter: a role that changes moves no machine.
    if (zones === undefined || Object.keys(zones).length === 0) {
      const write = `write "zones: { ${primary ?? "us-central1"}: [a] }" with the zone it is in`;
      return [{ path, message: `lacks the zone of "placement: single-zone"; ${write}` }];
    }
    return entries(zones).flatMap(([region, letters]) =>
      letters.length === 1
        ? []
        : [
            {
              path: [...path, region],
              message: `has ${letters.length} zones, and "placement: single-zone" means one; keep one, or change the placement`,
            },
          ],
    );
  });
