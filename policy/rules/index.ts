import type { PolicyRule } from "../rule";
import { apiRules } from "./api";
import { bucketRules } from "./bucket";
import { capacityRules } from "./capacity";
import { certificateRules } from "./certificate";
import { databaseRules } from "./database";
import { databaseBackupRules } from "./database-backup";
import { databaseReplicaRules } from "./database-replica";
import { databaseWriterRules } from "./database-writer";
import { diskRules } from "./disk";
import { dnsRules } from "./dns";
import { encryptionRules } from "./encryption";
import { firewallRules } from "./firewall";
import { healthCheckRules } from "./health-check";
import { identityRules } from "./identity";
import { instanceGroupRules } from "./instance-group";
import { labelRules } from "./label";
import { loadBalancerRules } from "./load-balancer";
import { monitoringRules } from "./monitoring";
import { networkRules } from "./network";
import { placeRules } from "./place";
import { protectionRules } from "./protection";
import { queueRules } from "./queue";
import { secretRules } from "./secret";
import { securityPolicyRules } from "./security-policy";
import { stateHomeRules } from "./state-home";
import { storeRules } from "./store";
import { templateRules } from "./template";
import { timeoutRules } from "./timeout";

/** All rules, in the order of their numbers. */
export const policyRules: readonly PolicyRule[] = [
  ...[databaseRules, databaseReplicaRules, databaseBackupRules, encryptionRules],
  ...[instanceGroupRules, capacityRules, healthCheckRules, firewallRules, loadBalancerRules],
  ...[certificateRules, dnsRules, networkRules, bucketRules, secretRules, templateRules],
  ...[identityRules, diskRules, protectionRules, securityPolicyRules, queueRules, storeRules],
  ...[placeRules, apiRules, labelRules, databaseWriterRules, monitoringRules],
  ...[timeoutRules, stateHomeRules],
]
  .flat()
  .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
