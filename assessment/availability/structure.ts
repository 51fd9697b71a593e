/**
 * When a system works, in terms of its parts. A part that stands in several places is one part:
 * what is shared fails once.
 */
export type Structure =
  | { readonly is: "part"; readonly id: string; readonly availability: number }
  /** Works if at least `count` of these do. */
  | { readonly is: "at least"; readonly count: number; readonly of: readonly Structure[] };

/** A part that fails by itself. `availability`: share of time in which it works, 0 to 1. */
export function part(id: string, availability: number): Structure {
  return { is: "part", id, availability };
}

/** Works if all of these do: hard dependencies. */
export function all(...of: readonly Structure[]): Structure {
  return { is: "at least", count: of.length, of };
}

/** Works if one of these does: true redundancy. */
export function any(...of: readonly Structure[]): Structure {
  return { is: "at least", count: 1, of };
}

export function atLeast(count: number, of: readonly Structure[]): Structure {
  return { is: "at least", count, of };
}

/**
 * Instances in zones, of which `needed` have to work: each needs its own zone, so a zone takes all
 * of its instances with it. `zones`: how many instances each has, by name.
 */
export function instancesInZones(
  id: string,
  zones: Readonly<Record<string, number>>,
  needed: number,
  availability: { readonly zone: number; readonly instance: number },
): Structure {
  const instances = Object.entries(zones).flatMap(([zone, count]) =>
    Array.from({ length: count }, (_, index) =>
      all(
        part(zone, availability.zone),
        part(`${id} ${index + 1} in ${zone}`, availability.instance),
      ),
    ),
  );
  return atLeast(needed, instances);
}

/**
 * Two or more of the same kind, of whose unavailability a share `beta` strikes all at once: one
 * version, one configuration. 0: they fail independently; 1: they fail as one.
 */
export function withCommonCause(
  id: string,
  count: number,
  needed: number,
  unavailability: number,
  beta: number,
): Structure {
  const own = Array.from({ length: count }, (_, index) =>
    part(`${id} ${index + 1}`, 1 - (1 - beta) * unavailability),
  );
  return all(part(`${id}, what they share`, 1 - beta * unavailability), atLeast(needed, own));
}
