import { referenced } from "../../inventory/api-rules/references";
import { given, isLate, numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext } from "../context";
import { broken, type PolicyRule } from "../rule";

const RECORDS = ["dns.RecordSet"];
const FORWARDING = ["compute.GlobalForwardingRule", "compute.ForwardingRule"];
const ADDRESSES = ["compute.GlobalAddress", "compute.Address"];

export const dnsRules: readonly PolicyRule[] = [
  {
    id: "R20",
    title: "Records are forgotten within five minutes, those that fail over within one",
    severity: "warning",
    source:
      "background knowledge: clients go on asking the old place until a record's time is over. The public address is reserved, since a new rule gets another one; R29 holds that the address is protected",
    fix: "use a TTL of 300 s at most, 60 s with a routing policy, and a reserved address",
    scope: "stack",
    applies: {
      to: "a DNS record or a forwarding rule",
      when: (context) => every(context, [...RECORDS, ...FORWARDING]).length > 0,
    },
    breaches: (context) => [
      ...every(context, RECORDS).flatMap((record) => {
        const ttl = numberAt(record.inputs, "ttl");
        const most = given(record.inputs, "routingPolicy") ? 60 : 300;
        const isOfZone = ["NS", "SOA"].includes(textAt(record.inputs, "type") ?? "");
        return broken(
          ttl !== undefined && ttl > most && !isOfZone,
          record,
          "ttl",
          `"${ttl}" keeps clients away for so many seconds after a change; use ${most} or less`,
        );
      }),
      ...publicRules(context).flatMap((rule) => {
        const { inputs } = rule;
        const reserved = referenced(rule, "ipAddress", context.inventory, ADDRESSES);
        return broken(
          reserved.length === 0 && !isForeign(inputs["ipAddress"]),
          rule,
          "ipAddress",
          "is no reserved address, so a new rule gets another one; reserve it as a GlobalAddress",
        );
      }),
    ],
  },
];

function publicRules(context: PolicyContext) {
  return every(context, FORWARDING).filter(({ inputs }) =>
    textAt(inputs, "loadBalancingScheme", "EXTERNAL")?.startsWith("EXTERNAL"),
  );
}

/** A late address of which no resource of these stacks is known may be anybody's. */
function isForeign(address: unknown): boolean {
  return isLate(address);
}
