/** What a new system's description begins with. */
export interface NewSystem {
  /** Leads all names; lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly domain: string;
  /** The region that takes the writes, and its zones' letters. */
  readonly home: RegionOfNew;
  readonly other: RegionOfNew;
  readonly standby: "cold" | "warm" | "hot";
  /** Requests a second that the one service takes at its peak. */
  readonly peak: number;
  /** Image of the service, by digest. */
  readonly image: string;
  /** Where alerts go. */
  readonly email: string;
  /**
   * Address of a dead man's switch outside of Google Cloud, which is mailed while alerting works.
   * Left out, nobody notices that alerts have stopped, and a preview says so.
   */
  readonly heartbeat?: string;
  /** Whether the service has a PostgreSQL database. */
  readonly database: boolean;
}

export interface RegionOfNew {
  readonly region: string;
  readonly zones: readonly string[];
}

/** How many requests a second one instance is taken to carry, until somebody has measured it. */
const PER_INSTANCE = 100;

/**
 * The text of a description that works: one public service, with a database if asked for, and
 * objectives to begin with. It is meant to be edited, so it says why each line is there.
 */
export function newDescription(system: NewSystem): string {
  const { name, domain, home, other, standby, email } = system;
  return `# yaml-language-server: $schema=../system.schema.json

# Written by standby init; docs/system-description.md says what else there is.
name: ${name}

regions:
  ${home.region}: { zones: [${home.zones.join(", ")}] }
  # Its stack is still to come: once it stands, this becomes standing.
  ${other.region}: { zones: [${other.zones.join(", ")}], state: planned }
home: ${home.region}
primary: ${home.region}
standby: ${standby}

domain: ${domain}
hostImage: projects/cos-cloud/global/images/cos-121-18867-90-59

# The quietest hour of your users, in UTC.
maintenance: { day: sunday, hour: 8 }

services:
  web:
    tier: critical
    owner: operations
    placement: ${system.database ? "primary" : "multi-region"}
    public: { paths: [/*] }
    # Measure both and write down what you found: all sizes follow from them.
    load: { peak: ${system.peak} rps, perInstance: ${PER_INSTANCE} rps }
    runs:
      on: instances
      machineType: e2-standard-2
      image: ${system.image}
      port: 8080
      bootTime: 90 seconds
    health: { liveness: /livez, readiness: /readyz }
${system.database ? "    uses: [main-db]\n" : ""}    release: { strategy: rolling, rollback: 10 minutes, perYear: 25 }
${system.database ? database(standby) : ""}
# What you ask for; standby assess says whether it holds.
objectives:
  - { of: web, when: zone-loss, rto: 5 minutes, priority: high }
  - { of: web, when: region-loss, rto: ${RTO[standby]}, priority: high }
${system.database ? OBJECTIVES[standby] : ""}
people:
  operations: { email: ${email} }
${monitoring(system.heartbeat)}`;
}

function monitoring(heartbeat: string | undefined): string {
  if (heartbeat === undefined) {
    return `  # A dead man's switch outside of Google Cloud, which is mailed every 30 minutes while alerting works.
  # outside-switch: { email: ... }
# monitoring: { heartbeat: outside-switch }
`;
  }
  return `  outside-switch: { email: ${heartbeat} }
monitoring: { heartbeat: outside-switch }
`;
}

const RTO = { cold: "8 hours", warm: "1 hour", hot: "1 hour" } as const;

/** A replica can be promoted by name in hot alone, and that takes Enterprise Plus. */
function database(standby: NewSystem["standby"]): string {
  const tier = standby === "hot" ? "db-perf-optimized-N-4" : "db-custom-2-7680";
  return `
data:
  main-db:
    kind: cloud-sql
    owner: operations
    version: POSTGRES_16
    tier: ${tier}
    size: 50 GB
    recoveryWindow: 7 days
    backups:
      keep: 30
      at: "07:00"
      # Out of Cloud SQL's reach, for the day when the instance is deleted with its backups.
      export: { every: 1 day, keep: 30 days }
    databases: [main]
`;
}

const OBJECTIVES = {
  cold: `  - { of: main-db, when: region-loss, rpo: 24 hours, rto: 8 hours, priority: high }
  - { of: main-db, when: data-deletion, rpo: 5 minutes, rto: 4 hours, priority: high }
`,
  warm: `  - { of: main-db, when: region-loss, rpo: 5 minutes, rto: 1 hour, priority: high }
  - { of: main-db, when: data-deletion, rpo: 5 minutes, rto: 4 hours, priority: high }
`,
  hot: `  - { of: main-db, when: region-loss, rpo: 5 minutes, rto: 1 hour, priority: high }
  - { of: main-db, when: data-deletion, rpo: 5 minutes, rto: 4 hours, priority: high }
`,
} as const;
