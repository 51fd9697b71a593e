import { nearest } from "../system/nearest";

const sizes = (kind: string, counts: readonly number[]) =>
  counts.map((count) => `${kind}-${count}`);

const LARGE = [48, 64, 80, 96] as const;

/**
 * All sizes of the series to which none is added any more.
 * Source: Compute Engine's pages on machine families (docs/facts.md).
 */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  c2: sizes("standard", [4, 8, 16, 30, 60]),
  c2d: ["standard", "highmem", "highcpu"].flatMap((kind) =>
    sizes(kind, [2, 4, 8, 16, 32, 56, 112]),
  ),
  e2: [
    ...["micro", "small", "medium"],
    ...sizes("standard", [2, 4, 8, 16, 32]),
    ...sizes("highmem", [2, 4, 8, 16]),
    ...sizes("highcpu", [2, 4, 8, 16, 32]),
  ],
  f1: ["micro"],
  g1: ["small"],
  n1: [
    ...sizes("standard", [1, 2, 4, 8, 16, 32, 64, 96]),
    ...sizes("highmem", [2, 4, 8, 16, 32, 64, 96]),
    ...sizes("highcpu", [2, 4, 8, 16, 32, 64, 96]),
  ],
  n2: [
    ...sizes("standard", [2, 4, 8, 16, 32, ...LARGE, 128]),
    ...sizes("highmem", [2, 4, 8, 16, 32, ...LARGE, 128]),
    ...sizes("highcpu", [2, 4, 8, 16, 32, ...LARGE]),
  ],
  n2d: [
    ...sizes("standard", [2, 4, 8, 16, 32, ...LARGE, 128, 224]),
    ...sizes("highmem", [2, 4, 8, 16, 32, ...LARGE]),
    ...sizes("highcpu", [2, 4, 8, 16, 32, ...LARGE, 128, 224]),
  ],
  t2a: sizes("standard", [1, 2, 4, 8, 16, 32, 48]),
  t2d: sizes("standard", [1, 2, 4, 8, 16, 32, 48, 60]),
};

/** Series that still grow: whatever size is asked for is left to Google to refuse. */
const GROWING = [
  ...["a2", "a3", "a4", "a4x", "c3", "c3d", "c4", "c4a", "c4d", "c4n", "g2", "g4", "h3", "h4d"],
  ...["m1", "m2", "m3", "m4", "n4", "n4a", "n4d", "x4", "z3"],
];

const SERIES = [...Object.keys(CLOSED), ...GROWING];

/** What is wrong with the name of a machine type; nothing if Google Cloud has it, as far as is known. */
export function machineTypeProblem(machineType: string): string | undefined {
  const [series = "", ...rest] = machineType.split("-");
  const size = rest.join("-");
  // Custom machines: every series has its own rules, and the oldest leaves its name out.
  if (series === "custom" || (SERIES.includes(series) && size.startsWith("custom-")))
    return undefined;
  if (!SERIES.includes(series)) {
    const meant = nearest(series, SERIES);
    const fix = meant ? `did you mean "${meant}-${size}"?` : `there are ${SERIES.join(", ")}`;
    return `"${machineType}" is of no machine series of Google Cloud; ${fix}`;
  }
  const known = CLOSED[series];
  if (!known || known.includes(size)) return undefined;
  const alike = known.filter((one) => kindOf(one) === kindOf(size));
  const meant = alike.length === 0 ? nearest(size, known) : undefined;
  const there = alike.length === 0 ? known : alike;
  const fix = meant ? `did you mean "${series}-${meant}"?` : `it has ${there.join(", ")}`;
  return `"${machineType}" is no machine type of ${series}; ${fix}`;
}

/** `standard` of `standard-2`. */
function kindOf(size: string): string {
  return size.replace(/-?\d+$/, "");
}
