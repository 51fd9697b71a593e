import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { checkInventory } from "../../inventory/check";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory } from "../../inventory/model";
import { MODES, PROJECT, run } from "./runs";

jest.setTimeout(180_000);

const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);

const KINDS = {
  orders: {
    kind: "spanner",
    config: "nam3",
    edition: "ENTERPRISE_PLUS",
    nodes: 2,
    databases: ["orders"],
    recoveryWindow: "3 days",
    backups: { every: "1 day", keep: "30 days" },
  },
  clicks: { kind: "bigquery", location: "US", timeTravel: "7 days", copyTo: "us-east1" },
  jobs: { kind: "queue", retention: "7 days", acknowledge: "1 minute", attempts: 7 },
};
const ACCOUNT = "serviceAccount:online-bank-products@example-bank-prod.iam.gserviceaccount.com";

describe("data that lives in no single region", () => {
  let folder: string;
  let file: string;
  let prod: Inventory;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-kinds-"));
    file = path.join(folder, "bank.yaml");
    const draft = parse(read("systems/online-bank.yaml"));
    Object.assign(draft.data, KINDS);
    draft.services.products.uses = ["products-db", ...Object.keys(KINDS)];
    draft.services.statements = {
      ...{ tier: "non-critical", placement: "primary", uses: ["accounts-db"] },
      runs: {
        ...{ on: "workers", queue: "jobs", tasksPerInstance: 50, most: 11 },
        ...{ machineType: "e2-standard-2", bootTime: "2 minutes" },
        image: draft.services.products.runs.image,
      },
    };
    fs.writeFileSync(file, stringify(draft));
    prod = await run("prod", {}, { system: file });
  }, 60_000);
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const inputs = (kind: string, name: string) => {
    const found = prod.resources.filter(
      (resource) => resource.type.startsWith(`gcp:${kind}:`) && resource.name === name,
    );
    expect(found).toHaveLength(1);
    return found[0]?.inputs;
  };

  it("is declared soundly, and protected", () => {
    expect(checkInventory(prod, rules).findings).toEqual([]);
    const kept = [
      "spanner/instance",
      "spanner/database:",
      "bigquery/dataset:",
      "pubsub/topic:",
      "pubsub/subscription:",
    ];
    const resources = prod.resources.filter(({ type }) => kept.some((kind) => type.includes(kind)));
    expect(resources).toHaveLength(8);
    expect(resources.filter(({ protect }) => !protect)).toEqual([]);
  });

  it("is the home region's stack's alone, and the same in every mode and role", async () => {
    const mine = ({ resources }: Inventory) =>
      resources.filter(({ type }) => /^gcp:(spanner|bigquery|pubsub)\//.test(type));
    const steady = mine(prod);
    expect(steady.length).toBeGreaterThan(12);
    const moved = { primary: "us-east1", "regions.us-east1.state": "standing" };
    for (const standby of MODES) {
      expect(mine(await run("prod", { standby, ...moved }, { system: file }))).toEqual(steady);
    }
    expect(mine(await run("dr", {}, { system: file }))).toEqual([]);
  }, 60_000);

  it("keeps Spanner's databases, with a window and backups as described", () => {
    expect(inputs("spanner/instance", "orders")).toEqual({
      name: "online-bank-orders",
      displayName: "online-bank-orders",
      config: "nam3",
      edition: "ENTERPRISE_PLUS",
      numNodes: 2,
      defaultBackupScheduleType: "NONE",
      forceDestroy: false,
    });
    expect(inputs("spanner/database", "orders-orders")).toMatchObject({
      name: "orders",
      versionRetentionPeriod: "259200s",
      enableDropProtection: true,
      deletionProtection: true,
    });
    expect(inputs("spanner/backupSchedule", "orders-orders")).toMatchObject({
      retentionDuration: "2592000s",
      spec: { cronSpec: { text: "17 2 * * *" } },
      fullBackupSpec: {},
    });
    expect(inputs("spanner/databaseIAMMember", "orders-orders-products")).toMatchObject({
      role: "roles/spanner.databaseUser",
      member: ACCOUNT,
    });
  });

  it("copies a warehouse to the described region", () => {
    expect(inputs("bigquery/dataset", "clicks")).toEqual({
      datasetId: "online_bank_clicks",
      location: "US",
      maxTimeTravelHours: "168",
      deleteContentsOnDestroy: false,
    });
    expect(inputs("bigquery/dataset", "clicks-copy")).toMatchObject({ location: "us-east1" });
    expect(inputs("bigquery/dataTransferConfig", "clicks-copy")).toMatchObject({
      dataSourceId: "cross_region_copy",
      location: "us-east1",
      destinationDatasetId: "online_bank_clicks_copy",
      params: { source_dataset_id: "online_bank_clicks" },
    });
    expect(inputs("projects/iAMMember", "products-queries")).toMatchObject({
      role: "roles/bigquery.jobUser",
    });
  });

  it("keeps a queue's messages in any of the regions, and what nobody could do", () => {
    expect(inputs("pubsub/topic", "jobs")).toEqual({
      name: "online-bank-jobs",
      messageRetentionDuration: "604800s",
      messageStoragePolicy: {
        allowedPersistenceRegions: ["us-central1", "us-east1"],
        enforceInTransit: false,
      },
    });
    expect(inputs("pubsub/subscription", "jobs")).toMatchObject({
      ackDeadlineSeconds: 60,
      expirationPolicy: { ttl: "" },
      deadLetterPolicy: { maxDeliveryAttempts: 7 },
    });
    expect(inputs("pubsub/subscription", "jobs-dead-letters")).toMatchObject({
      expirationPolicy: { ttl: "" },
    });
    expect(inputs("pubsub/topicIAMMember", "jobs-products")).toMatchObject({ member: ACCOUNT });
    // Pub/Sub itself moves dead letters: it takes them from the queue and hands them in again.
    expect(inputs("pubsub/topicIAMMember", "jobs-dead-letters-agent")).toMatchObject({
      role: "roles/pubsub.publisher",
    });
    expect(inputs("pubsub/subscriptionIAMMember", "jobs-agent")).toMatchObject({
      role: "roles/pubsub.subscriber",
    });
  });

  it("is worked off by a zonal group and autoscaler in each zone", async () => {
    const groups = prod.resources.filter(({ type }) =>
      type.startsWith("gcp:compute/instanceGroupManager:"),
    );
    expect(groups.map(({ inputs: { name, zone } }) => [name, zone])).toEqual([
      ["online-bank-statements-us-central1-a", "us-central1-a"],
      ["online-bank-statements-us-central1-b", "us-central1-b"],
    ]);
    expect(groups.filter(({ inputs: given }) => "targetSize" in given)).toEqual([]);
    expect(inputs("compute/autoscaler", "statements-us-central1-a")).toMatchObject({
      autoscalingPolicy: {
        mode: "ON",
        minReplicas: 1,
        maxReplicas: 6,
        metrics: [
          {
            name: "pubsub.googleapis.com/subscription/num_undelivered_messages",
            filter:
              'resource.type = pubsub_subscription AND resource.label.subscription_id = "online-bank-jobs"',
            singleInstanceAssignment: 100,
          },
        ],
      },
    });
    expect(inputs("pubsub/subscriptionIAMMember", "jobs-statements")).toMatchObject({
      role: "roles/pubsub.subscriber",
    });
    const dr = await run("dr", {}, { system: file });
    expect(checkInventory(dr, rules).findings).toEqual([]);
    const waiting = dr.resources.filter(({ type }) => type.startsWith("gcp:compute/autoscaler:"));
    expect(
      waiting.map(({ inputs: given }) => (given["autoscalingPolicy"] as { mode: string }).mode),
    ).toEqual(["OFF", "OFF", "OFF"]);
  });

  it("tells its users where it is", () => {
    const template = inputs("compute/regionInstanceTemplate", "products-us-central1");
    expect(JSON.stringify(template?.["metadata"])).toMatch(
      /CLICKS_DATASET=online_bank_clicks.*JOBS_TOPIC=online-bank-jobs.*ORDERS_INSTANCE=online-bank-orders/,
    );
  });
});
