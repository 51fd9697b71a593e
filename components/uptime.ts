import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../topology/naming";
import type { UptimeCheck } from "../topology/uptime";

/** From everywhere that Google asks from; three places is the least it takes. */
const FROM = ["USA", "EUROPE", "SOUTH_AMERICA", "ASIA_PACIFIC"];

/** Asks for one path over HTTPS, every minute, from four continents, and checks the certificate. */
export function uptimeCheck(
  { name, path, any }: UptimeCheck,
  { naming, domain }: { readonly naming: Naming; readonly domain: string },
  options: pulumi.CustomResourceOptions,
): gcp.monitoring.UptimeCheckConfig {
  const accepted = ["STATUS_CLASS_2XX", "STATUS_CLASS_3XX", ...(any ? ["STATUS_CLASS_4XX"] : [])];
  return new gcp.monitoring.UptimeCheckConfig(
    name,
    {
      displayName: `${naming.system}: https://${domain}${path}`,
      period: "60s",
      timeout: "10s",
      selectedRegions: FROM,
      monitoredResource: {
        type: "uptime_url",
        labels: { project_id: naming.project, host: domain },
      },
      httpCheck: {
        path,
        port: 443,
        useSsl: true,
        validateSsl: true,
        acceptedResponseStatusCodes: accepted.map((statusClass) => ({ statusClass })),
      },
    },
    options,
  );
}
