import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { childOf } from "./options";

/** Requests a minute from one address before it has to wait. */
const REQUESTS_PER_MINUTE = 600;

export interface FirewallArgs {
  /** Whether requests are held against known attacks and learned traffic, or only counted. */
  readonly inspects: boolean;
}

/**
 * Cloud Armor in front of public services: a rate for each client, known attacks refused, and
 * adaptive protection that learns what normal traffic looks like.
 *
 * Global, so it survives the loss of a region. Costs its rules by the month and requests by the
 * million, nothing more in standby. Doesn't cover what comes past the load balancers, and a rule of
 * its own may refuse users: for that there is the bypass.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Firewall("online-bank", { inspects: true });
 * // registers compute.SecurityPolicy
 */
export class Firewall extends pulumi.ComponentResource {
  /** Link of the policy. */
  readonly policy: pulumi.Output<string>;

  constructor(name: string, { inspects }: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Firewall", name, {}, opts);
    const policy = new gcp.compute.SecurityPolicy(
      name,
      policyInputs(inspects),
      childOf(this, opts),
    );
    this.policy = policy.selfLink;
    this.registerOutputs({ policy: this.policy });
  }
}

const ANYONE = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };

/** Rule sets of Google's; the lowest sensitivity has the fewest false alarms. */
const ATTACKS = ["sqli-v33-stable", "xss-v33-stable", "rce-v33-stable"];

/** A rate for each client, and nothing else; regional policies take the same. */
export function limitOnly() {
  return [
    {
      priority: 1000,
      action: "throttle",
      description: "A rate for each client",
      match: ANYONE,
      rateLimitOptions: {
        conformAction: "allow",
        exceedAction: "deny(429)",
        enforceOnKey: "IP",
        rateLimitThreshold: { count: REQUESTS_PER_MINUTE, intervalSec: 60 },
      },
    },
    { priority: 2147483647, action: "allow", description: "Everyone else", match: ANYONE },
  ];
}

function policyInputs(inspects: boolean): gcp.compute.SecurityPolicyArgs {
  const attacks = inspects ? ATTACKS : [];
  return {
    type: "CLOUD_ARMOR",
    rules: [
      ...attacks.map((set, index) => ({
        priority: 100 + index,
        action: "deny(403)",
        description: `Known attacks: ${set}`,
        match: {
          expr: { expression: `evaluatePreconfiguredWaf('${set}', {'sensitivity': 1})` },
        },
      })),
      ...limitOnly(),
    ],
    // It reports what it has learned and refuses nothing by itself.
    adaptiveProtectionConfig: {
      layer7DdosDefenseConfig: { enable: true, ruleVisibility: "STANDARD" },
    },
  };
}
