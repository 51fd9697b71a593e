import { z } from "zod";
import {
  byRegion,
  duration,
  form,
  httpPath,
  increase,
  name,
  pathPattern,
  percentage,
  positiveDuration,
  rate,
  timeZone,
  whole,
  zone,
} from "./values";

const strength = z.enum(["hard", "soft"]);

const dependency = z
  .strictObject({
    service: name().optional().describe("Another service of this system"),
    external: name().optional().describe("A third party, described under `external`"),
    as: strength.describe("hard: useless without it; soft: works on, degraded"),
    degraded: z
      .string()
      .min(1)
      .optional()
      .describe("What users get while a soft dependency is down"),
    loses: percentage().optional().describe("Share of the service's worth that is lost meanwhile"),
  })
  .refine((d) => (d.service === undefined) !== (d.external === undefined), {
    error: "must name either a service or an external, not both",
  })
  .describe("What this service calls, and how much it needs it");

const use = z.union([
  name(),
  z.strictObject({
    data: name().describe("A store under `data`"),
    as: strength.default("hard").describe("hard: useless without it; soft: works on, degraded"),
    degraded: z.string().min(1).optional().describe("What users get while it is down"),
  }),
]);

const IMAGE_FORM =
  /^([a-z0-9.-]+\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}|projects\/[a-z0-9:.-]+\/global\/images\/[a-z0-9-]+)$/;

/** What an image has to be, as a problem says it. */
export const IMAGE =
  'must be a container pinned by digest ("us-docker.pkg.dev/project/apps/web@sha256:…" with 64 hex digits) ' +
  'or a machine image ("projects/…/global/images/…"); a tag or a family would give each region its own version';

const image = form(IMAGE_FORM, IMAGE);

/** Whether a text names an image that a service can run. */
export const isImage = (text: string): boolean => IMAGE_FORM.test(text);

const snapshots = z
  .strictObject({
    every: positiveDuration().describe("1 to 23 hours, 1 day or 1 week"),
    keep: positiveDuration().describe("How long each is kept, in whole days"),
  })
  .describe("Snapshots of the boot disks, stored multi-regionally");

const instances = z.strictObject({
  on: z.literal("instances").describe("Regional managed instance group"),
  machineType: form(
    /^[a-z][a-z0-9]*-[a-z0-9-]+$/,
    'must be a machine type such as "e2-standard-2"',
  ).describe("Machine of each instance"),
  image: image.describe("Container by digest, or machine image; both regions boot the same one"),
  port: whole(1, 65535).describe("Where it takes requests"),
  bootTime: positiveDuration().describe(
    "From power-on until the service answers; autohealing waits that long",
  ),
  agent: z
    .boolean()
    .default(false)
    .describe("Machine image: Google's Ops Agent is in it, and reports how much memory is used"),
  diskSize: whole(10, 2000).default(20).describe("Boot disk, in GB"),
  size: whole(1, 1000)
    .optional()
    .describe("Instances per region instead of the computed number; must keep the N+2 rule"),
  snapshots: snapshots.optional(),
});

const kubernetes = z.strictObject({
  on: z.literal("kubernetes").describe("Deployment on regional GKE with Istio"),
  image: image.describe("Container by digest"),
  port: whole(1, 65535).describe("Where it takes requests"),
  bootTime: positiveDuration().describe("From start until the service answers"),
  cpu: form(/^[1-9]\d*m?$/, 'must be a CPU request such as "500m" or "2"').describe(
    "Request of a pod",
  ),
  memory: form(/^[1-9]\d*[MG]i$/, 'must be a memory request such as "512Mi"').describe(
    "Request of a pod",
  ),
  size: whole(1, 1000).optional().describe("Pods per region instead of the computed number"),
  nodes: z
    .enum(["shared", "own"])
    .default("shared")
    .describe("own: nodes that no other service's pods take anything of"),
});

const workers = z.strictObject({
  on: z.literal("workers").describe("Instances scaled on a queue's backlog"),
  queue: name().describe("The queue they take tasks from"),
  tasksPerInstance: whole(1, 1_000_000).describe("Waiting tasks that justify one more instance"),
  most: whole(1, 1000).describe(
    "Instances at the most in a region; each region may have to carry all",
  ),
  machineType: instances.shape.machineType,
  image: image.describe("Container by digest, or machine image"),
  bootTime: positiveDuration().describe("From power-on until it takes tasks"),
});

const health = z.strictObject({
  liveness: httpPath().describe("Answers while the process lives; must not ask any dependency"),
  readiness: httpPath().describe(
    "Answers while the service can work: hard dependencies in its own region included",
  ),
});

const load = z.strictObject({
  peak: rate().describe("The most that all users together send"),
  perInstance: rate().describe("What one instance carries, measured"),
  growth: increase().optional().describe("Expected growth of the peak in a year"),
});

const scaling = z.strictObject({
  on: z
    .union([
      z.enum(["cpu", "memory"]),
      form(
        /^[a-z.]+\/.+$/,
        "must be cpu, memory, or a metric such as custom.googleapis.com/orders",
      ),
    ])
    .default("cpu")
    .describe("cpu, memory, or a metric of one's own such as custom.googleapis.com/orders"),
  target: z
    .union([percentage(), z.number().positive()])
    .describe("A percentage, or per instance for one's own metric"),
});

const schedule = z.strictObject({
  name: name().describe("What the peak is called"),
  cron: form(
    /^[-0-9A-Za-z*,/]+( [-0-9A-Za-z*,/]+){4}$/,
    'must be a cron line of five fields such as "0 8 * * MON-FRI"',
  ).describe("When it begins: minute, hour, day, month, weekday"),
  timeZone: timeZone().default("Etc/UTC").describe("Where those times hold"),
  lasts: positiveDuration().describe("How long it stays, 5 minutes at least"),
  peak: rate().describe("Load to be ready for"),
});

const release = z.strictObject({
  strategy: z
    .enum(["all", "rolling", "canary"])
    .describe("All at once, a few at a time, or a share first"),
  canary: percentage().optional().describe("Share of instances that take the new version first"),
  next: image.optional().describe("The version that is on its way in"),
  bake: duration().optional().describe("How long the canary is watched"),
  rollback: duration().optional().describe("How long a rollback takes"),
  perYear: z
    .number()
    .min(0, { error: "must be a number, 0 or above" })
    .optional()
    .describe("Releases in a year"),
  common: percentage()
    .optional()
    .describe(
      "Share of bad releases that strikes all regions at once (beta factor), 100 % if left out: one image is deployed to all; less where regions follow one another and are watched in between",
    ),
  reversibleSchema: z
    .boolean()
    .default(true)
    .describe("The version before can work with the data of the one after"),
});

export const service = z.strictObject({
  tier: z.enum(["critical", "important", "non-critical"]).describe("How much its loss hurts"),
  owner: name().optional().describe("Who is alerted first; one of `people`"),
  placement: z
    .enum(["multi-region", "primary", "single-zone"])
    .describe(
      "multi-region: serves in all regions in hot; primary: only where the writes are; single-zone: only in the zone that is named",
    ),
  zones: byRegion(z.array(zone()).min(1))
    .optional()
    .describe("Zones by region, where not all of the region's"),
  public: z
    .strictObject({
      paths: z.array(pathPattern()).min(1).describe("What it answers, such as /* or /api/*"),
      cache: z.boolean().default(false).describe("Cloud CDN may keep what it answers"),
    })
    .optional()
    .describe("Left out: reachable inside the network only"),
  load: load.optional().describe("What sizes follow from"),
  retries: z
    .strictObject({
      attempts: whole(1, 10).describe("Calls in all, the first included"),
      budget: percentage().optional().describe("Retries as a share of all calls, at the most"),
      timeout: positiveDuration().describe("Of one attempt"),
    })
    .optional()
    .describe("How its callers try again"),
  runs: z
    .discriminatedUnion("on", [instances, kubernetes, workers])
    .describe("What it runs on, and what runs"),
  health: health.optional().describe("Paths that say whether it lives and whether it can work"),
  scaling: scaling.optional().describe("What the number of instances follows"),
  schedules: z.array(schedule).max(128).default([]).describe("Known peaks"),
  dependsOn: z.array(dependency).default([]).describe("What it calls"),
  uses: z.array(use).default([]).describe("Data stores"),
  env: z
    .record(
      form(
        /^[A-Za-z_][A-Za-z0-9_]*$/,
        "must be letters, digits and underscores, and not begin with a digit",
      ),
      // One line each is all that an environment file can carry.
      form(/^[^\p{Cc}]*$/u, "must be one line without control characters"),
    )
    .default({})
    .describe("Environment of the container; no secrets"),
  flags: z
    .record(
      form(
        /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        "must be lower-case letters, digits and hyphens, beginning with a letter",
      ),
      z.union([z.boolean(), z.string()]),
    )
    .default({})
    .describe("What it can switch while it runs, without a release; read from Parameter Manager"),
  release: release.optional().describe("How a new version is brought in"),
  fallback: z
    .strictObject({
      page: httpPath().describe("Static page that is shown while the service is down"),
    })
    .optional()
    .describe("What is shown instead of it"),
});
export type Service = z.output<typeof service>;
export type InstanceRuntime = z.output<typeof instances>;
export type KubernetesRuntime = z.output<typeof kubernetes>;
export type WorkerRuntime = z.output<typeof workers>;

/** Whether an image is a container, pinned by digest, or else a machine image. */
export const isContainer = (image: string): boolean => image.includes("@sha256:");
