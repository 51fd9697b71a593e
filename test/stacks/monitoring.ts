import type { Inventory, Resource } from "../../inventory/model";
import { listAt, textAt } from "../../inventory/values";
import { runProgram } from "../../engine/embedded/run-program";
import { BANK, inventoryOf, PROJECT } from "./runs";

const BOTH = {
  mode: "hot",
  primary: "us-central1",
  other: "standing",
  instances: "described",
} as const;

const of = ({ resources }: Inventory, kind: string): Resource[] =>
  resources.filter(({ type }) => type === `gcp:${kind}`);
const names = (inventory: Inventory, kind: string) =>
  of(inventory, kind)
    .map(({ name }) => name)
    .toSorted();
const POLICY = "monitoring/alertPolicy:AlertPolicy";
const CHANNEL = "monitoring/notificationChannel:NotificationChannel";

/** What the bank's home stack declares to be told of what goes wrong. */
export function monitoringTests(): void {
  it("has a check for the public service, goals for all, a mail channel for everybody", async () => {
    const prod = await inventoryOf("prod", BOTH);
    expect(names(prod, "monitoring/uptimeCheckConfig:UptimeCheckConfig")).toEqual(["web/readyz"]);
    expect(names(prod, "monitoring/slo:Slo")).toEqual(["accounts", "products", "web"]);
    expect(names(prod, "monitoring/dashboard:Dashboard")).toEqual(["online-bank"]);
    expect(names(prod, "logging/metric:Metric")).toEqual(["routes"]);
    expect(names(prod, CHANNEL)).toEqual([
      ...["accounts-team-mail", "head-of-operations-mail", "outside-switch-mail"],
      ...["products-team-mail", "web-team-mail"],
    ]);
  });

  it("has these alerts", async () => {
    expect(names(await inventoryOf("prod", BOTH), POLICY)).toEqual([
      ...["accounts-burns", "accounts-burns-fast", "accounts-burns-fast-lasts"],
      ...["accounts-burns-lasts", "accounts-burns-slowly", "accounts-db-copies-old"],
      ...["accounts-db-down", "accounts-db-down-lasts", "accounts-db-replication"],
      ...["accounts-us-central1-weak", "accounts-us-central1-weak-lasts"],
      ...["accounts-us-east1-weak", "accounts-us-east1-weak-lasts", "certificate-ends"],
      ...["changed-by-hand", "heartbeat", "limits-near", "products-burns", "products-burns-fast"],
      ...["products-burns-slowly", "products-db-copies-old", "products-us-central1-weak"],
      ...["products-us-east1-weak", "runs-fail", "us-central1-silent", "us-east1-silent"],
      ...["web-burns", "web-burns-fast", "web-burns-fast-lasts", "web-burns-lasts"],
      ...["web-burns-slowly", "web-deadly-route", "web-unreachable", "web-unreachable-lasts"],
      ...["web-us-central1-weak", "web-us-central1-weak-lasts"],
      ...["web-us-east1-weak", "web-us-east1-weak-lasts"],
    ]);
  });

  it("lets every alert reach somebody, with a runbook", async () => {
    for (const { inputs } of of(await inventoryOf("prod", BOTH), POLICY)) {
      expect(listAt(inputs, "notificationChannels").length).toBeGreaterThan(0);
      expect(textAt(inputs, "documentation.content")).toMatch(/Runbook: `standby runbook /);
    }
  });

  it("watches the lag of every instance by its id", async () => {
    const prod = await inventoryOf("prod", BOTH);
    const policy = of(prod, POLICY).find(({ name }) => name === "accounts-db-replication");
    expect(listAt(policy?.inputs, "conditions")[0]).toEqual({
      displayName: "replication lag of accounts-db: above 1 minute, for 5 minutes",
      conditionThreshold: {
        filter:
          'metric.type = "cloudsql.googleapis.com/database/replication/replica_lag" AND resource.type = "cloudsql_database" AND resource.labels.database_id = one_of("example-bank-prod:online-bank-accounts-db-us-central1-1","example-bank-prod:online-bank-accounts-db-us-east1-1")',
        comparison: "COMPARISON_GT",
        thresholdValue: 60,
        duration: "300s",
        aggregations: [{ alignmentPeriod: "60s", perSeriesAligner: "ALIGN_MEAN" }],
      },
    });
  });

  it("is the same after a switchover", async () => {
    const policies = async (primary: string) =>
      of(await inventoryOf("prod", { ...BOTH, primary }), POLICY).map(({ urn, inputs }) => [
        urn,
        inputs,
      ]);
    expect(await policies("us-east1")).toEqual(await policies("us-central1"));
  });

  it("stands in the home region's stack, and the watch in each", async () => {
    const dr = await inventoryOf("dr", BOTH);
    expect(dr.resources.filter(({ type }) => type.startsWith("gcp:monitoring/"))).toEqual([]);
    expect(names(dr, "workflows/workflow:Workflow")).toEqual(["us-east1", "watch-us-east1"]);
  });

  it("rings a pager once its key is there, and never shows the key", async () => {
    const { inventory, diagnostics, failed } = await runProgram({
      dir: PROJECT,
      stack: "prod",
      config: {
        "gcp:project": "example-bank-prod",
        "gcp:region": "us-central1",
        "standby:system": BANK,
        "standby:pager-web": "key-of-web",
      },
    });
    if (failed) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    const pagers = of(inventory, CHANNEL).filter(({ inputs }) => inputs["type"] === "pagerduty");
    expect(pagers.map(({ name }) => name)).toEqual(["web-team-pager"]);
    expect(JSON.stringify(inventory)).not.toContain("key-of-web");
    const policy = of(inventory, POLICY).find(({ name }) => name === "web-burns-fast");
    expect(listAt(policy?.inputs, "notificationChannels")).toHaveLength(2);
  });
}
