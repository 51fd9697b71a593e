import type { Resource } from "../../inventory/model";
import { given, listAt, textAt } from "../../inventory/values";
import { every, isLost, type PolicyContext, regionOf, subjectOf, trusted } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { SIGNALS } from "./signals";

const POLICIES = ["monitoring.AlertPolicy"];
const WATCHED = SIGNALS.flatMap(({ kinds }) => kinds);

export const monitoringRules: readonly PolicyRule[] = [
  {
    id: "R28",
    title: "Whatever fails, somebody is told, and what to do stands beside it",
    severity: "warning",
    source:
      "Google's Well-Architected Framework, reliability: detect failures by observability; scenarios in which a replica was broken for days and nobody knew. The budget is left out: it belongs to the billing account",
    fix: "let the home region's stack declare alerts for it, told to people who are described",
    scope: "system",
    applies: {
      to: "a service or a database",
      when: (context) => every(context, WATCHED).length > 0,
    },
    breaches: (context) => {
      const policies = every(context, POLICIES);
      return [
        ...heard(context, policies),
        ...policies.flatMap((policy) => clear(policy)),
        ...unwatched(context, policies),
        ...burning(context, policies),
        ...common(context, policies),
      ];
    },
  },
];

/** Alerts that nobody hears; where nobody is described that is said once. */
function heard(context: PolicyContext, policies: readonly Resource[]): readonly PolicyBreach[] {
  const silent = policies.filter(
    ({ inputs }) => listAt(inputs, "notificationChannels").length === 0,
  );
  const nobody = every(context, ["monitoring.NotificationChannel"]).length === 0;
  return silent
    .slice(0, nobody ? 1 : undefined)
    .flatMap((policy) =>
      broken(
        true,
        policy,
        "notificationChannels",
        nobody
          ? "nobody is told of anything; describe people, and who owns what"
          : "is missing: nobody is told; describe an owner of what it is about",
      ),
    );
}

/** An alert that never comes, or says nothing of what to do. */
function clear(policy: Resource): readonly PolicyBreach[] {
  const { inputs } = policy;
  return [
    ...broken(
      inputs["enabled"] === false,
      policy,
      "enabled",
      '"false": it never comes; leave it out',
    ),
    ...broken(
      !/standby runbook [a-z]/.test(textAt(inputs, "documentation.content") ?? ""),
      policy,
      "documentation.content",
      'names no runbook; name it, such as "standby runbook region-loss"',
    ),
  ];
}

/** What its conditions look at. A text that comes late looks at nothing that could be told here. */
function looksAt(policy: Resource): readonly string[] {
  return listAt(policy.inputs, "conditions").flatMap((condition) =>
    [
      "conditionThreshold.filter",
      "conditionPrometheusQueryLanguage.query",
      "conditionMatchedLog.filter",
    ].flatMap((path) => textAt(condition, path) ?? []),
  );
}

function hasAlert(policies: readonly Resource[], words: readonly string[]): boolean {
  return policies.some((policy) =>
    looksAt(policy).some((text) => words.every((word) => text.includes(word))),
  );
}

/** Whatever stands in a standing region, or in none, has an alert for each of its signals. */
function unwatched(context: PolicyContext, policies: readonly Resource[]): readonly PolicyBreach[] {
  const { situation } = context;
  return SIGNALS.flatMap(({ kinds, metric, what, names, only }) =>
    trusted(context, kinds)
      .filter((resource) => stands(context, resource) && (only?.(resource, context) ?? true))
      .flatMap((resource) => {
        const words = names({
          resource,
          subject: subjectOf(context, resource) ?? "",
          region: regionOf(resource) ?? situation.home,
        });
        return broken(
          !hasAlert(policies, [metric, ...words]),
          resource,
          "",
          `nobody is told of ${what}; add an alert on "${metric}"`,
        );
      }),
  );
}

function stands(context: PolicyContext, resource: Resource): boolean {
  const region = regionOf(resource);
  if (region === undefined) return true;
  return !isLost(context, region) && context.situation.regions[region]?.state === "standing";
}

/** Both windows of the fastest rate of the SRE workbook, for each service whose loss hurts at once. */
function burning(context: PolicyContext, policies: readonly Resource[]): readonly PolicyBreach[] {
  const { services, system } = context.situation;
  return every(context, ["compute.BackendService"]).flatMap((backend) => {
    const service = subjectOf(context, backend) ?? "";
    const goal = `/services/${system}-${service}/`;
    return broken(
      services[service]?.tier === "critical" &&
        !["3600s", "300s"].every((window) =>
          hasAlert(policies, ["select_slo_burn_rate", goal, `"${window}"`]),
        ),
      backend,
      "",
      "nobody is told that its error budget burns; add an alert over an hour and five minutes",
    );
  });
}

/** What no resource stands for: quotas, and alerting itself. */
function common(context: PolicyContext, policies: readonly Resource[]): readonly PolicyBreach[] {
  const [first] = every(context, WATCHED);
  if (!first) return [];
  const outside = policies.some(({ inputs }) =>
    listAt(inputs, "alertStrategy.notificationChannelStrategies").some((strategy) =>
      given(strategy, "renotifyInterval"),
    ),
  );
  const home = Object.entries(context.situation.regions).filter(
    ([, { state }]) => state === "standing",
  );
  return [
    ...broken(
      !hasAlert(policies, ["quota_allocation_usage"]),
      first,
      "",
      'nobody is told that a quota runs out; add an alert on "quota_allocation_usage"',
    ),
    ...home.flatMap(([region]) =>
      broken(
        !hasAlert(policies, ["absent", "heartbeat", region]),
        first,
        "",
        `nobody is told that ${region} is silent; add an alert on the absence of its heartbeat`,
      ),
    ),
    ...broken(
      !outside,
      first,
      "",
      "nobody outside notices that alerting is gone; describe monitoring.heartbeat",
    ),
  ];
}
