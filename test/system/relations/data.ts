import { type Misfit } from "./misfit";

/** What data stores get wrong. */
export const data: readonly Misfit[] = [
  {
    what: "an instance in no region",
    edits: [
      [
        "recoveryWindow: 7 days",
        "recoveryWindow: 7 days\n    instances: { us-central1: 1, us-west1: 1 }",
      ],
    ],
    problems: [
      'data.orders-db.instances.us-west1:31 "us-west1" is not one of the regions of this description; did you mean "us-east1"?',
    ],
  },
  {
    what: "no instance in the primary",
    edits: [["recoveryWindow: 7 days", "recoveryWindow: 7 days\n    instances: { us-east1: 2 }"]],
    problems: [
      'data.orders-db.instances:31 lacks the primary, us-central1, where the writes go; add it with its generation, such as "us-central1: 1"',
    ],
  },
  {
    what: "an export of a MySQL instance that begins with no database",
    edits: [
      ["POSTGRES_16", "MYSQL_8_0"],
      [
        "recoveryWindow: 7 days",
        "recoveryWindow: 7 days\n    backups: { export: { every: 1 day, keep: 30 days } }",
      ],
    ],
    problems: [
      "data.orders-db.backups.export:31 has no database to dump: a MySQL instance begins with none; name them under databases",
    ],
  },
  {
    what: "backups under the key of the one region that is lost",
    edits: [["standby: warm", "standby: cold\nencryption: customer\nkeys: { rotation: 6 hours }"]],
    problems: [
      'encryption:8 "customer" keeps the backups of orders-db under a key of one region, and in cold there is nothing else once that is lost; use standby: warm or hot, or encryption: google for orders-db',
      'keys.rotation:9 "6 hours" is shorter than Cloud KMS allows; use at least 1 day',
    ],
  },
  {
    what: "a queue that forgets sooner than its outage may last",
    edits: [
      ["data:", "data:\n  tasks: { kind: queue, retention: 1 hour, acknowledge: 1 minute }"],
      [
        "standby: warm",
        "standby: warm\nobjectives: [{ of: tasks, when: region-loss, rto: 2 hours, priority: low }, { of: web, when: region-loss, rto: 5 hours, priority: low }]",
      ],
    ],
    problems: [
      'data.tasks.retention:26 "1 hour" is no longer than the 2 hours that tasks may be out, so waiting tasks would be dropped; keep them longer, or lower that rto',
    ],
  },
  {
    what: "more read replicas than zones",
    edits: [["size: 20 GB", "size: 20 GB\n    readReplicas: 4"]],
    problems: [
      'data.orders-db.readReplicas:30 "4" is more than the 2 zones of us-central1, and each read replica has one of its own; use fewer, or describe more zones',
    ],
  },
  {
    what: "more read replicas than zones in a region without an instance",
    edits: [
      ["size: 20 GB", "size: 20 GB\n    readReplicas: 3\n    instances: { us-central1: 1 }"],
      ["zones: [a, b]", "zones: [a, b, c]"],
    ],
    problems: [],
  },
  {
    what: "a store with the name that another is read under",
    edits: [
      ["size: 20 GB", "size: 20 GB\n    readReplicas: 1"],
      [
        "data:",
        "data:\n  orders-db-read: { kind: bucket, location: US, trash: 1 day, softDelete: 7 days }",
      ],
    ],
    problems: [
      'data.orders-db-read:25 "orders-db-read" is the name under which orders-db is read from; choose another',
    ],
  },
  {
    what: "a bucket in a region that isn't one",
    edits: [
      [
        "data:",
        "data:\n  files: { kind: bucket, location: [us-east1, us-west1], trash: 1 day, softDelete: 7 days }",
      ],
    ],
    problems: [
      'data.files.location[1]:25 "us-west1" is not one of the regions of this description; did you mean "us-east1"?',
    ],
  },
  {
    what: "soft deletion of three days",
    edits: [
      ["data:", "data:\n  files: { kind: bucket, location: US, trash: 1 day, softDelete: 3 days }"],
    ],
    problems: ['data.files.softDelete:25 "3 days" is out of range; it can be 7 days to 90 days'],
  },
  {
    what: "trash of an hour",
    edits: [
      [
        "data:",
        "data:\n  files: { kind: bucket, location: US, trash: 1 hour, softDelete: 7 days }",
      ],
    ],
    problems: ['data.files.trash:25 "1 hour" is out of range; it can be 1 day to 3650 days'],
  },
  {
    what: "backups of Firestore for 15 weeks",
    edits: [
      [
        "data:",
        "data:\n  docs: { kind: firestore, location: nam5, backups: { daily: 36 hours, weekly: 15 weeks } }",
      ],
    ],
    problems: [
      'data.docs.backups.daily:25 "1 day 12 hours" must be whole days; did you mean "2 days"?',
      'data.docs.backups.weekly:25 "105 days" is out of range; it can be 7 days to 98 days',
    ],
  },
  {
    what: "Spanner over regions in the wrong edition",
    edits: [
      [
        "data:",
        "data:\n  ledger: { kind: spanner, config: nam3, edition: STANDARD, nodes: 1, databases: [ledger], recoveryWindow: 8 days }",
      ],
    ],
    problems: [
      'data.ledger.edition:25 "STANDARD" is for one region, and nam3 spans several; use "ENTERPRISE_PLUS"',
      'data.ledger.recoveryWindow:25 "8 days" is out of range; it can be 1 hour to 7 days',
    ],
  },
  {
    what: "BigQuery copied to itself",
    edits: [
      ["data:", "data:\n  facts: { kind: bigquery, location: US, timeTravel: 1 day, copyTo: US }"],
    ],
    problems: [
      'data.facts.timeTravel:25 "1 day" is out of range; it can be 2 days to 7 days',
      'data.facts.copyTo:25 "US" is where the data is already; name another region',
    ],
  },
  {
    what: "a disk too small",
    edits: [
      [
        "data:",
        "data:\n  disk: { kind: disk, size: 5 GB, type: pd-ssd, snapshots: { every: 1 hour, keep: 1 day } }",
      ],
    ],
    problems: ['data.disk.size:25 "5 GB" is out of range; it can be 10 GB to 64 TB'],
  },
  {
    what: "a queue out of range",
    edits: [
      [
        "data:",
        "data:\n  tasks: { kind: queue, retention: 5 minutes, acknowledge: 11 minutes, attempts: 3 }",
      ],
    ],
    problems: [
      'data.tasks.retention:25 "5 minutes" is out of range; it can be 10 minutes to 31 days',
      'data.tasks.acknowledge:25 "11 minutes" is out of range; it can be 10 seconds to 10 minutes',
      "data.tasks.attempts:25 got 3 (number); must be a whole number from 5 to 100",
    ],
  },
  {
    what: "a tier of the other edition",
    edits: [["size: 20 GB", "size: 20 GB\n    edition: ENTERPRISE_PLUS"]],
    problems: [
      'data.orders-db.tier:28 "db-custom-2-7680" is a tier of ENTERPRISE, and the edition is ENTERPRISE_PLUS; use a tier such as "db-perf-optimized-N-4", or leave the edition out',
    ],
  },
  {
    what: "a window of hours",
    edits: [["recoveryWindow: 7 days", "recoveryWindow: 36 hours"]],
    problems: [
      'data.orders-db.recoveryWindow:30 "1 day 12 hours" must be whole days; did you mean "2 days"?',
    ],
  },
  {
    what: "too small a disk",
    edits: [["size: 20 GB", "size: 5 GB"]],
    problems: ['data.orders-db.size:29 "5 GB" is out of range; it can be 10 GB to 64 TB'],
  },
  {
    what: "a database twice, and the server's own",
    edits: [["size: 20 GB", "size: 20 GB\n    databases: [orders, orders, postgres]"]],
    problems: [
      'data.orders-db.databases[1]:30 "orders" is there already as databases[0]; keep one of the two',
      'data.orders-db.databases[2]:30 "postgres" is a database of the server itself; choose another name',
    ],
  },
];
