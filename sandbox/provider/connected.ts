import { ProviderError } from "../../engine/embedded/provider";
import type { Cloud } from "../cloud";
import { at, type JsonObject } from "../json";
import { isSameNetwork } from "../kinds/used";

/**
 * The provider looks for the network's private services connection before it makes an instance of
 * Cloud SQL there; its sentence.
 * @throws ProviderError if there is none
 */
export function refuseUnconnected(cloud: Cloud, kind: string, asked: JsonObject): void {
  const network = at(asked, "settings.ipConfiguration.privateNetwork");
  if (kind !== "sql.DatabaseInstance" || typeof network !== "string" || network === "") return;
  const isConnected = [...cloud.all("servicenetworking.Connection")].some(({ properties }) =>
    isSameNetwork(properties["network"], network),
  );
  if (isConnected) return;
  throw new ProviderError(
    "Error, failed to create instance because the network doesn't have at least 1 private services " +
      "connection. Please see https://cloud.google.com/sql/docs/mysql/private-ip#network_requirements " +
      "for how to create this connection.",
  );
}
