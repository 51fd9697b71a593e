import { multiRegionAround } from "../topology/places";
import { registryLocation } from "../topology/registry";
import type { Topology } from "../topology/model";
import type { ActionKind } from "./action";
import type { Plan, Step } from "./model";

/** A system that a recovery itself depends on. */
const MEANS = [
  "apis",
  "lease",
  "deployments",
  "state",
  "registry",
  "keys",
  "secrets",
  "dns",
] as const;
export type Means = (typeof MEANS)[number];

/** What a plan can't do without, where that is, and which of its steps need it. */
export interface Required {
  readonly means: Means;
  readonly what: string;
  /** `global`, a region, a multi-region such as `us`, or `elsewhere`: outside of what is described. */
  readonly where: string;
  /** Steps that stop without it, in the plan's order. */
  readonly steps: readonly string[];
  /** What does the same without it; nothing if nothing does. */
  readonly instead?: string;
}

type Rule = (plan: Plan, topology: Topology) => readonly Omit<Required, "means">[];

const RULES: Readonly<Record<Means, Rule>> = {
  apis: (plan, topology) =>
    regionsActedIn(plan, topology).map((region) => ({
      what: `Google's APIs of ${region}`,
      where: region,
      steps: named(plan, (step) => REGIONAL.test(step.action.kind) && regionOf(step) === region),
    })),
  lease: (plan, { system }) => [
    {
      what: "the bucket of the lease and the journal",
      where: multiRegionAround(system.home).toLowerCase(),
      steps: kinds(plan, ["lease.take", "lease.release", "deployments.freeze", "deployments.thaw"]),
      instead: "the folder that standby bundle has written, which takes none",
    },
  ],
  deployments: (plan) => [
    {
      what: "a machine with Pulumi, its plugins and the repository",
      where: "elsewhere",
      steps: kinds(plan, PULUMI),
      instead: "the folder that standby bundle has written; stacks are brought in line later",
    },
  ],
  state: (plan, { system }) => [
    {
      what: "the bucket of the stacks' states and the key of their secrets",
      where: multiRegionAround(system.home).toLowerCase(),
      steps: kinds(plan, PULUMI),
    },
  ],
  registry: (plan, { system }) => [
    {
      what: "the registry that new machines and pods fetch their images from",
      where: registryLocation(system),
      steps: kinds(plan, STARTS),
    },
  ],
  keys: (plan, { regions }) =>
    Object.values(regions).flatMap(({ name, keys }) =>
      keys.map(({ location, link }) => ({
        what: `the key ${link}`,
        where: location,
        steps: named(
          plan,
          ({ action }) => "region" in action && action.region === name && starts(action.kind),
        ),
      })),
    ),
  secrets: (plan) => [
    {
      what: "the secrets that services read when they start, replicated by Google",
      where: "global",
      steps: kinds(plan, STARTS),
    },
  ],
  dns: (plan) => [
    {
      what: "the zones of Cloud DNS",
      where: "global",
      steps: kinds(plan, ["dns.writer", "dns.route"]),
    },
  ],
};

const PULUMI: readonly ActionKind[] = [
  "pulumi.up",
  "pulumi.refresh",
  "pulumi.preview",
  "pulumi.forget",
];
/** What has machines or pods come up, which fetch images, read secrets and open disks. */
const STARTS: readonly ActionKind[] = ["group.scale", "pods.scale", "pulumi.up", "group.roll-back"];

/**
 * The systems that a recovery depends on itself: what it needs of them, where each is, and which
 * steps stop without it. What lies in the region that is lost by the plan's own event is a flaw.
 */
export function requires(plan: Plan, topology: Topology): readonly Required[] {
  return MEANS.flatMap((means) =>
    RULES[means](plan, topology)
      .filter(({ steps }) => steps.length > 0)
      .map((one) => ({ means, ...one })),
  );
}

/** What a plan needs that lies just where it says that nothing works any more. */
export function lostWith(plan: Plan, topology: Topology): readonly Required[] {
  if (plan.event !== "region-loss") return [];
  return requires(plan, topology).filter(({ where }) => where === plan.of);
}

/** Regions whose own APIs are called: what is global is changed without them. */
function regionsActedIn({ steps }: Plan, { regions }: Topology): readonly string[] {
  const acted = steps.flatMap((step) => {
    const region = regionOf(step);
    return region !== undefined && REGIONAL.test(step.action.kind) ? [region] : [];
  });
  return Object.keys(regions).filter((region) => acted.includes(region));
}

const REGIONAL = /^(sql|group|pods|disk)\./;

/** Where a step acts; an instance is where its condition looks for it. */
function regionOf({ action, done }: Step): string | undefined {
  if ("region" in action) return action.region;
  return "region" in done ? done.region : undefined;
}

function starts(kind: ActionKind): boolean {
  return STARTS.includes(kind);
}

function kinds(plan: Plan, among: readonly ActionKind[]): readonly string[] {
  return named(plan, ({ action }) => among.includes(action.kind));
}

function named({ steps }: Plan, isMeant: (step: Step) => boolean): readonly string[] {
  return steps.filter(isMeant).map(({ id }) => id);
}
