import { flagAt, given, lacks, numberAt, textAt, textsAt } from "../values";
import { isNoneOf, isOutside, isOver, when, type ApiRule } from "./rule";

const CLUSTERS = ["container.Cluster"];
const POOLS = ["container.NodePool"];
const BACKUPS = ["gkebackup.BackupPlan"];

export const clusterRules: readonly ApiRule[] = [
  {
    id: "cluster/node-version",
    severity: "error",
    source: "preview",
    kinds: CLUSTERS,
    breaches: ({ inputs }) => {
      const [nodes, masters] = [textAt(inputs, "nodeVersion"), textAt(inputs, "minMasterVersion")];
      return [
        ...when(
          nodes !== undefined && (lacks(inputs, "minMasterVersion") || isNoneOf(masters, [nodes])),
          "nodeVersion",
          `"${nodes}" differs from minMasterVersion "${masters ?? ""}"; give both the same, or neither`,
        ),
        ...when(
          nodes !== undefined && flagAt(inputs, "removeDefaultNodePool") === true,
          "nodeVersion",
          `"${nodes}" doesn't go with removeDefaultNodePool; set it on the node pools`,
        ),
      ];
    },
  },
  {
    id: "cluster/own-zone-again",
    severity: "error",
    source: "preview",
    kinds: CLUSTERS,
    breaches: ({ inputs }) => {
      const location = textAt(inputs, "location");
      return when(
        location !== undefined &&
          /-[a-z]$/.test(location) &&
          textsAt(inputs, "nodeLocations").includes(location),
        "nodeLocations",
        `"${location}" is the cluster's own zone; leave it out`,
      );
    },
  },
  {
    id: "cluster/no-nodes",
    severity: "error",
    source: "docs",
    kinds: CLUSTERS,
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, "enableAutopilot", false) === false &&
          lacks(inputs, "nodePools") &&
          (lacks(inputs, "initialNodeCount") || numberAt(inputs, "initialNodeCount") === 0),
        "initialNodeCount",
        "is missing or 0; give 1, with removeDefaultNodePool where the pools stand alone",
      ),
  },
  {
    id: "node-pool/surge-of-another-strategy",
    severity: "error",
    source: "preview",
    kinds: POOLS,
    breaches: ({ inputs }) => {
      const strategy = textAt(inputs, "upgradeSettings.strategy", "SURGE");
      return ["maxSurge", "maxUnavailable"].flatMap((name) =>
        when(
          isOver(numberAt(inputs, `upgradeSettings.${name}`), 0) && isNoneOf(strategy, ["SURGE"]),
          `upgradeSettings.${name}`,
          `doesn't go with the strategy "${strategy}"; leave it out, or use SURGE`,
        ),
      );
    },
  },
  {
    id: "node-pool/no-room-to-upgrade",
    severity: "error",
    source: "docs",
    kinds: POOLS,
    breaches: ({ inputs }) =>
      when(
        numberAt(inputs, "upgradeSettings.maxSurge") === 0 &&
          numberAt(inputs, "upgradeSettings.maxUnavailable") === 0,
        "upgradeSettings",
        'has maxSurge and maxUnavailable both "0"; set maxSurge to 1',
      ),
  },
  {
    id: "node-pool/totals-and-counts",
    severity: "error",
    source: "docs",
    kinds: POOLS,
    breaches: ({ inputs }) => {
      const totals = ["totalMinNodeCount", "totalMaxNodeCount"];
      const mixed = ["minNodeCount", "maxNodeCount"].filter((name) => isGivenAbove(inputs, name));
      return when(
        totals.some((name) => isGivenAbove(inputs, name)) && mixed.length > 0,
        `autoscaling.${mixed[0]}`,
        "counts per zone and can't be mixed with totals; use totalMinNodeCount and totalMaxNodeCount alone",
      );
    },
  },
  {
    id: "node-pool/autoscaling-limits",
    severity: "error",
    source: "docs",
    kinds: POOLS,
    breaches: ({ inputs }) =>
      [
        ["minNodeCount", "maxNodeCount"],
        ["totalMinNodeCount", "totalMaxNodeCount"],
      ].flatMap(([low = "", high = ""]) => {
        const least = numberAt(inputs, `autoscaling.${low}`);
        const most = numberAt(inputs, `autoscaling.${high}`);
        return when(
          isOver(least, most),
          `autoscaling.${low}`,
          `"${least}" is above ${high} "${most}"; lower it, or raise ${high}`,
        );
      }),
  },
  {
    id: "cluster-backup/retention",
    severity: "error",
    source: "docs",
    kinds: BACKUPS,
    breaches: ({ inputs }) => {
      const lock = numberAt(inputs, "retentionPolicy.backupDeleteLockDays", 0);
      const retain = numberAt(inputs, "retentionPolicy.backupRetainDays");
      return [
        ...when(
          isOutside(lock, 0, 90),
          "retentionPolicy.backupDeleteLockDays",
          `"${lock}" is not from 0 to 90; use 7`,
        ),
        ...when(
          isOutside(retain, 0, 365),
          "retentionPolicy.backupRetainDays",
          `"${retain}" is not from 0 to 365; use 30`,
        ),
        ...when(
          isOver(lock, retain),
          "retentionPolicy.backupDeleteLockDays",
          `"${lock}" is above backupRetainDays "${retain}"; lower it`,
        ),
      ];
    },
  },
  {
    id: "cluster-backup/schedule",
    severity: "error",
    source: "docs",
    kinds: BACKUPS,
    breaches: ({ inputs }) => {
      const schedule = "backupSchedule";
      const minutes = numberAt(inputs, `${schedule}.rpoConfig.targetRpoMinutes`);
      return [
        ...when(
          given(inputs, `${schedule}.cronSchedule`) && given(inputs, `${schedule}.rpoConfig`),
          `${schedule}.cronSchedule`,
          "can't be given together with backupSchedule.rpoConfig; keep one of them",
        ),
        ...when(
          isOutside(minutes, 60, 86_400),
          `${schedule}.rpoConfig.targetRpoMinutes`,
          `"${minutes}" is not from 60 to 86400; use 1440 for a day`,
        ),
        ...when(
          given(inputs, schedule) && lacks(inputs, "retentionPolicy.backupRetainDays"),
          "retentionPolicy.backupRetainDays",
          "is missing, and backupSchedule needs it; give the days to keep a backup",
        ),
      ];
    },
  },
  {
    id: "cluster-backup/all-namespaces",
    severity: "error",
    source: "docs",
    kinds: ["gkebackup.RestorePlan"],
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, "restoreConfig.allNamespaces") === false,
        "restoreConfig.allNamespaces",
        '"false" is no choice; set it to true, or name the namespaces',
      ),
  },
];

function isGivenAbove(inputs: unknown, name: string): boolean {
  return isOver(numberAt(inputs, `autoscaling.${name}`), 0);
}
