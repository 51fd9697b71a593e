import type { Topology } from "../model";
import { formatDuration, HOUR, MINUTE } from "../../system/units";
import { deadLetterName, topicName } from "../naming";
import { regionRpo } from "../objectives";
import { standingRegions } from "../services";
import { storesOf } from "../stores";
import { MEASURES, oldestAllowed, WATCH } from "../watch";
import { type Alert, oneOf, runbook, type Threshold } from "./alert";
import { measured } from "./query";
import { toldOf } from "./told";

type Watched = Omit<Topology, "monitoring">;

/** Alerts on what is stored. */
export function storeAlerts(topology: Watched): readonly Alert[] {
  return [
    ...Object.keys(topology.databases).flatMap((store) => [
      replication(topology, store),
      down(topology, store),
      ...reading(topology, store),
    ]),
    ...oldCopies(topology),
    ...Object.keys(storesOf(topology.system, "queue")).map((store) => queue(topology, store)),
  ];
}

/**
 * All instances of the store in standing regions, whatever their role: only a replica reports
 * lag, so a switchover changes nothing here.
 */
function instances({ naming, regions, system }: Watched, store: string): string {
  const ids = standingRegions(system).flatMap((region) => {
    const name = regions[region]?.instances[store]?.name;
    return name === undefined ? [] : [`${naming.project}:${name}`];
  });
  return oneOf("resource.labels.database_id", ids);
}

const DATABASE = "cloudsql_database";

/** How long a lag above the objective may last: a busy minute is no loss of the replica. */
const LAG_LASTS = 5 * MINUTE;

function replication(topology: Watched, store: string): Alert {
  const { system } = topology;
  const conditions = behind(store, instances(topology, store), regionRpo(system, store));
  return {
    name: `${store}-replication`,
    title: `the replica of ${store} falls behind`,
    means: "If the region of the writer were lost now, more data would be gone than is accepted.",
    urgency: "error",
    when: "any",
    conditions,
    told: toldOf(system, store, "error"),
    runbook: runbook("region-loss", store),
  };
}

/** Lag above a limit in seconds, or no replication at all. */
function behind(of: string, where: string, limit: number): readonly Threshold[] {
  const shared = { kind: "threshold", resource: DATABASE, lasts: LAG_LASTS, step: MINUTE } as const;
  const lasting = `for ${formatDuration(LAG_LASTS)}`;
  return [
    {
      ...shared,
      title: `replication lag of ${of}`,
      limit: `above ${formatDuration(limit)}, ${lasting}`,
      metric: "cloudsql.googleapis.com/database/replication/replica_lag",
      where: [where],
      ...{ is: "above", value: limit, align: "MEAN" },
    },
    {
      ...shared,
      title: `replication of ${of} that is stopped or in error`,
      limit: `above 0, ${lasting}`,
      metric: "cloudsql.googleapis.com/database/replication/state",
      where: [where, 'metric.labels.state != "Running"'],
      ...{ is: "above", value: 0, align: "COUNT_TRUE" },
    },
  ];
}

/** What is read a minute late, users take for a mistake; nothing describes a limit. */
const READ_LAG = MINUTE;

/** One alert for each store with read replicas; those of regions that stand. */
function reading(topology: Watched, store: string): readonly Alert[] {
  const { naming, regions, system } = topology;
  const ids = standingRegions(system).flatMap((region) =>
    (regions[region]?.instances[store]?.reads ?? []).map(({ name }) => `${naming.project}:${name}`),
  );
  if (ids.length === 0) return [];
  return [
    {
      name: `${store}-reading`,
      title: `a read replica of ${store} falls behind`,
      means: "Whoever reads from it sees what was true before; nothing is lost by that.",
      urgency: "error",
      when: "any",
      conditions: behind(
        `a read replica of ${store}`,
        oneOf("resource.labels.database_id", ids),
        READ_LAG,
      ),
      told: toldOf(system, store, "error"),
      runbook: runbook("zone-loss", store),
    },
  ];
}

/** A failover inside a region takes one to three minutes; source: cloud.google.com/sql/docs/postgres/high-availability [k]. */
const DOWN_LASTS = 3 * MINUTE;

function down(topology: Watched, store: string): Alert {
  const where = [instances(topology, store)];
  const shared = { kind: "threshold", resource: DATABASE, where, step: MINUTE } as const;
  return {
    name: `${store}-down`,
    title: `${store} is down, or has moved to its other zone`,
    means: "Nothing can be written while it is down; after a move, its first zone needs a look.",
    urgency: "page",
    when: "any",
    conditions: [
      {
        ...shared,
        title: `instances of ${store} that are up`,
        limit: `below 1, for ${formatDuration(DOWN_LASTS)}`,
        metric: "cloudsql.googleapis.com/database/up",
        ...{ is: "below", value: 1, lasts: DOWN_LASTS, align: "MAX" },
      },
      {
        ...shared,
        title: `failovers of ${store} to its other zone`,
        limit: "above 0",
        metric: "cloudsql.googleapis.com/database/auto_failover_request_count",
        ...{ is: "above", value: 0, lasts: 0, step: 5 * MINUTE, align: "SUM" },
      },
    ],
    told: toldOf(topology.system, store, "page"),
    runbook: runbook("zone-loss", store),
  };
}

/** One alert for each store with copies: backups in its own service, exports outside it. */
function oldCopies(topology: Watched): readonly Alert[] {
  const { system } = topology;
  const allowed = oldestAllowed(topology);
  const stores = [...new Set(allowed.map(({ store }) => store))];
  // Points of two runs, so that one that is late is no alarm.
  const window = `[${3 * WATCH.every}s]`;
  return stores.map((store) => ({
    name: `${store}-copies-old`,
    title: `the newest copy of ${store} is too old`,
    means: "After a deletion, or a fault in what is written, more would be lost than the last day.",
    urgency: "error",
    when: "any",
    conditions: allowed
      .filter((one) => one.store === store)
      .map(({ copy, age }) => {
        const newest = `min by (of) (min_over_time(${measured(MEASURES.age, system.name, { store, copy })}${window}))`;
        // Backups of any instance are the store's; of its logical databases each needs an export.
        const oldest = copy === "backup" ? `min(${newest})` : `max(${newest})`;
        return {
          kind: "query",
          title: `age of the newest ${copy} of ${store}`,
          limit: `above ${formatDuration(age)}`,
          query: `${oldest} > ${age}`,
          lasts: 0,
        };
      }),
    told: toldOf(system, store, "error"),
    runbook: runbook("data-deletion", store),
  }));
}

/** Where no objective says so: new workers are there in minutes, and half an hour is an outage. */
const OLDEST_TASK = HOUR / 2;

function queue({ system, naming }: Watched, store: string): Alert {
  const rto = system.objectives.flatMap((objective) =>
    "when" in objective && objective.of === store ? (objective.rto ?? []) : [],
  );
  const oldest = Math.min(...rto, OLDEST_TASK);
  const of = (name: string) => [`resource.labels.subscription_id = "${name}"`];
  const shared = { kind: "threshold", resource: "pubsub_subscription", is: "above" } as const;
  return {
    name: `${store}-stuck`,
    title: `tasks of ${store} are not worked off`,
    means: "Workers are missing or hang, or tasks have come that none of them can do.",
    urgency: "error",
    when: "any",
    conditions: [
      {
        ...shared,
        title: `age of the oldest task of ${store}`,
        limit: `above ${formatDuration(oldest)}, for 5 minutes`,
        metric: "pubsub.googleapis.com/subscription/oldest_unacked_message_age",
        where: of(topicName(naming, store)),
        ...{ value: oldest, lasts: 5 * MINUTE, step: MINUTE, align: "MAX" },
      },
      {
        ...shared,
        title: `dead letters of ${store}`,
        limit: "above 0",
        metric: "pubsub.googleapis.com/subscription/num_undelivered_messages",
        where: of(deadLetterName(naming, store)),
        ...{ value: 0, lasts: 0, step: 5 * MINUTE, align: "MAX" },
      },
    ],
    told: toldOf(system, store, "error"),
    runbook: runbook("overload", store),
  };
}
