import { alertPolicyRules } from "./alert-policy";
import { autoscalerRules } from "./autoscaler";
import { backendRules } from "./backend";
import { backendServiceRules } from "./backend-service";
import { bucketRules } from "./bucket";
import { certificateRules } from "./certificate";
import { clusterRules } from "./cluster";
import { dnsRules } from "./dns";
import { firewallRules } from "./firewall";
import { forwardingRuleRules } from "./forwarding-rule";
import { healthCheckRules } from "./health-check";
import { iamRules } from "./iam";
import { instanceGroupRules } from "./instance-group";
import { manifestRules } from "./manifest";
import { meshRules } from "./mesh";
import { monitoringRules } from "./monitoring";
import { nameRules } from "./name";
import { networkRules } from "./network";
import { pubsubRules } from "./pubsub";
import type { ApiRule } from "./rule";
import { schedulerRules } from "./scheduler";
import { securityPolicyRules } from "./security-policy";
import { snapshotRules } from "./snapshot";
import { sqlAddressRules } from "./sql-address";
import { sqlBackupRules } from "./sql-backup";
import { sqlInstanceRules } from "./sql-instance";
import { sqlUserRules } from "./sql-user";
import { storeRules } from "./store";
import { subnetworkRules } from "./subnetwork";
import { templateRules } from "./template";
import { urlMapRules } from "./url-map";

/** All rules, area by area. */
export const apiRules: readonly ApiRule[] = [
  ...[templateRules, instanceGroupRules, autoscalerRules, healthCheckRules, firewallRules],
  ...[backendRules, backendServiceRules, urlMapRules, forwardingRuleRules, certificateRules],
  ...[securityPolicyRules, dnsRules, sqlInstanceRules, sqlBackupRules, sqlAddressRules],
  ...[sqlUserRules, bucketRules, snapshotRules, storeRules, schedulerRules, clusterRules],
  ...[pubsubRules, monitoringRules, alertPolicyRules, networkRules, subnetworkRules, iamRules],
  ...[nameRules, manifestRules, meshRules],
].flat();
