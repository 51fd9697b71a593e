import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { OPERATIONS, type Timeouts } from "../../inventory/timeouts";
import { every } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";

const MINUTE = 60;

/**
 * How long the provider itself waits, in seconds, where that is long. Cloud SQL's 90 minutes are the
 * provider's own; those of GKE are background knowledge.
 */
const PROVIDER: Readonly<Record<string, Required<Timeouts>>> = {
  "sql.DatabaseInstance": { create: 90 * MINUTE, update: 90 * MINUTE, delete: 90 * MINUTE },
  "container.Cluster": { create: 40 * MINUTE, update: 60 * MINUTE, delete: 40 * MINUTE },
  "container.NodePool": { create: 30 * MINUTE, update: 30 * MINUTE, delete: 30 * MINUTE },
};
const SLOW = Object.keys(PROVIDER);

export const timeoutRules: readonly PolicyRule[] = [
  {
    id: "R40",
    title: "No timeout is shorter than the provider's, so that no update dies in a promotion",
    severity: "error",
    source: "the provider waits 90 minutes for Cloud SQL; GKE's times are background knowledge",
    fix: "leave customTimeouts out, or make them longer",
    scope: "stack",
    applies: {
      to: "Cloud SQL instances, clusters, node pools",
      when: (context) => every(context, SLOW).length > 0,
    },
    breaches: (context) => every(context, SLOW).flatMap(tooShort),
  },
];

function tooShort(resource: Resource): readonly PolicyBreach[] {
  const usual = PROVIDER[kindName(resource.type)];
  return OPERATIONS.flatMap((operation) => {
    const given = resource.timeouts?.[operation];
    const least = usual?.[operation];
    if (given === undefined || least === undefined) return [];
    return broken(
      given < least,
      resource,
      "",
      `gives up its ${operation} after ${given / MINUTE} minutes, where the provider waits ${least / MINUTE}; leave customTimeouts out`,
    );
  });
}
