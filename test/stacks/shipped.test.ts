import { surpriseFindings, surprisesOf, titleOf } from "../../policy/survival/surprise";
import { survivalOf } from "../../policy/survival/survive";
import { withSurvival } from "../../report/survival-document";
import { read } from "../docs/markdown";
import { type Scene, TODAY } from "../policy/bank";
import { type Change, mutated } from "../policy/mutate";
import { privilegesOf } from "./privileges";
import { shipped, SYSTEMS, type SystemName } from "./shipped";
import { MUTANTS } from "./survival-mutants";

const scenes = new Map<SystemName, Promise<Scene>>(SYSTEMS.map((name) => [name, shipped(name)]));
const sceneOf = async (name: SystemName): Promise<Scene> => scenes.get(name)!;
const survived = ({ stacks, situation }: Scene) => survivalOf(stacks, situation, TODAY);

/** What doesn't survive, as `loss: services and stores`. */
function ended(scene: Scene): string[] {
  const lines = new Map<string, string[]>();
  for (const { loss, what, outcome } of survived(scene).hits) {
    if (outcome === "doesn't survive") {
      lines.set(titleOf(loss), [...(lines.get(titleOf(loss)) ?? []), what]);
    }
  }
  return [...lines].map(([title, what]) => `${title}: ${what.join(", ")}`);
}

/** What is decided to end a system, and by what. */
const ENDS: Readonly<Record<SystemName, readonly string[]>> = {
  // One network, one connection to the databases, one public zone, one load balancer of each kind.
  "online-bank": [
    "global external load balancer: web",
    "cross-region internal load balancer: accounts, products",
    "Network online-bank: web, accounts, products, accounts-db",
    "ManagedZone online-bank-public: web",
    "GlobalAddress online-bank-private-services: accounts, accounts-db",
    "Connection online-bank: accounts, accounts-db",
    "the Google Cloud project: online-bank",
  ],
  // Analytics is in one zone to save money, and its data is imported again.
  "click-travel": [
    "zone us-central1-a: analytics",
    "region us-central1: analytics, analytics-db",
    "global external load balancer: ui",
    "cross-region internal load balancer: orders, inventory, analytics",
    "Network click-travel: ui, orders, inventory, analytics, orders-db",
    "ManagedZone click-travel-public: ui",
    "GlobalAddress click-travel-private-services: orders, orders-db",
    "Connection click-travel: orders, orders-db",
    "the Google Cloud project: click-travel",
  ],
  // Spanner's backups are in the instance, which Google keeps as long as it holds any.
  "shop-smart": [
    "global external load balancer: checkout, catalogue",
    "cross-region internal load balancer: reviews",
    "Network shop-smart: checkout, catalogue, reviews, ratings",
    "ManagedZone shop-smart-public: checkout, catalogue",
    "GlobalAddress shop-smart-private-services: reviews, ratings",
    "Connection shop-smart: reviews, ratings",
    "Instance orders: checkout, orders",
    "the Google Cloud project: shop-smart",
  ],
  // Its edge has a way past the global load balancer.
  "api-platform": [
    "cross-region internal load balancer: files",
    "Network api-platform: api, files, workers, platform-db",
    "ManagedZone api-platform-public: api",
    "GlobalAddress api-platform-private-services: api, workers, platform-db",
    "Connection api-platform: api, workers, platform-db",
    "the Google Cloud project: api-platform",
  ],
};

describe("a shipped system", () => {
  it.each(SYSTEMS)(
    "is ended by what is decided, and by nothing else: %s",
    async (name) => {
      const scene = await sceneOf(name);
      expect(ended(scene)).toEqual(ENDS[name]);
      expect(surprisesOf(survived(scene))).toEqual([]);
    },
    300_000,
  );

  it("survives what docs/survival.md says (npm run survival writes it anew)", async () => {
    const survivals = (await Promise.all(SYSTEMS.map(sceneOf))).map(survived);
    const text = read("docs/survival.md");
    const state = withSurvival(text, survivals) === text ? "up to date" : "stale";
    expect(state).toBe("up to date");
  }, 300_000);

  it.each(SYSTEMS)(
    "gives nobody more than they need: %s",
    async (name) => {
      expect(privilegesOf(await sceneOf(name))).toEqual([]);
    },
    300_000,
  );
});

const WRITER = "online-bank-accounts-db-us-central1-1";
const wide: Readonly<Record<string, Change>> = {
  "projects.IAMMember x: role roles/owner": {
    at: "prod projects.IAMMember x",
    is: "new",
    set: { role: "roles/owner" },
  },
  "storage.BucketIAMMember x: member allUsers": {
    at: "prod storage.BucketIAMMember x",
    is: "new",
    set: { role: "roles/storage.objectViewer", member: "allUsers" },
  },
  "projects.IAMBinding x: takes away what others have granted": {
    at: "prod projects.IAMBinding x",
    is: "new",
    set: { role: "roles/viewer" },
  },
  "serviceaccount.Key x: a key that anybody may carry away": {
    at: "prod serviceaccount.Key x",
    is: "new",
    set: {},
  },
  "compute.Firewall x: lets 0.0.0.0/0 in": {
    at: "prod compute.Firewall x",
    is: "new",
    set: { sourceRanges: ["0.0.0.0/0"], allows: [{ protocol: "tcp" }] },
  },
  [`sql.DatabaseInstance ${WRITER}: has a public address`]: {
    at: `prod sql.DatabaseInstance ${WRITER}`,
    set: { "settings.ipConfiguration.ipv4Enabled": true },
  },
  "compute.RegionInstanceTemplate web-us-central1: has a public address": {
    at: "prod compute.RegionInstanceTemplate web-us-central1",
    set: { "networkInterfaces.0.accessConfigs": [{}] },
  },
};

describe("a hole", () => {
  it.each(Object.entries(wide))("is seen: %s", async (said, change) => {
    expect(privilegesOf(mutated(await sceneOf("online-bank"), [change]))).toEqual([said]);
  });
});

describe("a mutant of the bank", () => {
  it.each(MUTANTS)("is a surprise: %s", async (_, changes, says) => {
    const scene = mutated(await sceneOf("online-bank"), changes);
    const found = surprisesOf(survived(scene)).map(
      ({ loss, what, because }) => `${loss.name}: ${what}: ${because}`,
    );
    expect(found).toEqual(says);
    expect(surpriseFindings(survived(scene), scene.stacks, scene.situation)).toHaveLength(
      says.length,
    );
  });
});

describe("a disk without snapshots", () => {
  it("is a surprise of the loss of its region, and of itself", async () => {
    const whole = await sceneOf("api-platform");
    const schedules = whole.stacks.flatMap(({ inventory: { stack, resources } }) =>
      resources
        .filter(({ type, name }) => type.endsWith(":ResourcePolicy") && name.startsWith("volume"))
        .map(({ name }): Change => ({
          at: `${stack as "prod" | "dr"} compute.ResourcePolicy ${name}`,
          is: "gone",
        })),
    );
    const copy = {
      at: "dr compute.RegionDisk api-platform-volume-us-east1-1",
      is: "gone",
    } as const;
    const scene = mutated(whole, [...schedules, copy]);
    const found = surprisesOf(survived(scene)).map(({ loss, what }) => `${loss.name}: ${what}`);
    expect(found).toEqual([
      "us-central1: files",
      "us-central1: volume",
      "RegionDisk api-platform-volume-us-central1-1: files",
      "RegionDisk api-platform-volume-us-central1-1: volume",
    ]);
  }, 300_000);
});
