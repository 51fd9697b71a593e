import type { System } from "../system/schema/system";
import type { BackupAddress, EdgePart, Topology } from "./model";
import { publicServices, standingRegions } from "./services";

/** Where ways in are tried from besides the system's own regions: one on each side of the oceans. */
const ELSEWHERE = ["us-central1", "europe-west1", "asia-east1"];

/** The described ways in, and who may be sent users now. */
export function edgePart(system: System, services: Topology["services"]): EdgePart | undefined {
  if (!system.edge) return undefined;
  const { route, addresses } = system.edge;
  const serving = standingRegions(system)
    .filter((region) => serves(services, region))
    .sort((one, other) => Number(other === system.primary) - Number(one === system.primary));
  const backups = serving.flatMap((region): BackupAddress[] => {
    const address = addresses[region];
    if (region === system.home) return [{ region }];
    return address === undefined ? [] : [{ region, address }];
  });
  const regions = new Set([...Object.keys(system.regions), ...ELSEWHERE]);
  return { route, backups, checkedFrom: [...regions].slice(0, 3) };
}

/**
 * A regional load balancer can't be closed by its capacity, so a region is sent users by name only
 * while all that users reach is open there.
 */
function serves(services: Topology["services"], region: string): boolean {
  return publicServices({ services }).every(({ backends }) =>
    backends.some((backend) => backend.region === region && backend.capacityScaler === 1),
  );
}
