import type { CloudResource } from "./model";

/** What identifies a resource before it exists. */
export type Address = Pick<CloudResource, "kind" | "project" | "location" | "name">;

/** `compute.Network:sandbox-bank/global/bank-network` */
export function idOf({ kind, project, location, name }: Address): string {
  return `${kind}:${project}/${location}/${name}`;
}

/** The region of a region or zone; of all else, such as `global` or `nam5`, the location itself. */
export function regionOf(location: string): string {
  return /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location) ? location.slice(0, -2) : location;
}
