import * as fs from "node:fs";
import type { Inventory, Resource } from "../../inventory/model";
import { situationOf } from "../../policy/situation";
import { surprisesOf } from "../../policy/survival/surprise";
import { survivalOf } from "../../policy/survival/survive";
import { readTopology } from "../../topology/read";
import { evaluated, said, type Scene, TODAY } from "../policy/bank";
import { run, STACKS } from "./runs";
import { both, type Draft, of, variant } from "./variant";

/** The API platform with every kind of data and a cluster, all under keys of its own. */
const everything = (draft: Draft) => {
  draft.encryption = "customer";
  draft.regions["us-east1"].state = "standing";
  draft.kubernetes = { machineType: "e2-standard-4" };

  draft.services.board = {
    ...{
      tier: "non-critical",
      placement: "primary",
      load: { peak: "5 rps", perInstance: "5 rps" },
    },
    runs: {
      ...{ on: "kubernetes", port: 8080, bootTime: "9 seconds", cpu: "500m", memory: "512Mi" },
      image: draft.services.workers.runs.image,
    },
    health: { liveness: "/livez", readiness: "/readyz" },
  };
  Object.assign(draft.data, {
    notes: { kind: "firestore", location: "nam5", backups: { daily: "7 days" } },
    bookings: {
      ...{ kind: "spanner", config: "nam3", edition: "ENTERPRISE_PLUS", nodes: 1 },
      ...{ databases: ["bookings"], recoveryWindow: "1 day" },
      backups: { every: "1 day", keep: "7 days" },
    },
    clicks: { kind: "bigquery", location: "US", timeTravel: "7 days", copyTo: "us-west1" },
    drafts: {
      ...{ kind: "bucket", location: "US", trash: "1 day", softDelete: "7 days" },
      encryption: "google",
    },
  });
  draft.data["platform-db"].readReplicas = 1;
  draft.data.volume.instances = { "us-central1": 1, "us-east1": 1 };
};

/** The zone of each region's read replica. */
const LETTERS: Readonly<Record<string, string>> = { "us-central1": "a", "us-east1": "b" };

/** Every text in the inputs that is the full name of a key, by the resource's kind and name. */
function keysOf({ resources }: Inventory): string[] {
  return resources
    .filter(({ type }) => !type.startsWith("gcp:kms"))
    .flatMap(({ type, name, inputs }) =>
      [
        ...JSON.stringify(inputs).matchAll(/locations\/([^/]+)\/keyRings\/([^/]+)\/cryptoKeys/g),
      ].map(
        ([, at, ring]) =>
          `${type.replace(/^.*:/, "")} ${name}: ${at} ${ring?.replace("api-platform-", "")}`,
      ),
    )
    .sort();
}

// Seven runs of the program.
jest.setTimeout(300_000);

describe("a system under keys of its own", () => {
  let system: string;
  let stacks: { readonly prod: Inventory; readonly dr: Inventory };
  beforeAll(async () => {
    system = variant("api-platform", "keys", everything);
    stacks = await both(system);
  });

  it("has the key of everything where the thing itself is", () => {
    const regional = (region: string, kept: string) => [
      `BackupPlan ${region}: ${kept} ${region}-1`,
      // Once for what Kubernetes keeps, once for the disks of nodes.
      `Cluster ${region}: ${region} ${region}-1`,
      `Cluster ${region}: ${region} ${region}-1`,
      `DatabaseInstance api-platform-platform-db-${region}-1-read-${LETTERS[region]}: ${region} ${region}-1`,
      `DatabaseInstance api-platform-platform-db-${region}-1: ${region} ${region}-1`,
      `NodePool shared-${region}: ${region} ${region}-1`,
      // The multi-region around: their snapshots are for the day when the region is lost.
      `RegionDisk api-platform-volume-${region}-1: us ${region}-1`,
      ...["api", "files", "workers"].map(
        (service) => `RegionInstanceTemplate ${service}-${region}: us ${region}-1`,
      ),
    ];
    const shared = [
      "Bucket backup: us shared-1",
      "Bucket uploads: nam4 shared-1",
      "DataTransferConfig clicks-copy: us-west1 shared-1",
      "Database bookings-bookings: nam3 shared-1",
      "Database notes: us shared-1",
      "Dataset clicks-copy: us-west1 shared-1",
      "Dataset clicks: us shared-1",
      "Repository api-platform: us shared-1",
      "Secret database-ca: global shared-1",
      "Secret platform-db: global shared-1",
      "Topic tasks-dead-letters: us shared-1",
      "Topic tasks: us shared-1",
    ];
    expect(keysOf(stacks.prod)).toEqual([...regional("us-central1", "us-east1"), ...shared].sort());
    expect(keysOf(stacks.dr)).toEqual(regional("us-east1", "us-central1").sort());
  });

  it("keeps rings and keys whatever becomes of the program, and turns the keys", () => {
    const rings = [stacks.prod, stacks.dr].flatMap((stack) => of(stack, "kms/keyRing"));
    expect(
      rings.map(({ inputs }) => `${String(inputs["name"])} ${String(inputs["location"])}`).sort(),
    ).toEqual([
      "api-platform-shared-1 global",
      "api-platform-shared-1 nam3",
      "api-platform-shared-1 nam4",
      "api-platform-shared-1 us",
      "api-platform-shared-1 us-west1",
      ...["us", "us-central1", "us-east1"].map((at) => `api-platform-us-central1-1 ${at}`),
      ...["us", "us-central1", "us-east1"].map((at) => `api-platform-us-east1-1 ${at}`),
    ]);
    const keys = [stacks.prod, stacks.dr].flatMap((stack) => of(stack, "kms/cryptoKey"));
    expect(keys).toHaveLength(rings.length);
    expect([...rings, ...keys].filter((one) => !one.protect || !one.retainOnDelete)).toEqual([]);
    for (const { inputs } of keys) {
      expect(inputs).toMatchObject({
        rotationPeriod: "7776000s",
        destroyScheduledDuration: "2592000s",
      });
    }
  });

  it("lets each of Google's services encrypt with the keys that it needs, and no other", () => {
    const grants = ({ resources }: Inventory) =>
      resources.filter(({ type }) => type.startsWith("gcp:kms/cryptoKeyIAMMember:"));
    expect(
      grants(stacks.dr)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "us-east1-us-central1-gkebackup",
      "us-east1-us-compute",
      "us-east1-us-east1-compute",
      "us-east1-us-east1-container",
      "us-east1-us-east1-sqladmin",
    ]);
    expect(new Set(grants(stacks.prod).map(({ inputs }) => inputs["role"]))).toEqual(
      new Set(["roles/cloudkms.cryptoKeyEncrypterDecrypter"]),
    );
    const shared = grants(stacks.prod).filter(({ name }) => name.startsWith("shared-"));
    expect(shared.map(({ name }) => name).sort()).toEqual([
      "shared-global-secretmanager",
      "shared-nam3-spanner",
      "shared-nam4-storage",
      "shared-us-artifactregistry",
      "shared-us-bigquery",
      "shared-us-firestore",
      "shared-us-pubsub",
      "shared-us-storage",
      "shared-us-west1-bigquery",
    ]);
  });

  it("encrypts nothing before that is allowed", () => {
    const early = (inventory: Inventory) =>
      inventory.resources.filter(
        (one) =>
          !one.type.startsWith("gcp:kms") &&
          JSON.stringify(one.inputs).includes("/keyRings/") &&
          !one.dependencies.some((urn) => urn.includes("gcp:kms/cryptoKeyIAMMember:")),
      );
    expect([...early(stacks.prod), ...early(stacks.dr)].map(({ urn }) => urn)).toEqual([]);
  });

  it("has the same keys after a switchover, in warm", async () => {
    const whatIf = { standby: "warm", primary: "us-east1" };
    const moved = await run("prod", whatIf, { system });
    expect(keysOf(moved)).toEqual(keysOf(stacks.prod));
    const own = ({ resources }: Inventory) =>
      resources
        .filter(({ type }) => type.startsWith("gcp:kms"))
        .map(({ urn, inputs }) => [urn, inputs]);
    expect(own(moved)).toEqual(own(stacks.prod));
  }, 30_000);

  it("breaks no rule about keys, and is stopped by the loss of none", () => {
    const text = fs.readFileSync(system, "utf8");
    const { topology } = readTopology({ path: system, text }, "example-bank-prod");
    const situation = situationOf(topology!.system);
    const scene: Scene = {
      situation,
      stacks: [
        { region: STACKS.prod, inventory: stacks.prod },
        { region: STACKS.dr, inventory: stacks.dr },
      ],
    };
    // Where the key is, what it depends on, that it stays, and that its API is on first.
    const aboutKeys = /^R(9|25|29|36|37) /;
    expect(said(evaluated(scene)).filter((line) => aboutKeys.test(line))).toEqual([]);
    const surprises = surprisesOf(survivalOf(scene.stacks, situation, TODAY));
    expect(surprises.map(({ loss, what, because }) => [loss.name, what, because])).toEqual([]);
    const bare = without(stacks.prod, "api-platform-volume-us-central1-1", "diskEncryptionKey");
    const broken = { ...scene, stacks: [{ region: STACKS.prod, inventory: bare }] };
    expect(said(evaluated(broken)).filter((line) => line.startsWith("R9"))).toEqual([
      'R9 prod api-platform-volume-us-central1-1 diskEncryptionKey.kmsKeyName: is missing: "volume" is described as under keys of the system\'s own; give it the key of its place',
    ]);
  });
});

describe("one store under a key of its own", () => {
  it("takes no other thing along but its copies", async () => {
    const { prod, dr } = await both(
      variant("api-platform", "one-key", (draft: Draft) => {
        draft.data["platform-db"].encryption = "customer";
      }),
    );
    expect(keysOf(prod)).toEqual([
      "Bucket backup: us shared-1",
      "DatabaseInstance api-platform-platform-db-us-central1-1: us-central1 us-central1-1",
    ]);
    expect(keysOf(dr)).toEqual([
      "DatabaseInstance api-platform-platform-db-us-east1-1: us-east1 us-east1-1",
    ]);
  }, 30_000);
});

/** The same without one input of one resource. */
function without(inventory: Inventory, name: string, input: string): Inventory {
  const resources = inventory.resources.map((one): Resource => {
    const { [input]: _, ...inputs } = one.inputs;
    return one.name === name ? { ...one, inputs } : one;
  });
  return { ...inventory, resources };
}
