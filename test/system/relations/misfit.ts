import { IMAGE } from "../bad-inputs/row";

/** Parts of a description that are right by themselves and do not fit together. */
export interface Misfit {
  readonly what: string;
  /** Texts in the least description there is, and what is put in their place. */
  readonly edits: readonly (readonly [string, string])[];
  /** As `path:line message`; none where it fits after all. */
  readonly problems: readonly string[];
}

export { IMAGE };
export const RUNS = `{ on: instances, machineType: e2-small, image: ${IMAGE}, port: 80, bootTime: 5 seconds }`;
export const HEALTH = "{ liveness: /l, readiness: /r }";
export const LOAD = "{ peak: 1 rps, perInstance: 1 rps }";
