import { resource } from "./scene";

/*
 * Databases, buckets and DNS that no rule minds; the rest is in good.ts.
 * Links are written out, so that the rules can follow them without an engine.
 */

type Inputs = Record<string, unknown>;

const region = "us-central1";
const inProject = (path: string) => `projects/bank-prod/${path}`;

export const writer = (more: Inputs = {}) =>
  resource("sql.DatabaseInstance", {
    name: "bank-accounts-us-central1-1",
    region,
    databaseVersion: "POSTGRES_16",
    instanceType: "CLOUD_SQL_INSTANCE",
    settings: {
      tier: "db-perf-optimized-N-4",
      edition: "ENTERPRISE_PLUS",
      availabilityType: "REGIONAL",
      backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true },
      ipConfiguration: {
        ipv4Enabled: false,
        privateNetwork: inProject("global/networks/bank"),
      },
    },
    ...more,
  });

export const replica = () =>
  resource("sql.DatabaseInstance", {
    name: "bank-accounts-us-east1-1",
    region: "us-east1",
    databaseVersion: "POSTGRES_16",
    instanceType: "READ_REPLICA_INSTANCE",
    masterInstanceName: "bank-accounts-us-central1-1",
    settings: {
      tier: "db-perf-optimized-N-4",
      edition: "ENTERPRISE_PLUS",
      backupConfiguration: { enabled: false },
      ipConfiguration: { ipv4Enabled: false, privateNetwork: inProject("global/networks/bank") },
    },
  });

export const mySql = () =>
  resource("sql.DatabaseInstance", {
    name: "bank-products-us-central1-1",
    region,
    databaseVersion: "MYSQL_8_0",
    settings: {
      tier: "db-custom-2-8192",
      edition: "ENTERPRISE",
      backupConfiguration: { enabled: true, binaryLogEnabled: true },
      ipConfiguration: { ipv4Enabled: false, privateNetwork: inProject("global/networks/bank") },
    },
  });

export const bucket = (more: Inputs = {}) =>
  resource("storage.Bucket", {
    name: "bank-prod-documents",
    location: "US",
    customPlacementConfig: { dataLocations: ["US-CENTRAL1", "US-EAST1"] },
    rpo: "ASYNC_TURBO",
    softDeletePolicy: { retentionDurationSeconds: 2592000 },
    ...more,
  });

export const zone = (more: Inputs = {}) =>
  resource("dns.ManagedZone", { name: "bank", dnsName: "bank.example.com.", ...more });

export const record = (more: Inputs = {}) =>
  resource("dns.RecordSet", {
    name: "www.bank.example.com.",
    managedZone: "bank",
    type: "A",
    ttl: 60,
    rrdatas: ["203.0.113.10"],
    ...more,
  });

export const routedRecord = () =>
  resource("dns.RecordSet", {
    name: "origin.bank.example.com.",
    managedZone: "bank",
    type: "A",
    ttl: 30,
    routingPolicy: {
      healthCheck: inProject("global/healthChecks/bank-dns"),
      wrrs: [
        { weight: 1, healthCheckedTargets: { externalEndpoints: ["203.0.113.10"] } },
        { weight: 0, healthCheckedTargets: { externalEndpoints: ["203.0.113.11"] } },
      ],
    },
  });

export const failoverRecord = () =>
  resource("dns.RecordSet", {
    name: "bank.example.com.",
    managedZone: "bank",
    type: "A",
    ttl: 30,
    routingPolicy: {
      healthCheck: inProject("global/healthChecks/bank-dns"),
      primaryBackup: {
        primary: { externalEndpoints: ["203.0.113.10"] },
        backupGeos: [
          { location: region, healthCheckedTargets: { externalEndpoints: ["203.0.113.11"] } },
        ],
      },
    },
  });

export const internalRecord = () =>
  resource("dns.RecordSet", {
    name: "api.bank.internal.",
    managedZone: "bank-internal",
    type: "A",
    routingPolicy: {
      primaryBackup: {
        primary: {
          internalLoadBalancers: [
            {
              loadBalancerType: "regionalL7ilb",
              ipAddress: "10.0.0.5",
              port: "443",
              ipProtocol: "tcp",
              networkUrl: inProject("global/networks/bank"),
              project: "bank-prod",
              region,
            },
          ],
        },
        backupGeos: [{ location: region, rrdatas: ["10.0.0.6"] }],
      },
    },
  });
