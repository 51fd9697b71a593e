import { referenced, referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { isBlock, numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, trusted } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { anyGroup, GROUPS, isServing, serviceOf } from "./instance-group";

export const HEALTH_CHECKS = ["compute.HealthCheck", "compute.RegionHealthCheck"];
export const BACKEND_SERVICES = ["compute.BackendService", "compute.RegionBackendService"];

export const healthCheckRules: readonly PolicyRule[] = [
  {
    id: "R14",
    title: "Autohealing has a check of its own, gentler than the load balancer's, after the boot",
    severity: "error",
    source:
      "Google's page on autohealing: taking an instance out of service is harmless if wrong, making it anew isn't. A check that asks for the database would restart every instance while the database is down. Workers are sent nothing and have no check; their backlog tells",
    fix: "give autohealing a check of liveness, with more patience, and a delay of the boot time at least",
    scope: "system",
    applies: anyGroup,
    breaches: (context) =>
      trusted(context, GROUPS)
        .filter(isServing)
        .flatMap((group) => healing(context, group)),
  },
  {
    id: "R15",
    title: "A health check gives up before it asks again",
    severity: "error",
    source: "provider's schema of `timeoutSec`",
    fix: "set timeoutSec to at most checkIntervalSec",
    scope: "stack",
    applies: {
      to: "a health check",
      when: (context) => every(context, HEALTH_CHECKS).length > 0,
    },
    breaches: (context) =>
      every(context, HEALTH_CHECKS).flatMap((check) => {
        // What Google takes where nothing is said: five seconds for both.
        const timeout = numberAt(check.inputs, "timeoutSec", 5);
        const interval = numberAt(check.inputs, "checkIntervalSec", 5);
        return broken(
          timeout !== undefined && interval !== undefined && timeout > interval,
          check,
          "timeoutSec",
          `"${timeout}" is longer than the ${interval} s from one question to the next; use ${interval} or less`,
        );
      }),
  },
];

function healing(context: PolicyContext, group: Resource): PolicyBreach[] {
  const path = "autoHealingPolicies";
  const [check] = referenced(group, path, context.inventory, HEALTH_CHECKS);
  if (check === undefined) {
    return broken(
      group.inputs[path] === undefined,
      group,
      path,
      "is missing: an instance that hangs stays as it is; give it a check of liveness",
    );
  }
  const delay = numberAt(group.inputs, `${path}.initialDelaySec`, 0);
  const { bootTime } = serviceOf(context, group) ?? {};
  return [
    ...trafficChecks(context, group).flatMap((traffic) => against(group, check, traffic)),
    ...broken(
      delay !== undefined && bootTime !== undefined && delay < bootTime,
      group,
      `${path}.initialDelaySec`,
      `"${delay}" is over before the ${bootTime} s of a boot, so no instance would ever come up; use ${bootTime} or more`,
    ),
  ];
}

/** The checks of the load balancers that a group is behind. */
export function trafficChecks({ inventory }: PolicyContext, group: Resource): readonly Resource[] {
  return referrers(group, "backends", inventory, BACKEND_SERVICES).flatMap((service) =>
    referenced(service, "healthChecks", inventory, HEALTH_CHECKS),
  );
}

function against(group: Resource, check: Resource, traffic: Resource): PolicyBreach[] {
  if (check === traffic) {
    return broken(
      true,
      group,
      "autoHealingPolicies.healthCheck",
      `"${check.name}" decides about traffic too, and would restart instances that only wait; make one of its own`,
    );
  }
  const asked = pathOf(check);
  const [patience, least] = [patienceOf(check), patienceOf(traffic)];
  return [
    ...broken(
      asked !== undefined && asked === pathOf(traffic),
      check,
      "httpHealthCheck.requestPath",
      `"${asked}" is what the load balancer asks for; ask for liveness alone`,
    ),
    ...broken(
      patience !== undefined && least !== undefined && patience <= least,
      check,
      "unhealthyThreshold",
      `gives up after ${patience} s, no later than the load balancer's ${least} s; raise it, or checkIntervalSec`,
    ),
  ];
}

function pathOf({ inputs }: Resource): string | undefined {
  const block = Object.values(inputs).find((value) => isBlock(value) && "requestPath" in value);
  return textAt(block, "requestPath");
}

/** Seconds until a check gives an instance up; the defaults are Google's. */
function patienceOf({ inputs }: Resource): number | undefined {
  const interval = numberAt(inputs, "checkIntervalSec", 5);
  const threshold = numberAt(inputs, "unhealthyThreshold", 2);
  return interval === undefined || threshold === undefined ? undefined : interval * threshold;
}
