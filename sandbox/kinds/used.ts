import type { Cloud } from "../cloud";
import { CloudError } from "../error";
import { at, type Json } from "../json";
import type { Kind } from "../kind";
import { linkOf } from "../links";

/** What can't be deleted while others use it, although they don't name it by a link of their own. */
export const USED_KINDS: readonly Kind[] = [
  {
    // The real one goes on refusing for hours after the last instance is gone (docs/facts.md).
    kind: "servicenetworking.Connection",
    refuseDelete: ({ properties }, cloud) => {
      if (isPeered(properties["network"], cloud)) throw stillUsed(PRODUCERS);
    },
  },
  {
    kind: "monitoring.NotificationChannel",
    refuseDelete: (channel, cloud) => {
      if (channel.properties["forceDelete"] === true) return;
      const [policy] = cloud
        .referrersOf(channel)
        .filter(({ kind }) => kind === "monitoring.AlertPolicy");
      if (policy) throw stillUsed(`The notification channel is still used by '${policy.id}'`);
    },
  },
];

const PRODUCERS =
  "Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) are still using this connection.";

function stillUsed(message: string): CloudError {
  return new CloudError(400, "failedPrecondition", message);
}

function isPeered(network: Json | undefined, cloud: Cloud): boolean {
  return [...cloud.all("sql.DatabaseInstance")].some(({ properties }) =>
    isSameNetwork(at(properties, "settings.ipConfiguration.privateNetwork"), network),
  );
}

/** Whether two links lead to the same network, whatever leads them. */
export function isSameNetwork(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one !== "string" || typeof other !== "string" || one === "") return false;
  return (linkOf(one) ?? one) === (linkOf(other) ?? other);
}
