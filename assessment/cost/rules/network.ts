import type { Resource } from "../../../inventory/model";
import { listAt, textAt } from "../../../inventory/values";
import type { Line, Rule, Rules } from "../bill";
import { HOURS_A_MONTH } from "../prices";

/** Ways in, names and protection. */
export const networkRules: Rules = {
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": forwardingRule,
  "gcp:compute/forwardingRule:ForwardingRule": forwardingRule,
  "gcp:compute/securityPolicy:SecurityPolicy": policy,
  "gcp:compute/regionSecurityPolicy:RegionSecurityPolicy": policy,
  "gcp:dns/managedZone:ManagedZone": monthly("zone", "dns.zone"),
};

/** One of a thing for a month. */
export function monthly(what: string, sku: string): Rule {
  return () => [{ what, sku, place: "any", quantity: 1 }];
}

function forwardingRule(): readonly Line[] {
  return [
    { what: "forwarding rule", sku: "forwarding-rule", place: "any", quantity: HOURS_A_MONTH },
    { what: "data through it", because: "the size of requests and answers isn't described" },
  ];
}

function policy({ inputs }: Resource): readonly Line[] {
  // Only policies of the edge of the network have no price by rule.
  const type = textAt(inputs, "type", "CLOUD_ARMOR");
  if (type !== "CLOUD_ARMOR") return [{ what: "policy", because: `no price for ${type} is known` }];
  const rules = listAt(inputs, "rules").length;
  return [
    { what: "policy", sku: "armor.policy", place: "any", quantity: 1 },
    { what: `${rules} rules`, sku: "armor.rule", place: "any", quantity: rules },
    { what: "requests", because: "only the peak is described, not how many there are in a month" },
  ];
}
