import type { Line } from "../bill";
import { HOURS_A_MONTH } from "../prices";

/** Share of a core and GB of memory of machines that share cores. */
const SHARED: Readonly<Record<string, { readonly vcpu: number; readonly memory: number }>> = {
  "e2-micro": { vcpu: 0.25, memory: 1 },
  "e2-small": { vcpu: 0.5, memory: 2 },
  "e2-medium": { vcpu: 1, memory: 4 },
};

/** GB of memory for each vCPU. Machines with little memory have no rule that holds for every family. */
const MEMORY: Readonly<Record<string, number>> = { standard: 4, highmem: 8 };

/** `count` machines of a type for a month, as cores and memory are billed. */
export function machines(count: number, type: string, place: string): readonly Line[] {
  if (count === 0) return [];
  const parts = partsOf(type);
  if (!parts) {
    return [{ what: `${count} × ${type}`, because: "it is no machine type whose parts are known" }];
  }
  const { family, vcpu, memory } = parts;
  const hours = count * HOURS_A_MONTH;
  return [
    {
      what: `${count} × ${type}: ${vcpu} vCPU each`,
      sku: `machine.${family}.vcpu`,
      place,
      quantity: vcpu * hours,
    },
    {
      what: `${count} × ${type}: ${memory} GB of memory each`,
      sku: `machine.${family}.memory`,
      place,
      quantity: memory * hours,
    },
  ];
}

function partsOf(type: string) {
  const shared = Object.hasOwn(SHARED, type) ? SHARED[type] : undefined;
  if (shared) return { family: "e2", ...shared };
  const [, family, kind = "", cores] = /^([a-z0-9]+)-([a-z]+)-(\d+)$/.exec(type) ?? [];
  const memory = Object.hasOwn(MEMORY, kind) ? MEMORY[kind] : undefined;
  if (family === undefined || memory === undefined) return undefined;
  return { family, vcpu: Number(cores), memory: Number(cores) * memory };
}

/** Disks of so many GB each, one for each machine. */
export function bootDisks(count: number, type: string, size: number, place: string): Line[] {
  return count === 0
    ? []
    : [
        {
          what: `${count} boot disks of ${size} GB, ${type}`,
          sku: `disk.${type}`,
          place,
          quantity: count * size,
        },
      ];
}
