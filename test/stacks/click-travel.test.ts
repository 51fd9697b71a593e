import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkInventory } from "../../inventory/check";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory } from "../../inventory/model";
import { MODES, PROJECT, run } from "./runs";

const SYSTEM = "systems/click-travel.yaml";
const EUROPE = "europe-west2";
const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);
const standing = { [`regions.${EUROPE}.state`]: "standing" };

/** Where a service is open, by the load balancer's backends. */
function openIn({ resources }: Inventory, service: string): string[] {
  const backend = resources.find(
    ({ type, name }) => type === "gcp:compute/backendService:BackendService" && name === service,
  );
  const backends = backend?.inputs["backends"] as { group: string; capacityScaler: number }[];
  return backends
    .filter(({ capacityScaler }) => capacityScaler === 1)
    .map(({ group }) => /regions\/([^/]+)/.exec(group)?.[1] ?? "");
}

describe("ClickTravel", () => {
  it.each(
    MODES.flatMap((mode) => ["us-central1", EUROPE].map((primary) => [mode, primary] as const)),
  )("has both stacks without a problem: %s, primary %s", async (standby, primary) => {
    const whatIf = { standby, primary, ...standing };
    const stacks = await Promise.all([
      run("prod", whatIf, { system: SYSTEM }),
      run("dr", whatIf, { system: SYSTEM, region: EUROPE }),
    ]);
    for (const inventory of stacks) {
      expect(checkInventory(inventory, rules).findings).toEqual([]);
      expect(inventory.resources.length).toBeGreaterThan(25);
    }
  });

  it("serves the UI on both sides of the ocean, and the rest where the writes are", async () => {
    const prod = await run("prod", standing, { system: SYSTEM });
    expect(openIn(prod, "ui")).toEqual(["us-central1", EUROPE]);
    expect(openIn(prod, "orders")).toEqual(["us-central1"]);
    expect(openIn(prod, "inventory")).toEqual(["us-central1"]);
    expect(openIn(prod, "analytics")).toEqual(["us-central1"]);
  });

  it("gets a like backend in Europe by an edit of two lines", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-travel-"));
    try {
      const before = read(SYSTEM);
      const after = before.replaceAll("placement: primary", "placement: multi-region");
      const lines = after.split("\n").filter((line, index) => line !== before.split("\n")[index]);
      expect(lines).toHaveLength(2);
      const system = path.join(folder, "click-travel.yaml");
      fs.writeFileSync(system, after);
      const prod = await run("prod", standing, { system });
      expect(openIn(prod, "orders")).toEqual(["us-central1", EUROPE]);
      expect(openIn(prod, "inventory")).toEqual(["us-central1", EUROPE]);
      expect(checkInventory(prod, rules).findings).toEqual([]);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("can lose what its objectives are about, and restore it as they say", async () => {
    const prod = await run("prod", {}, { system: SYSTEM });
    const inputs = (type: string) => prod.resources.find((one) => one.type === type)?.inputs;
    // One hour of inventory: a daily backup is not enough, every minute of seven days is.
    expect(inputs("gcp:firestore/database:Database")).toMatchObject({
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    });
    // No order in five minutes: a second zone, and the binary log.
    expect(inputs("gcp:sql/databaseInstance:DatabaseInstance")).toMatchObject({
      settings: {
        availabilityType: "REGIONAL",
        backupConfiguration: { binaryLogEnabled: true, transactionLogRetentionDays: 7 },
      },
    });
    expect(inputs("gcp:bigquery/dataset:Dataset")).toMatchObject({ maxTimeTravelHours: "168" });
  });
});
