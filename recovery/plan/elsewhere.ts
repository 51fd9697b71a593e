import type { Topology } from "../../topology/model";

/** Whether a region's stack keeps something in another region: the backups of its cluster. */
export function keepsIn({ regions }: Topology, region: string, other: string): boolean {
  return regions[region]?.cluster?.backupLocation === other;
}
