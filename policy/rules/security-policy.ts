import { kindName } from "../../inventory/fields/rules";
import { given, listAt, numberAt, textAt, valueAt } from "../../inventory/values";
import type { Resource } from "../../inventory/model";
import { every } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { BACKEND_SERVICES } from "./health-check";

const GLOBAL = ["compute.SecurityPolicy"];
const POLICIES = [...GLOBAL, "compute.RegionSecurityPolicy"];
const LAST = 2_147_483_647;

export const securityPolicyRules: readonly PolicyRule[] = [
  {
    id: "R33",
    title: "Public services shed what one client sends too much of",
    severity: "warning",
    source:
      "Cloud Armor's page on rate limits: the cheapest place to refuse a flood is the edge. Regional policies have no adaptive protection. R17 holds that its logs are on",
    fix: "attach a policy with a rate limit, adaptive protection and a last rule",
    scope: "stack",
    applies: {
      to: "a public backend service, or a security policy",
      when: (context) => every(context, [...BACKEND_SERVICES, ...POLICIES]).length > 0,
    },
    breaches: (context) => [
      ...every(context, BACKEND_SERVICES)
        .filter(({ inputs }) =>
          textAt(inputs, "loadBalancingScheme", "EXTERNAL")?.startsWith("EXTERNAL"),
        )
        .flatMap((service) =>
          broken(
            !given(service.inputs, "securityPolicy"),
            service,
            "securityPolicy",
            "is missing, so one client can take all there is; attach one",
          ),
        ),
      ...every(context, POLICIES).flatMap(policyFaults),
    ],
  },
];

function policyFaults(policy: Resource): PolicyBreach[] {
  const rules = listAt(policy.inputs, "rules");
  const actions = rules.map((rule) => textAt(rule, "action"));
  const adaptive = "adaptiveProtectionConfig.layer7DdosDefenseConfig.enable";
  return [
    ...broken(
      !actions.some((action) => action === "throttle" || action === "rate_based_ban"),
      policy,
      "rules",
      "none limits the rate of a client; add one that throttles",
    ),
    ...broken(
      !rules.some((rule) => numberAt(rule, "priority") === LAST),
      policy,
      "rules",
      `none has the last priority "${LAST}", so nobody sees what holds for the rest; add it`,
    ),
    ...broken(
      GLOBAL.includes(kindName(policy.type)) && valueAt(policy.inputs, adaptive) !== true,
      policy,
      adaptive,
      "nothing learns what an attack looks like; set it to true",
    ),
  ];
}
