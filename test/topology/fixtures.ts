import type { z } from "zod";
import { type Region, system, type System } from "../../system/schema/system";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";

/** A description as a person writes it, before it is read. */
export type Described = z.input<typeof system>;
export type DescribedService = Described["services"][string];
export type DescribedStore = NonNullable<Described["data"]>[string];

export const PROJECT = "bank-prod";
export const naming = { system: "bank", project: PROJECT };

export const IMAGE = `us-docker.pkg.dev/bank-prod/apps/web@sha256:${"0".repeat(64)}`;

/** A service on instances; 1200 rps at 200 rps each, unless a test says otherwise. */
export function service(overrides: Partial<DescribedService> = {}): DescribedService {
  return {
    tier: "critical",
    placement: "primary",
    load: { peak: "1200 rps", perInstance: "200 rps" },
    runs: {
      ...{ on: "instances", machineType: "e2-standard-2", image: IMAGE },
      ...{ port: 8080, bootTime: "90 seconds" },
    },
    health: { liveness: "/livez", readiness: "/readyz" },
    ...overrides,
  };
}

export function webService(overrides: Partial<DescribedService> = {}): DescribedService {
  return service({ placement: "multi-region", public: { paths: ["/*"] }, ...overrides });
}

/** A PostgreSQL on Enterprise Plus. */
export function accountsDb(overrides: object = {}): DescribedStore {
  return {
    ...{ kind: "cloud-sql", version: "POSTGRES_16", tier: "db-perf-optimized-N-4" },
    ...{ size: "100 GB", recoveryWindow: "7 days", databases: ["accounts"] },
    ...overrides,
  };
}

export function bucketIn(location: string | [string, string]): DescribedStore {
  return { kind: "bucket", location, trash: "30 days", softDelete: "30 days" };
}

/** A bank in two regions, both standing: web in both, accounts where the writes go. */
export function description(overrides: Partial<Described> = {}): Described {
  return {
    name: "bank",
    regions: { "us-central1": { zones: ["a", "b"] }, "us-east1": { zones: ["b", "c", "d"] } },
    home: "us-central1",
    primary: "us-central1",
    standby: "hot",
    domain: "bank.example.com",
    hostImage: "projects/cos-cloud/global/images/cos-121-18867-90-59",
    services: { web: webService(), accounts: service({ uses: ["accounts-db", "documents"] }) },
    data: {
      "accounts-db": accountsDb(),
      products: { kind: "firestore", location: "nam5" },
      documents: bucketIn(["us-central1", "us-east1"]),
    },
    ...overrides,
  };
}

export function bank(overrides: Partial<Described> = {}): System {
  return system.parse(description(overrides));
}

/** The bank with regions in the states given; all others stand. */
export function bankIn(
  states: Readonly<Record<string, Region["state"]>>,
  overrides: Partial<Described> = {},
): System {
  const { regions } = description(overrides);
  const changed = Object.entries(regions).map(([name, region]) => [
    name,
    { ...region, state: states[name] ?? "standing" },
  ]);
  return bank({ ...overrides, regions: Object.fromEntries(changed) });
}

const THREE: Described["regions"] = {
  "us-central1": { zones: ["a", "b"] },
  "us-east1": { zones: ["b", "c", "d"] },
  "europe-west1": { zones: ["b", "c", "d"] },
};

export const steady = () => bank();
export const warm = () => bank({ standby: "warm" });
export const cold = () => bank({ standby: "cold" });
export const switchedOver = () => bank({ primary: "us-east1" });
export const failedOver = () => bankIn({ "us-central1": "lost" }, { primary: "us-east1" });
export const planned = () => bankIn({ "us-east1": "planned" });
export const threeRegions = (overrides: Partial<Described> = {}) =>
  bank({ regions: THREE, ...overrides });

export const topologyOf = (described: System): Topology => buildTopology(described, PROJECT);

/** A value that a test knows to be there. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("not there");
  return value;
}
