import { Cloud, type CloudParts } from "../../sandbox/cloud";
import { CloudError } from "../../sandbox/error";
import { Faults } from "../../sandbox/faults";
import type { Kind } from "../../sandbox/kind";
import { Records } from "../../sandbox/store/records";

export const PROJECT = "sandbox-bank";

/** A cloud in memory with these kinds; everything with a line of durations takes 1 to 3 seconds. */
export function aCloud(kinds: readonly Kind[] = [], parts: Partial<CloudParts> = {}) {
  const records = new Records();
  const spans = () => ({ best: 1000, expected: 2000, worst: 3000 });
  const faults = new Faults(records);
  return { cloud: new Cloud({ records, kinds, spans, faults, ...parts }), records, faults };
}

export function address(kind: string, name: string, location = "global", project = PROJECT) {
  return { kind, project, location, name };
}

/** Status and reason of the refusal, or what else came of it. */
export function refusal(run: () => unknown): unknown {
  try {
    return { gave: run() };
  } catch (error) {
    return error instanceof CloudError ? [error.status, error.reason] : error;
  }
}
