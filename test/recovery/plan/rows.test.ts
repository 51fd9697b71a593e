import type { ActionKind } from "../../../recovery/action";
import type { Event, Plan, Verb } from "../../../recovery/model";
import { backAfter } from "../../../recovery/plan/back";
import { planFor } from "../../../recovery/plan/plan-for";
import { type Mode, setting } from "./fixtures";

interface Row {
  /** The row as the source has it. */
  readonly row: string;
  readonly system: string;
  readonly mode: Mode;
  readonly event: Event;
  readonly of: string;
  readonly verb: Verb;
  /** What the row's recovery comes down to. */
  readonly by: readonly ActionKind[];
  /** What has to be back. */
  readonly back: readonly string[];
}

const CENTRAL = "us-central1";

/** The recovery rows of the four systems: ClickTravel's table, the API platform's, cold and hot standby. */
const ROWS: readonly Row[] = [
  {
    row: "inventory (Firestore): programmer deleted all inventory",
    ...{ system: "click-travel", mode: "warm", event: "data-deletion", of: "inventory-db" },
    ...{ verb: "restore", by: ["firestore.restore", "verify"], back: ["inventory-db"] },
  },
  {
    row: "orders (Cloud SQL): database crashed, replica in another zone",
    ...{ system: "click-travel", mode: "warm", event: "zone-loss", of: `${CENTRAL}-a` },
    ...{ verb: "wait", by: ["wait"], back: ["orders-db"] },
  },
  {
    row: "orders (Cloud SQL): backup script if needed",
    ...{ system: "click-travel", mode: "warm", event: "data-deletion", of: "orders-db" },
    ...{ verb: "restore", by: ["sql.clone", "verify"], back: ["orders-db"] },
  },
  {
    row: "analytics (BigQuery): user deletes tables",
    ...{ system: "click-travel", mode: "warm", event: "data-deletion", of: "analytics-db" },
    ...{ verb: "restore", by: ["bigquery.restore", "verify"], back: ["analytics-db"] },
  },
  {
    row: "product ratings: deleted by accident",
    ...{ system: "shop-smart", mode: "warm", event: "data-deletion", of: "ratings" },
    ...{ verb: "restore", by: ["sql.clone", "verify"], back: ["ratings"] },
  },
  {
    row: "orders on Spanner: database server crashed",
    ...{ system: "shop-smart", mode: "warm", event: "zone-loss", of: `${CENTRAL}-a` },
    ...{ verb: "wait", by: ["wait"], back: ["orders"] },
  },
  {
    row: "DNS and CDN/WAF: switch DNS past the CDN/WAF",
    ...{ system: "api-platform", mode: "hot", event: "dependency-loss", of: "front" },
    ...{ verb: "reroute", by: ["describe", "pulumi.up"], back: ["api"] },
  },
  {
    row: "load balancer: switch DNS to the backup load balancer",
    ...{ system: "api-platform", mode: "hot", event: "dependency-loss", of: "load-balancer" },
    ...{ verb: "reroute", by: ["describe", "pulumi.up"], back: ["api"] },
  },
  {
    row: "API servers: a backup server takes the load",
    ...{ system: "api-platform", mode: "hot", event: "region-loss", of: CENTRAL },
    ...{ verb: "failover", by: ["backend.remove"], back: ["api"] },
  },
  {
    row: "database: restore to any point of the last 7 days",
    ...{ system: "api-platform", mode: "hot", event: "data-deletion", of: "platform-db" },
    ...{ verb: "restore", by: ["sql.clone"], back: ["platform-db"] },
  },
  {
    row: "queues and storage: switch to storage in another region",
    ...{ system: "api-platform", mode: "hot", event: "region-loss", of: CENTRAL },
    ...{ verb: "failover", by: ["disk.promote"], back: ["volume", "uploads", "tasks"] },
  },
  {
    row: "workers: new ones in minutes, by workload",
    ...{ system: "api-platform", mode: "hot", event: "region-loss", of: CENTRAL },
    ...{ verb: "failover", by: ["sql.failover"], back: ["workers"] },
  },
  {
    row: "cold standby: spin up servers in the backup region, route requests there",
    ...{ system: "online-bank", mode: "cold", event: "region-loss", of: CENTRAL },
    verb: "failover",
    by: ["pulumi.up", "sql.restore", "group.scale", "backend.open"],
    back: ["web", "accounts", "products", "accounts-db"],
  },
  {
    row: "hot standby: groups in several regions, multi-region buckets and database",
    ...{ system: "online-bank", mode: "hot", event: "region-loss", of: CENTRAL },
    ...{ verb: "failover", by: ["sql.failover"], back: ["web", "products-db", "documents"] },
  },
];

function planned({ system, mode, event, of }: Row): Plan {
  const { plan, problems } = planFor(setting(system, mode), { event, of });
  if (!plan) throw new Error(problems.join("; "));
  return plan;
}

describe("the recovery rows of the four systems", () => {
  it.each(ROWS)("$row: is a plan", (row) => {
    const plan = planned(row);
    expect(plan.verb).toBe(row.verb);
    const kinds = plan.steps.map(({ action }) => action.kind);
    expect(kinds).toEqual(expect.arrayContaining([...row.by]));
  });

  it.each(ROWS)("$row: has a way back, or never stops", (row) => {
    const { topology } = setting(row.system, row.mode);
    const back = backAfter(planned(row), topology, row.back, "worst");
    expect([row.row, "missing" in back ? back.missing : []]).toEqual([row.row, []]);
  });
});
