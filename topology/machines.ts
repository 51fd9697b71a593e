/** What pods can take of a machine, in thousandths of a processor and in MiB. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
}

/** GiB for each processor. */
const MEMORY = { standard: 4, highmem: 8, highcpu: 1 } as const;

/** What Google's agents of logs, metrics, network and disks ask for on every node; an estimate, on the safe side. */
const AGENTS: Room = { cpu: 500, memory: 1024 };
/** Kept free so that the node itself is not killed. Source: GKE's page on allocatable resources. */
const EVICTION = 100;

/**
 * The room that a node leaves to pods: GKE keeps a share of processors and memory, falling with
 * the size, and Google's agents run on every node. Machines are those that the schema takes.
 * Source of the shares: GKE's page on allocatable resources.
 */
export function allocatable(machineType: string): Room {
  const [, kind, count] = /-(standard|highmem|highcpu)-(\d+)$/.exec(machineType) ?? [];
  if (!isKind(kind)) throw new Error(`${machineType} is no machine that the schema takes`);
  const processors = Number(count);
  const memory = processors * MEMORY[kind] * 1024;
  const cpu = processors * 1000;
  return {
    cpu: cpu - kept(cpu, CPU_SHARES) - AGENTS.cpu,
    memory: Math.floor(memory - kept(memory, MEMORY_SHARES) - EVICTION - AGENTS.memory),
  };
}

/** Share that is kept of each further step: [size of the step, share]. */
type Shares = readonly (readonly [number, number])[];
const CPU_SHARES: Shares = [
  [1000, 0.06],
  [1000, 0.01],
  [2000, 0.005],
  [Infinity, 0.0025],
];
const MEMORY_SHARES: Shares = [
  [4096, 0.25],
  [4096, 0.2],
  [8192, 0.1],
  [114_688, 0.06],
  [Infinity, 0.02],
];

function kept(size: number, shares: Shares): number {
  let rest = size;
  return shares.reduce((sum, [step, share]) => {
    const part = Math.min(rest, step);
    rest -= part;
    return sum + part * share;
  }, 0);
}

function isKind(kind: string | undefined): kind is keyof typeof MEMORY {
  return kind !== undefined && kind in MEMORY;
}

/** A pod's request of processors, `500m` or `2`, in thousandths. */
export function cpuOf(text: string): number {
  return text.endsWith("m") ? Number(text.slice(0, -1)) : Number(text) * 1000;
}

/** A pod's request of memory, `512Mi` or `2Gi`, in MiB. */
export function memoryOf(text: string): number {
  return Number(text.slice(0, -2)) * (text.endsWith("Gi") ? 1024 : 1);
}
