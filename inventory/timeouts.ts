/** How long the operations on a resource may take, in seconds; left out: as long as its provider says. */
export interface Timeouts {
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
}

export const OPERATIONS = ["create", "update", "delete"] as const;

/** The timeouts among some numbers of seconds, in which 0 says that none was given; undefined if none was. */
export function timeoutsOf(seconds: Readonly<Record<string, unknown>>): Timeouts | undefined {
  const given = OPERATIONS.flatMap((operation): [string, number][] => {
    const value = seconds[operation];
    return typeof value === "number" && value > 0 ? [[operation, value]] : [];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
