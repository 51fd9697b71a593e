import { given, isLate, lacks, listAt, numberAt, textAt, valueAt } from "../values";
import { repeated, when, type ApiRule } from "./rule";

const POLICIES = ["compute.SecurityPolicy", "compute.RegionSecurityPolicy"];
const DEFAULT_PRIORITY = 2_147_483_647;
const ACTION = /^(allow|deny\((403|404|502)\)|deny|throttle|rate_based_ban|redirect)$/;

export const securityPolicyRules: readonly ApiRule[] = [
  {
    id: "security-policy/duplicate-priority",
    severity: "error",
    source: "preview",
    kinds: POLICIES,
    breaches: ({ inputs }) => {
      const priorities = listAt(inputs, "rules").map((rule) => numberAt(rule, "priority"));
      const known = priorities.filter((priority) => priority !== undefined);
      return repeated(known).flatMap((priority) =>
        when(true, "rules", `"${priority}" is the priority of two rules; give each its own`),
      );
    },
  },
  {
    id: "security-policy/default-rule",
    severity: "error",
    source: "docs",
    kinds: POLICIES,
    breaches: ({ inputs }) => {
      const rules = listAt(inputs, "rules");
      const priorities = rules.map((rule) => numberAt(rule, "priority"));
      const last = rules[priorities.indexOf(DEFAULT_PRIORITY)];
      const ranges = valueAt(last, "match.config.srcIpRanges");
      return [
        ...when(
          rules.length > 0 && last === undefined && !priorities.includes(undefined),
          "rules",
          `has no default rule; add one of priority ${DEFAULT_PRIORITY} that matches "*"`,
        ),
        ...when(
          Array.isArray(ranges) && !ranges.includes("*") && !ranges.some(isLate),
          `rules[${rules.indexOf(last)}].match.config.srcIpRanges`,
          'doesn\'t match "*", as the default rule has to; write ["*"]',
        ),
      ];
    },
  },
  {
    id: "security-policy/ranges-without-expression",
    severity: "error",
    source: "docs",
    kinds: POLICIES,
    breaches: ({ inputs }) =>
      listAt(inputs, "rules").flatMap((rule, index) =>
        when(
          (given(rule, "match.config") && lacks(rule, "match.versionedExpr")) ||
            (lacks(rule, "match.config") && given(rule, "match.versionedExpr")),
          `rules[${index}].match.versionedExpr`,
          'and config go together; give config and "SRC_IPS_V1", or neither',
        ),
      ),
  },
  {
    id: "security-policy/action",
    severity: "error",
    source: "docs",
    kinds: POLICIES,
    breaches: ({ inputs }) =>
      listAt(inputs, "rules").flatMap((rule, index) => {
        const action = textAt(rule, "action");
        return when(
          action !== undefined && !ACTION.test(action),
          `rules[${index}].action`,
          `"${action}" is not one of allow, deny(403), deny(404), deny(502), throttle, rate_based_ban, redirect; use one of these`,
        );
      }),
  },
  {
    id: "security-policy/limit-without-options",
    severity: "error",
    source: "docs",
    kinds: POLICIES,
    breaches: ({ inputs }) =>
      listAt(inputs, "rules").flatMap((rule, index) => {
        const action = textAt(rule, "action");
        return when(
          ["throttle", "rate_based_ban"].includes(action ?? "") && lacks(rule, "rateLimitOptions"),
          `rules[${index}].rateLimitOptions`,
          `is missing, and the action "${action}" needs it; give conformAction, exceedAction and a threshold`,
        );
      }),
  },
];
