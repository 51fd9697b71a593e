import type { Cloud } from "../../../sandbox/cloud";
import type { JsonObject } from "../../../sandbox/json";
import { restFace, type RestCall } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import { sqlRoutes } from "../../../sandbox/rest/sql";
import { CENTRAL, PROJECT } from "../kinds/sql/fixtures";

/** What a client reads of the answers, as far as it is asked here. */
export interface Body {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly status: string;
  readonly operationType: string;
  readonly items: readonly Body[];
  readonly settings: JsonObject;
  readonly backupContext: { readonly backupId: string };
  readonly latestRecoveryTime: string;
  readonly error: {
    readonly code: number;
    readonly errors: readonly { readonly reason: string }[];
  };
}

/** Asks the Admin API over a cloud. */
export const over = (cloud: Cloud, calls: RestCall[] = []) => {
  const face = restFace({
    hold: (work) => work(cloud),
    tables: [sqlRoutes],
    journal: (call) => calls.push(call),
  });
  const fetch = sandboxFetch(face);
  return async (method: string, path: string, body?: JsonObject): Promise<[number, Body]> => {
    const url = `https://sqladmin.googleapis.com/v1/projects/${PROJECT}${path}`;
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url, { method, ...text });
    return [response.status, (await response.json()) as Body];
  };
};

export const WRITER = "/instances/accounts-central";
export const REPLICA = "/instances/accounts-east";

/** An instance as a client asks for it. */
export const api = {
  name: "accounts-central",
  region: CENTRAL,
  databaseVersion: "POSTGRES_16",
  settings: {
    tier: "db-perf-optimized-N-4",
    edition: "ENTERPRISE_PLUS",
    availabilityType: "REGIONAL",
    dataDiskSizeGb: "100",
    dataDiskType: "PD_SSD",
    backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true, startTime: "02:00" },
    ipConfiguration: { ipv4Enabled: false, pscConfig: { pscEnabled: true } },
    denyMaintenancePeriods: [{ startDate: "2026-11-01", endDate: "2026-12-31", time: "00:00:00" }],
  },
};
