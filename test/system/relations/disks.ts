import { HEALTH, IMAGE, type Misfit } from "./misfit";

const DISK = (more = "") =>
  [
    "data:",
    `data:\n  volume: { kind: disk, size: 30 GB, type: pd-ssd, snapshots: { every: 1 day, keep: 7 days }${more} }`,
  ] as const;
const RUNS = `{ on: instances, machineType: e2-small, image: ${IMAGE}, port: 80, bootTime: 5 seconds }`;
const files = (more: Readonly<Record<string, string>> = {}, name = "files") => {
  const keys = {
    ...{ tier: "important", placement: "primary", load: "{ peak: 9 rps, perInstance: 9 rps }" },
    ...{ health: HEALTH, runs: RUNS, uses: "[volume]" },
    ...more,
  };
  const text = Object.entries(keys).map(([key, value]) => `${key}: ${value}`);
  return ["services:", `services:\n  ${name}: { ${text.join(", ")} }`] as const;
};

/** What disks, and who uses them, get wrong. */
export const disks: readonly Misfit[] = [
  { what: "a disk and its service", edits: [DISK(), files()], problems: [] },
  {
    what: "a disk that a recovery has made where none is",
    edits: [DISK(", instances: { us-central1: 1 }, restored: { us-east1: 1 }"), files()],
    problems: [
      'data.volume.restored.us-east1:26 "us-east1" is not one of the regions under instances; name it there, too, with the generation that it has',
    ],
  },
  {
    what: "a disk of workers",
    edits: [
      DISK("}\n  jobs: { kind: queue, retention: 1 day, acknowledge: 1 minute"),
      files({
        runs: `{ on: workers, queue: jobs, tasksPerInstance: 9, most: 3, machineType: e2-small, image: ${IMAGE}, bootTime: 5 seconds }`,
      }),
    ],
    problems: [
      'services.files.uses[0]:11 "volume" is a disk, and workers come and go, many at a time; let a service on instances have it, or use a bucket',
    ],
  },
  {
    what: "a disk of a machine image",
    edits: [DISK(), files({ runs: RUNS.replace(IMAGE, "projects/shop/global/images/files-1") })],
    problems: [
      'services.files.uses[0]:11 "volume" is attached by what boots containers, and this is a machine image; run a container',
    ],
  },
  {
    what: "a disk that is to be written to everywhere",
    edits: [DISK(), files({ placement: "multi-region" })],
    problems: [
      'services.files.uses[0]:11 "volume" can be written to in the primary region only, and the placement is multi-region; use "placement: primary"',
    ],
  },
  {
    what: "more load than one instance carries",
    edits: [DISK(), files({ load: "{ peak: 10 rps, perInstance: 9 rps }" })],
    problems: [
      'services.files.uses[0]:11 "volume" is at one instance at a time, which carries 9 rps of 10 rps; use a bucket or a database, or larger machines',
    ],
  },
  {
    what: "a disk of two services",
    edits: [DISK(), files(), files({ uses: "[{ data: volume }]" }, "mail")],
    problems: [
      'services.files.uses[0]:12 "volume" is used by mail already, and one machine at a time can have a disk; let one service have it and the other call that',
    ],
  },
  {
    what: "a third zone, which the disk isn't in",
    edits: [DISK(), files(), ["zones: [a, b]", "zones: [a, b, c]"]],
    problems: [
      'services.files:11 spreads over a, b, c in us-central1, and the disk volume is in the first two; write "zones: { us-central1: [a, b] }"',
    ],
  },
  {
    what: "a region of one zone",
    edits: [DISK(), ["zones: [b, c]", "zones: [b]"], ["tier: critical", "tier: non-critical"]],
    problems: ["regions.us-east1.zones:4 has one zone, and the disk volume is in two; name two"],
  },
  {
    what: "copies in two other regions",
    edits: [
      DISK(),
      ["standby: warm", "standby: hot"],
      ["home:", "  us-west1: { zones: [a, b] }\nhome:"],
    ],
    problems: [
      "data.volume:26 would be in us-central1, us-east1, us-west1, and a disk is copied to one other region; name two under instances",
    ],
  },
];
