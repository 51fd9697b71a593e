import type { DatabasePart, SqlInstance, Topology } from "../../topology/model";
import { authorityId, instanceHost, networkLink, privateZoneName } from "../../topology/naming";
import { ROUTE_TTL } from "../plan/reroute";
import type { Look } from "./looks";

/** A new and empty instance, as far as gcloud makes it like the one that its stack declares. */
export function createInstance(
  { naming }: Topology,
  { spec, edition, host }: DatabasePart,
  { name, region, ha }: SqlInstance,
): string {
  const flags = Object.entries(spec.flags).map(([key, value]) => `${key}=${value}`);
  const iam = spec.version.startsWith("MYSQL")
    ? "cloudsql_iam_authentication=on"
    : "cloudsql.iam_authentication=on";
  return [
    `gcloud sql instances create ${name} --database-version=${spec.version}`,
    `--edition=${edition === "ENTERPRISE_PLUS" ? "enterprise-plus" : "enterprise"}`,
    `--tier=${spec.tier} --region=${region} --availability-type=${ha ? "REGIONAL" : "ZONAL"}`,
    `--network=${networkLink(naming)} --no-assign-ip --enable-google-private-path`,
    "--ssl-mode=ENCRYPTED_ONLY --server-ca-mode=CUSTOMER_MANAGED_CAS_CA",
    `--server-ca-pool=projects/${naming.project}/locations/${region}/caPools/${authorityId(naming, region)}`,
    `--custom-subject-alternative-names=${host}`,
    `--storage-type=SSD --storage-size=${Math.ceil(spec.size)}GB --storage-auto-increase`,
    `--database-flags=${[iam, ...flags].join(",")} --deletion-protection --async`,
    `--project=${naming.project}`,
  ].join(" ");
}

/** Where an instance is found that its stack hasn't made: the record beside it. */
export function createAddress({ naming }: Topology, { store, name, region }: SqlInstance): string {
  return `gcloud dns record-sets create ${instanceHost(naming, store, region)}. --zone=${privateZoneName(naming)} --type=A --ttl=${ROUTE_TTL} --rrdatas="$(gcloud sql instances describe ${name} --format="value(ipAddresses[0].ipAddress)" --project=${naming.project})" --project=${naming.project}`;
}

/** Whether it is there. */
export function addressLook({ naming }: Topology, { store, region }: SqlInstance): Look {
  const command = `gcloud dns record-sets describe ${instanceHost(naming, store, region)}. --zone=${privateZoneName(naming)} --type=A --format="value(rrdatas[0])" --project=${naming.project}`;
  return { command, shows: { is: "lines", like: "^[0-9.]+$", least: 1 } };
}
