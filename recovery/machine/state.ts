import type { Verb } from "../model";
import type { Observed } from "../observed";

/** Where a system stands between two recoveries, and in one. */
export type State =
  /** A primary, and another region that can take over. */
  | "steady"
  /** One region alone: none other has been stood up yet. */
  | "alone"
  /** A region is lost: nothing takes over if the primary goes, too. */
  | "unprotected"
  | "switching over"
  | "failing over"
  | "rejoining"
  | "drained"
  | "recovering"
  /** Somebody holds the lease, or the description contradicts what is there: a person has to look. */
  | "unclear";

const IN_PROGRESS: Readonly<Partial<Record<Verb, State>>> = {
  switchover: "switching over",
  failover: "failing over",
  rejoin: "rejoining",
  drain: "drained",
};

/** The state that follows from what is seen. */
export function stateOf({ lease, described }: Observed): State {
  if (lease === "unknown") return "unclear";
  if (lease !== "free") {
    const [verb] = lease.plan.split(" ");
    return IN_PROGRESS[verb as Verb] ?? "recovering"; // a lease's plan begins with its verb
  }
  const states = Object.values(described.states);
  if (described.states[described.primary] !== "standing") return "unclear";
  if (states.includes("lost")) return "unprotected";
  return states.filter((state) => state === "standing").length > 1 ? "steady" : "alone";
}
