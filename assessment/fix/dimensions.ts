import type { Better } from "../../system/kinds/kind";
import { kindOf, type Store } from "../../system/kinds/kinds";
import type { System } from "../../system/schema/system";
import { formatDuration, MINUTE, type Seconds } from "../../system/units";
import type { Dimension, Option } from "./option";
import { canaries, placements, sizes, zonesOfRegion } from "./places";

/** What a search may change: nothing of it moves or deletes data. */
export function dimensionsOf(system: System): readonly Dimension[] {
  return [
    ...Object.keys(system.regions).map((region) => standUp(system, region)),
    modes(system),
    ...people(system),
    ...Object.keys(system.regions).map((region) => zonesOfRegion(system, region)),
    ...Object.entries(system.services).flatMap(([name, service]) => [
      placements(system, name, service),
      sizes(system, name, service),
      canaries(name, service),
    ]),
    ...Object.entries(system.data).flatMap(([name, store]) => ofStore(system, name, store)),
  ].filter((dimension) => dimension.length > 0);
}

function standUp({ regions }: System, region: string): Dimension {
  if (regions[region]?.state !== "planned") return [];
  const dimension = `regions.${region}.state`;
  const apply = (system: System): System => {
    const part = system.regions[region];
    if (!part) return system;
    return { ...system, regions: { ...system.regions, [region]: { ...part, state: "standing" } } };
  };
  return [{ dimension, edits: { [dimension]: "standing" }, apply }];
}

const MODES = ["cold", "warm", "hot"] as const;

/** Only towards readier: a colder mode saves money and meets nothing more. */
function modes({ standby: now }: System): Dimension {
  return MODES.slice(MODES.indexOf(now) + 1).map((standby) => ({
    dimension: "standby",
    edits: { standby },
    apply: (system) => ({ ...system, standby }),
  }));
}

/**
 * A mode that costs less than today's, or none. Never cold: described by hand it takes the replicas
 * away, and only `standby mode cold` keeps them.
 */
export function colder({ standby, data }: System): Option | undefined {
  const ends = Object.values(data).some((store) => kindOf(store).endsWithHot);
  if (standby !== "hot" || ends) return undefined;
  return {
    dimension: "standby",
    edits: { standby: "warm" },
    apply: (system) => ({ ...system, standby: "warm" }),
  };
}

/**
 * How soon the engineer on call has to have found out, and somebody to have decided. Five minutes is
 * the least that the API platform's own page gives a diagnosis.
 */
const TRAINED: Readonly<Record<"diagnosis" | "decision", readonly Seconds[]>> = {
  diagnosis: [15 * MINUTE, 10 * MINUTE, 5 * MINUTE],
  decision: [10 * MINUTE, 5 * MINUTE],
};

function people({ escalation }: System): readonly Dimension[] {
  if (!escalation) return [];
  return (["diagnosis", "decision"] as const).map((part) =>
    TRAINED[part]
      .filter((seconds) => seconds < escalation[part])
      .map((seconds): Option => ({
        dimension: `escalation.${part}`,
        edits: { [`escalation.${part}`]: formatDuration(seconds) },
        ofPeople: true,
        apply: (system) =>
          system.escalation
            ? { ...system, escalation: { ...system.escalation, [part]: seconds } }
            : system,
      })),
  );
}

/** What the kind of a store knows to be better. */
function ofStore(
  { standby, primary, regions }: System,
  name: string,
  store: Store,
): readonly Dimension[] {
  const others = Object.keys(regions).filter(
    (region) => region !== primary && regions[region]?.state === "standing",
  );
  const dimensions = kindOf(store).better?.(store, { standby, primary, others }) ?? [];
  return dimensions.map((options) => options.map((better) => asOption(name, better)));
}

function asOption(name: string, better: Better<Store>): Option {
  const { part, edits } = better;
  const at = (below: string) => `data.${name}.${below}`;
  return {
    dimension: at(part),
    edits: Object.fromEntries(Object.entries(edits).map(([key, value]) => [at(key), value])),
    apply: (system) => {
      const store = system.data[name];
      return store ? { ...system, data: { ...system.data, [name]: better.become(store) } } : system;
    },
  };
}
