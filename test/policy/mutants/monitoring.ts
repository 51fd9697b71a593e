import type { Mutant } from "../mutate";

const policy = "prod monitoring.AlertPolicy" as const;

export const monitoring: readonly Mutant[] = [
  {
    rule: "R28",
    what: "an alert that nobody hears",
    changes: [{ at: `${policy} web-burns-fast`, set: { notificationChannels: [] } }],
    says: [
      "prod web-burns-fast notificationChannels: is missing: nobody is told; describe an owner of what it is about",
    ],
  },
  {
    rule: "R28",
    what: "an alert that is switched off",
    changes: [{ at: `${policy} limits-near`, set: { enabled: false } }],
    says: ['prod limits-near enabled: "false": it never comes; leave it out'],
  },
  {
    rule: "R28",
    what: "an alert without a runbook",
    changes: [{ at: `${policy} limits-near`, set: { "documentation.content": "good luck" } }],
    says: [
      'prod limits-near documentation.content: names no runbook; name it, such as "standby runbook region-loss"',
    ],
  },
  {
    rule: "R28",
    what: "a replica that nobody watches",
    changes: [
      {
        at: `${policy} accounts-db-replication`,
        set: {
          "conditions.0.conditionThreshold.filter":
            'metric.type = "cloudsql.googleapis.com/database/replication/replica_lag"',
          "conditions.1.conditionThreshold.filter": "f",
        },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 : nobody is told of a replication that has stopped; add an alert on "replication/state"',
      'dr online-bank-accounts-db-us-east1-1 : nobody is told of its lag; add an alert on "replication/replica_lag"',
    ],
  },
  {
    rule: "R28",
    what: "backups that may grow old",
    changes: [{ at: `${policy} accounts-db-copies-old`, is: "gone" }],
    says: [
      'prod online-bank-accounts-db-us-central1-1 : nobody is told of a backup that is too old; add an alert on "copy_age"',
    ],
  },
  {
    rule: "R28",
    what: "a group that may shrink",
    changes: [
      { at: `${policy} web-us-east1-weak`, is: "gone" },
      { at: `${policy} web-us-east1-weak-lasts`, is: "gone" },
    ],
    says: [
      'dr web-us-east1 : nobody is told of a group below its least size; add an alert on "instance_group/size"',
      'dr web-us-east1 : nobody is told of its unhealthy instances; add an alert on "unhealthy_share"',
    ],
  },
  {
    rule: "R28",
    what: "an error budget that nobody sees burning",
    changes: [
      { at: `${policy} web-burns-fast`, is: "gone" },
      { at: `${policy} web-burns-fast-lasts`, is: "gone" },
    ],
    says: [
      "prod web : nobody is told that its error budget burns; add an alert over an hour and five minutes",
    ],
  },
  {
    rule: "R28",
    what: "alerting that nobody outside watches",
    changes: [
      { at: `${policy} heartbeat`, set: { "alertStrategy.notificationChannelStrategies": [] } },
    ],
    says: [
      "prod accounts-us-central1 : nobody outside notices that alerting is gone; describe monitoring.heartbeat",
    ],
  },
  {
    rule: "R28",
    what: "a region whose silence nobody hears",
    changes: [{ at: `${policy} us-east1-silent`, is: "gone" }],
    says: [
      "prod accounts-us-central1 : nobody is told that us-east1 is silent; add an alert on the absence of its heartbeat",
    ],
  },
];
