/** A backend's group as gcloud takes it, from its link. */
export function backendFlags(link: string): string {
  const [, scope = "", place = "", collection = "", name = ""] =
    /\/(regions|zones)\/([^/]+)\/(\w+)\/([^/]+)$/.exec(link) ?? [];
  return collection === "networkEndpointGroups"
    ? `--network-endpoint-group=${name} --network-endpoint-group-zone=${place}`
    : `--instance-group=${name} --instance-group-${scope === "zones" ? "zone" : "region"}=${place}`;
}
