import { clusterRules } from "../../../inventory/api-rules/cluster";
import { schedulerRules } from "../../../inventory/api-rules/scheduler";
import { resource } from "../scene";
import { holdRules } from "./hold";

describe("scheduler jobs", () => {
  const account = { serviceAccountEmail: "sch@bank-prod.iam.gserviceaccount.com" };
  const job = () =>
    resource("cloudscheduler.Job", {
      name: "export",
      region: "us-central1",
      schedule: "0 */6 * * *",
      attemptDeadline: "320s",
      httpTarget: { uri: "https://workflowexecutions.googleapis.com/v1/x", oauthToken: account },
    });

  holdRules(schedulerRules, [
    [
      "scheduler/two-tokens",
      [withUri(job(), "https://bank.example.com/")],
      { "httpTarget.oidcToken": account },
      [
        "httpTarget.oauthToken: can't be given together with httpTarget.oidcToken; keep oauthToken for Google's APIs",
      ],
    ],
    [
      "scheduler/identity-token-for-google",
      [job()],
      { "httpTarget.oauthToken": undefined, "httpTarget.oidcToken": account },
      ['httpTarget.oidcToken: is not taken by "workflowexecutions.googleapis.com"; use oauthToken'],
    ],
    [
      "scheduler/schedule",
      [job()],
      { schedule: "0 */6 * *" },
      ['schedule: "0 */6 * *" doesn\'t have the five fields of cron; write it as "0 */6 * * *"'],
    ],
    [
      "scheduler/attempt-deadline",
      [job()],
      { attemptDeadline: "1 hour" },
      ['attemptDeadline: "1 hour" is not from 15 seconds to 30 minutes; write it as "320s"'],
    ],
  ]);
});

describe("clusters", () => {
  const cluster = () =>
    resource("container.Cluster", {
      name: "bank",
      location: "us-central1",
      initialNodeCount: 1,
      removeDefaultNodePool: true,
    });
  const versioned = () =>
    resource("container.Cluster", {
      name: "bank",
      location: "us-central1-a",
      initialNodeCount: 1,
      minMasterVersion: "1.34",
      nodeVersion: "1.34",
    });
  const pool = () =>
    resource("container.NodePool", {
      name: "web",
      cluster: "bank",
      autoscaling: { totalMinNodeCount: 3, totalMaxNodeCount: 12 },
      upgradeSettings: { maxSurge: 1, maxUnavailable: 0 },
    });
  const plan = () =>
    resource("gkebackup.BackupPlan", {
      name: "bank",
      cluster: "bank",
      location: "us-east1",
      retentionPolicy: { backupDeleteLockDays: 7, backupRetainDays: 30 },
      backupSchedule: { rpoConfig: { targetRpoMinutes: 1440 } },
    });
  const restore = () =>
    resource("gkebackup.RestorePlan", {
      name: "bank",
      location: "us-east1",
      backupPlan: "bank",
      cluster: "bank",
      restoreConfig: { allNamespaces: true },
    });

  holdRules(clusterRules, [
    [
      "cluster/node-version",
      [versioned()],
      { minMasterVersion: "1.35" },
      ['nodeVersion: "1.34" differs from minMasterVersion "1.35"; give both the same, or neither'],
    ],
    [
      "cluster/node-version",
      [versioned()],
      { removeDefaultNodePool: true },
      ['nodeVersion: "1.34" doesn\'t go with removeDefaultNodePool; set it on the node pools'],
    ],
    [
      "cluster/own-zone-again",
      [versioned()],
      { nodeLocations: ["us-central1-a", "us-central1-b"] },
      ['nodeLocations: "us-central1-a" is the cluster\'s own zone; leave it out'],
    ],
    [
      "cluster/no-nodes",
      [cluster()],
      { initialNodeCount: undefined },
      [
        "initialNodeCount: is missing or 0; give 1, with removeDefaultNodePool where the pools stand alone",
      ],
    ],
    [
      "node-pool/surge-of-another-strategy",
      [pool()],
      { "upgradeSettings.strategy": "BLUE_GREEN" },
      [
        'upgradeSettings.maxSurge: doesn\'t go with the strategy "BLUE_GREEN"; leave it out, or use SURGE',
      ],
    ],
    [
      "node-pool/no-room-to-upgrade",
      [pool()],
      { "upgradeSettings.maxSurge": 0 },
      ['upgradeSettings: has maxSurge and maxUnavailable both "0"; set maxSurge to 1'],
    ],
    [
      "node-pool/totals-and-counts",
      [pool()],
      { "autoscaling.maxNodeCount": 4 },
      [
        "autoscaling.maxNodeCount: counts per zone and can't be mixed with totals; use totalMinNodeCount and totalMaxNodeCount alone",
      ],
    ],
    [
      "node-pool/autoscaling-limits",
      [pool()],
      { "autoscaling.totalMinNodeCount": 13 },
      [
        'autoscaling.totalMinNodeCount: "13" is above totalMaxNodeCount "12"; lower it, or raise totalMaxNodeCount',
      ],
    ],
    [
      "cluster-backup/retention",
      [plan()],
      { "retentionPolicy.backupDeleteLockDays": 60 },
      ['retentionPolicy.backupDeleteLockDays: "60" is above backupRetainDays "30"; lower it'],
    ],
    [
      "cluster-backup/retention",
      [plan()],
      { "retentionPolicy.backupDeleteLockDays": 91, "retentionPolicy.backupRetainDays": 400 },
      [
        'retentionPolicy.backupDeleteLockDays: "91" is not from 0 to 90; use 7',
        'retentionPolicy.backupRetainDays: "400" is not from 0 to 365; use 30',
      ],
    ],
    [
      "cluster-backup/schedule",
      [plan()],
      {
        "backupSchedule.cronSchedule": "0 2 * * *",
        "backupSchedule.rpoConfig.targetRpoMinutes": 30,
      },
      [
        "backupSchedule.cronSchedule: can't be given together with backupSchedule.rpoConfig; keep one of them",
        'backupSchedule.rpoConfig.targetRpoMinutes: "30" is not from 60 to 86400; use 1440 for a day',
      ],
    ],
    [
      "cluster-backup/schedule",
      [plan()],
      { retentionPolicy: undefined },
      [
        "retentionPolicy.backupRetainDays: is missing, and backupSchedule needs it; give the days to keep a backup",
      ],
    ],
    [
      "cluster-backup/all-namespaces",
      [restore()],
      { "restoreConfig.allNamespaces": false },
      ['restoreConfig.allNamespaces: "false" is no choice; set it to true, or name the namespaces'],
    ],
  ]);
});

function withUri(job: ReturnType<typeof resource>, uri: string): ReturnType<typeof resource> {
  return {
    ...job,
    inputs: {
      ...job.inputs,
      httpTarget: {
        uri,
        oauthToken: { serviceAccountEmail: "sch@bank-prod.iam.gserviceaccount.com" },
      },
    },
  };
}
