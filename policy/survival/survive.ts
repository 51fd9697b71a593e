import { ofKinds } from "../../inventory/api-rules/references";
import { contextOf, type PolicyContext, type StackInventory, subjectOf } from "../context";
import type { Situation } from "../situation";
import { acceptance, PROJECT } from "./acceptance";
import { anew, isMadeAnew } from "./anew";
import { storeVerdict } from "./data";
import { type Loss, lossesOf } from "./loss";
import { ends, recovers, SURVIVES, type Verdict } from "./verdict";
import { type Walk, walk } from "./walk";
import { waiveHits } from "./waive";

/** A service or store that a loss stops, for a while or for good. */
export interface Hit {
  readonly loss: Pick<Loss, "kind" | "name">;
  /** The service or store; the system's name where it is all of it. */
  readonly what: string;
  readonly outcome: "survives by recovery" | "doesn't survive";
  /** What brings it back, or why nothing does. */
  readonly because: string;
  /** Why that is so on purpose; without it, a surprise. */
  readonly accepted?: string;
  /** URN of the resource that is gone, where it is one alone. */
  readonly urn?: string;
}

/** What a system survives. */
export interface Survival {
  readonly system: string;
  /** Losses that were tried. */
  readonly tried: number;
  /** Losses that stop nothing at all. */
  readonly unnoticed: number;
  /** Losses that something doesn't survive. */
  readonly ends: number;
  /** In the order of zones, regions, products, resources, the project. */
  readonly hits: readonly Hit[];
  /** Places of the description's waivers of survival that cover nothing. */
  readonly idle: readonly number[];
}

/**
 * Takes each zone, each region, each product that users come in by, each resource and each key out of
 * a system, and asks whether every service is still reached with enough capacity and every store
 * still takes writes. All stacks of the system have to be there. `today` is a day such as
 * `2027-01-31`: waivers count to their last day.
 */
export function survivalOf(
  stacks: readonly StackInventory[],
  situation: Situation,
  today: string,
): Survival {
  const context = contextOf(stacks, situation);
  const losses = lossesOf(context);
  const hits = losses.map((loss) => hitsOf(context, loss));
  return {
    system: situation.system,
    tried: losses.length,
    unnoticed: hits.filter((found) => found.length === 0).length,
    ends: hits.filter((found) => found.some(({ outcome }) => outcome === "doesn't survive")).length,
    ...waiveHits(hits.flat(), situation, today),
  };
}

function hitsOf(context: PolicyContext, loss: Loss): Hit[] {
  const { situation } = context;
  const { kind, name, resource } = loss;
  if (kind === "project") {
    const what = situation.system;
    return [{ loss: { kind, name }, what, outcome: "doesn't survive", ...PROJECT }];
  }
  const verdicts = verdictsOf(context, loss);
  return [...verdicts].flatMap(([what, { outcome, because = "" }]) => {
    if (outcome === "survives") return [];
    const accepted = outcome === "doesn't survive" ? acceptance(context, loss, what) : undefined;
    return [
      {
        ...{ loss: { kind, name }, what, outcome, because },
        ...(accepted === undefined ? {} : { accepted }),
        ...(resource ? { urn: resource.urn } : {}),
      },
    ];
  });
}

/** By service and store. */
function verdictsOf(context: PolicyContext, loss: Loss): ReadonlyMap<string, Verdict> {
  const atOnce = walk(context, loss, "at once");
  const after = walk(context, onceMended(loss), "recovered");
  const verdicts = new Map<string, Verdict>();
  const judge = (service: string): Verdict => {
    const known = verdicts.get(service);
    if (known) return known;
    verdicts.set(service, SURVIVES); // Services that call each other stand or fall by the rest.
    const verdict = serviceVerdict(atOnce, after, service, judge);
    verdicts.set(service, verdict);
    return verdict;
  };
  Object.keys(context.situation.services).forEach(judge);
  for (const store of Object.keys(context.situation.data)) {
    verdicts.set(store, storeVerdict(atOnce, store));
  }
  return verdicts;
}

/** What a new deployment makes again is back; what holds data has a verdict of its own. */
function onceMended(loss: Loss): Loss {
  return loss.resource && isMadeAnew(loss.resource) ? { ...loss, gone: new Set() } : loss;
}

function serviceVerdict(
  atOnce: Walk,
  after: Walk,
  service: string,
  judge: (service: string) => Verdict,
): Verdict {
  const { stores = [], calls = [] } = atOnce.context.situation.services[service] ?? {};
  const needed: (readonly [name: string, verdict: Verdict])[] = [
    ...stores.map((store) => [store, storeVerdict(atOnce, store)] as const),
    ...calls.map((called) => [called, judge(called)] as const),
  ];
  const hurt = needed.filter(([, { outcome }]) => outcome !== "survives");
  const unreached = atOnce.unreached(service);
  if (unreached === undefined && hurt.length === 0) return SURVIVES;
  const reason = unreached === undefined ? undefined : after.unreached(service);
  const isMade = reason !== undefined && comesWithFailover(atOnce, service);
  if (reason !== undefined && !isMade) return ends(reason);
  const [dead] = hurt.filter(([, { outcome }]) => outcome === "doesn't survive");
  if (dead) return ends(`needs ${dead[0]}: ${dead[1].because}`);
  const [back] = hurt;
  if (unreached === undefined && back) return recovers(`${back[0]}: ${back[1].because}`);
  return recovers(isMade ? MADE : wayBack(atOnce.loss));
}

const MADE =
  "failover: the other region's stack makes its pods, and their cluster if none stands yet";

/** In cold pods are where the writes go and nowhere else. */
function comesWithFailover({ context, loss }: Walk, service: string): boolean {
  const { situation, stacks } = context;
  const isLeft = stacks.some(
    ({ region }) => region !== loss.region && situation.regions[region]?.state === "standing",
  );
  const own = stacks.flatMap(({ inventory }) => ofKinds(inventory, ["kubernetes:apps.Deployment"]));
  return (
    situation.standby === "cold" &&
    loss.kind === "region" &&
    isLeft &&
    own.some((pods) => subjectOf(context, pods) === service)
  );
}

function wayBack({ resource, kind }: Loss): string {
  if (resource) return anew(resource);
  if (kind === "region") return "failover: another region's backends are opened and grow";
  return kind === "product"
    ? "users are sent past it (edge.route)"
    : "the autoscaler grows what is left";
}
