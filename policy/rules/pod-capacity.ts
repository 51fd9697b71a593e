import type { Resource } from "../../inventory/model";
import { kindName } from "../../inventory/fields/rules";
import { listAt, numberAt, textAt, valueAt } from "../../inventory/values";
import { isLost, type PolicyContext, type StackInventory } from "../context";
import { broken, type PolicyBreach } from "../rule";
import { DEPLOYMENTS } from "./pods";
import { POOLS, zonesOfPool } from "./node-pool";
import { serviceOf } from "./instance-group";
import { type Scaled, tooFewAtLeast, tooFewAtMost } from "./enough";
import { lost } from "./sums";

export const SCALERS = ["kubernetes:autoscaling.HorizontalPodAutoscaler"];
const MIN = "spec.minReplicas";
const MAX = "spec.maxReplicas";
const LEAST = "autoscaling.totalMinNodeCount";
const MOST = "autoscaling.totalMaxNodeCount";

/** The autoscaler of one service's pods in one region's cluster. */
interface ScaledPods extends Scaled {
  /** Whether it waits without a pod, as it may in cold. */
  readonly waits: boolean;
}

/** Pods that are too few when a zone is lost, as R11 has it of instances; and nodes for them. */
export function fewPods(context: PolicyContext): PolicyBreach[] {
  return [
    ...scaled(context).flatMap((one) => {
      const { scaler, isReady, waits } = one;
      const least = numberAt(scaler.inputs, MIN, 1);
      if (least === undefined || (!isReady && context.situation.standby === "cold")) return [];
      return [
        ...broken(
          waits,
          scaler,
          MIN,
          "counts for nothing, since its deployment has no pod (spec.replicas 0); leave replicas to the autoscaler",
        ),
        ...tooFewAtLeast(one, MIN, least, "pod"),
      ];
    }),
    ...pools(context).flatMap((pool) => tooSmall(context, pool, LEAST, pool.isReady)),
  ];
}

/** Pods that can't grow to the whole peak, as R12 has it of instances; and nodes for them. */
export function fewAtMost(context: PolicyContext): PolicyBreach[] {
  return [
    ...scaled(context).flatMap((one) => tooFewAtMost(one, MAX, numberAt(one.scaler.inputs, MAX))),
    ...pools(context).flatMap((pool) => tooSmall(context, pool, MOST, true)),
  ];
}

function scaled(context: PolicyContext): ScaledPods[] {
  const { primary, standby } = context.situation;
  return context.stacks.flatMap(({ region, inventory }) => {
    if (isLost(context, region)) return [];
    const zones = context.situation.regions[region]?.zones.length ?? 1;
    return of(inventory, SCALERS).flatMap((scaler) => {
      const needed = serviceOf(context, scaler)?.needed;
      if (needed === undefined) return [];
      const target = textAt(scaler.inputs, "spec.scaleTargetRef.name");
      const waits = of(inventory, DEPLOYMENTS).some(
        ({ inputs }) =>
          textAt(inputs, "metadata.name") === target && valueAt(inputs, "spec.replicas") === 0,
      );
      return [{ scaler, needed, zones, isReady: region === primary || standby === "hot", waits }];
    });
  });
}

interface Pool {
  readonly pool: Resource;
  readonly stack: StackInventory;
  readonly isReady: boolean;
}

function pools(context: PolicyContext): Pool[] {
  const { primary, standby } = context.situation;
  return context.stacks
    .filter(({ region }) => !isLost(context, region))
    .flatMap((stack) =>
      of(stack.inventory, POOLS).map((pool) => ({
        ...{ pool, stack },
        isReady: stack.region === primary || standby === "hot",
      })),
    );
}

/** What the pods of the peak ask for, whatever else a node needs; the topology's own sum is stricter. */
function tooSmall(
  context: PolicyContext,
  { pool, stack }: Pool,
  path: string,
  counts: boolean,
): PolicyBreach[] {
  const nodes = numberAt(pool.inputs, path);
  const size = /-(\d+)$/.exec(textAt(pool.inputs, "nodeConfig.machineType") ?? "")?.[1];
  if (nodes === undefined || size === undefined || !counts) return [];
  const label = textAt(pool.inputs, "nodeConfig.labels.pool");
  // A version on trial is another deployment of the same service, which carries the peak once.
  const carrying = new Map(
    of(stack.inventory, DEPLOYMENTS)
      .filter(({ inputs }) => textAt(inputs, "spec.template.spec.nodeSelector.pool") === label)
      .map((pods) => [serviceOf(context, pods), pods] as const),
  );
  const asked = [...carrying].reduce(
    (sum, [service, pods]) => sum + (service?.needed ?? 0) * processors(pods),
    0,
  );
  const zones = Math.max(1, zonesOfPool(context, pool).length);
  const left = (nodes - lost(nodes, zones)) * Number(size);
  return broken(
    left < asked,
    pool,
    path,
    `"${nodes}" leaves ${left} processors with one of ${zones} zones lost, and the pods of the peak ask for ${Number(asked.toFixed(3))}; raise it`,
  );
}

/** Processors that one pod asks for. */
function processors({ inputs }: Resource): number {
  return listAt(inputs, "spec.template.spec.containers").reduce<number>((sum, container) => {
    const text = textAt(container, "resources.requests.cpu") ?? "0";
    return sum + (text.endsWith("m") ? Number(text.slice(0, -1)) / 1000 : Number(text));
  }, 0);
}

function of({ resources }: StackInventory["inventory"], kinds: readonly string[]) {
  return resources.filter(({ type }) => kinds.includes(kindName(type)));
}
