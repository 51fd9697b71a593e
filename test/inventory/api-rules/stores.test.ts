import { snapshotRules } from "../../../inventory/api-rules/snapshot";
import { storeRules } from "../../../inventory/api-rules/store";
import { resource } from "../scene";
import { holdRules } from "./hold";

describe("snapshots and disks", () => {
  const daily = () =>
    resource("compute.ResourcePolicy", {
      name: "bank",
      region: "us-central1",
      snapshotSchedulePolicy: {
        schedule: { dailySchedule: { daysInCycle: 1, startTime: "04:00" } },
      },
    });
  const hourly = () =>
    resource("compute.ResourcePolicy", {
      name: "bank",
      region: "us-central1",
      snapshotSchedulePolicy: {
        schedule: { hourlySchedule: { hoursInCycle: 4, startTime: "04:00" } },
      },
    });
  const attachment = () =>
    resource("compute.RegionDiskResourcePolicyAttachment", {
      name: "bank",
      disk: "data",
      region: "us-central1",
    });
  const disk = () =>
    resource("compute.RegionDisk", {
      name: "data",
      region: "us-central1",
      replicaZones: ["us-central1-a", "us-central1-b"],
      size: 100,
    });
  const schedule = "snapshotSchedulePolicy.schedule";

  const original = () =>
    resource("compute.RegionDisk", {
      name: "bank-us-central1-1",
      region: "us-central1",
      replicaZones: ["us-central1-a", "us-central1-b"],
      size: 100,
    });
  const copy = () =>
    resource("compute.RegionDisk", {
      name: "bank-us-east1-1",
      region: "us-east1",
      replicaZones: ["us-east1-b", "us-east1-c"],
      size: 100,
      asyncPrimaryDisk: { disk: "projects/bank-prod/regions/us-central1/disks/bank-us-central1-1" },
    });

  holdRules(snapshotRules, [
    [
      "snapshot/empty-policy",
      [daily()],
      { snapshotSchedulePolicy: undefined },
      [": does nothing: it has no policy in it; give snapshotSchedulePolicy or another one"],
    ],
    [
      "snapshot/days-in-cycle",
      [daily()],
      { [`${schedule}.dailySchedule.daysInCycle`]: 2 },
      [
        'snapshotSchedulePolicy.schedule.dailySchedule.daysInCycle: "2" is not 1, which is all it can be; use 1',
      ],
    ],
    [
      "snapshot/hours-in-cycle",
      [hourly()],
      { [`${schedule}.hourlySchedule.hoursInCycle`]: 24 },
      [
        'snapshotSchedulePolicy.schedule.hourlySchedule.hoursInCycle: "24" is not from 1 to 23; use 4',
      ],
    ],
    [
      "snapshot/policy-elsewhere",
      [attachment(), daily()],
      { region: "us-east1" },
      ['name: "bank" is a policy of us-central1, the disk is in us-east1; use one of us-east1'],
    ],
    [
      "disk/copy-in-same-region",
      [copy()],
      { "asyncPrimaryDisk.disk": "projects/bank-prod/regions/us-east1/disks/bank-us-east1-1" },
      [
        'asyncPrimaryDisk.disk: "projects/bank-prod/regions/us-east1/disks/bank-us-east1-1" is in us-east1 too; a copy is in another region',
      ],
    ],
    [
      "disk/copy-of-other-size",
      [copy(), original()],
      { size: 200 },
      [
        'size: "200" GB is not the 100 GB of bank-us-central1-1, which it copies; give both the same',
      ],
    ],
    [
      "snapshot/replica-zones",
      [disk()],
      { replicaZones: ["us-central1-a", "us-central1-a"] },
      ['replicaZones: has "1" different zones; give exactly 2'],
    ],
  ]);
});

describe("other stores", () => {
  const spanner = () =>
    resource("spanner.Instance", {
      name: "bank-ledger",
      displayName: "ledger",
      config: "regional-us-central1",
      numNodes: 1,
    });
  const schedule = () =>
    resource("spanner.BackupSchedule", {
      name: "daily",
      instance: "bank-ledger",
      database: "ledger",
      retentionDuration: "2592000s",
      fullBackupSpec: {},
    });
  const database = () =>
    resource("spanner.Database", {
      name: "ledger",
      instance: "bank-ledger",
      versionRetentionPeriod: "7d",
    });
  const backups = () =>
    resource("firestore.BackupSchedule", { retention: "604800s", dailyRecurrence: {} });
  const dataset = () =>
    resource("bigquery.Dataset", { datasetId: "orders", maxTimeTravelHours: "168" });
  const redis = () =>
    resource("redis.Instance", {
      name: "sessions",
      memorySizeGb: 5,
      tier: "STANDARD_HA",
      replicaCount: 1,
    });

  holdRules(storeRules, [
    [
      "spanner/no-capacity",
      [spanner()],
      { numNodes: undefined },
      [": has none of numNodes, processingUnits, autoscalingConfig; give exactly one of them"],
    ],
    [
      "spanner/edition",
      [spanner()],
      { config: "nam3" },
      [
        'edition: "STANDARD" has no configuration over several regions such as "nam3"; set ENTERPRISE_PLUS',
      ],
    ],
    [
      "spanner/edition-for-autoscaler",
      [spanner()],
      {
        numNodes: undefined,
        autoscalingConfig: { autoscalingLimits: { minNodes: 1, maxNodes: 3 } },
      },
      ['edition: "STANDARD" has no autoscaling; set ENTERPRISE or ENTERPRISE_PLUS'],
    ],
    [
      "spanner/display-name",
      [spanner()],
      { displayName: "db" },
      ['displayName: "db" has 2 characters, 4 to 30 are allowed; change it'],
    ],
    [
      "spanner/backup-retention",
      [schedule()],
      { retentionDuration: "400d" },
      ['retentionDuration: "400d" is not up to 366 days in seconds; write "2592000s" for 30 days'],
    ],
    [
      "spanner/version-retention",
      [database()],
      { versionRetentionPeriod: "8d" },
      ['versionRetentionPeriod: "8d" is not from 1 hour to 7 days; write "7d"'],
    ],
    [
      "firestore/backup-retention",
      [backups()],
      { retention: "8467201s" },
      ['retention: "8467201s" is not up to 8467200s (14 weeks); write "604800s" for 7 days'],
    ],
    [
      "bigquery/time-travel",
      [dataset()],
      { maxTimeTravelHours: "24" },
      ['maxTimeTravelHours: "24" is not from 48 to 168; write "168" for 7 days'],
    ],
    [
      "redis/replicas",
      [redis()],
      { tier: "BASIC" },
      ['replicaCount: "1" doesn\'t go with the tier "BASIC"; use STANDARD_HA'],
    ],
    [
      "store/deletion-policy",
      [dataset()],
      { deletionPolicy: "RETAIN" },
      ['deletionPolicy: "RETAIN" is not one of DELETE, PREVENT, ABANDON; use one of these'],
    ],
  ]);
});
