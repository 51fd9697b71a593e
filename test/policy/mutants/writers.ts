import type { Mutant } from "../mutate";

/** An alert's filter on a measure of both new instances, so that nothing but the rule is broken. */
const watching = (measure: string) =>
  `${measure} ":online-bank-accounts-db-us-central1-2" ":online-bank-accounts-db-us-east1-2"`;

export const writers: readonly Mutant[] = [
  {
    rule: "R40",
    what: "an update that is given up in the middle of a promotion",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        options: { timeouts: { create: 5400, update: 1800 } },
      },
    ],
    says: [
      "dr online-bank-accounts-db-us-east1-1 : gives up its update after 30 minutes, where the provider waits 90; leave customTimeouts out",
    ],
  },
  {
    rule: "R41",
    what: "a second writer, with a replica of its own",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-2",
        like: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        is: "new",
        set: { name: "online-bank-accounts-db-us-central1-2", replicationCluster: undefined },
      },
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-2",
        like: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        is: "new",
        set: {
          name: "online-bank-accounts-db-us-east1-2",
          masterInstanceName: "online-bank-accounts-db-us-central1-2",
        },
      },
      {
        at: "prod monitoring.AlertPolicy accounts-db-down-lasts",
        set: {
          "conditions.0.conditionThreshold.filter": watching(
            "replication/replica_lag replication/state auto_failover_request_count",
          ),
        },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-2 instanceType: takes writes beside online-bank-accounts-db-us-central1-1, so the two drift apart; make it a replica of that",
    ],
  },
];
