import type { Topology } from "../model";
import { type Alert, runbook } from "./alert";
import { toldInCommon } from "./told";

/** Calls that change rights, ways in, or databases, as the audit log names them; names are a service's own. */
const METHODS = [
  "SetIamPolicy",
  "firewalls\\.(insert|patch|update|delete)",
  "(backendServices|urlMaps|targetHttpsProxies|forwardingRules|globalForwardingRules|securityPolicies)\\.\\w*(insert|patch|update|delete|set)\\w*",
  "cloudsql\\.instances\\.(create|update|patch|delete|promoteReplica|switchover|failover|restoreBackup)",
  "(Create|Update|Destroy|Restore)CryptoKey\\w*",
  "dns\\.(changes\\.create|managedZones\\.\\w+)",
];

/** Changes of what matters, by anybody but the account that deployments run as. */
export function changedBy({ system }: Omit<Topology, "monitoring">): Alert {
  const deployer = system.monitoring?.deployer;
  const others = deployer
    ? [`NOT protoPayload.authenticationInfo.principalEmail = "${deployer}"`]
    : [];
  const filter = [
    'log_id("cloudaudit.googleapis.com/activity")',
    `protoPayload.methodName =~ "${METHODS.join("|")}"`,
    // Google's own services report what they do under accounts in projects of Google's.
    'NOT protoPayload.authenticationInfo.principalEmail =~ "@(gcp-sa-[a-z0-9-]+\\.iam|compute-system\\.iam|cloudservices)\\.gserviceaccount\\.com$"',
    ...others,
  ];
  return {
    name: "changed-by-hand",
    title: deployer ? "somebody changed what only deployments change" : "something was changed",
    means:
      "Rights, ways in or a database are no longer as described: the next deployment sets them back, a recovery may fail.",
    urgency: "error",
    when: "any",
    conditions: [
      {
        kind: "logged",
        title: "changes of rights, firewall, load balancers, databases or names",
        limit: deployer ? `each that is not by ${deployer}` : "each",
        filter: filter.map((term) => `(${term})`).join(" AND "),
      },
    ],
    told: toldInCommon(system, "error"),
    runbook: runbook("bad-release"),
  };
}
