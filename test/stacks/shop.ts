import * as fs from "node:fs";
import * as path from "node:path";
import type { Inventory, Resource } from "../../inventory/model";
import { situationOf } from "../../policy/situation";
import { readTopology } from "../../topology/read";
import { MODES, type Mode, PROJECT, run, type Stack } from "./runs";

export const SHOP = "systems/shop-smart.yaml";

export interface ShopCase {
  readonly mode: Mode;
  readonly primary: string;
  readonly other: "planned" | "standing" | "lost";
  /** Where a cluster stands: written out, or derived from the mode. */
  readonly clusters: "described" | "derived";
  readonly mesh: boolean;
}

const BOTH = ["us-central1", "us-east1"];
const SITUATIONS = [
  { primary: "us-central1", other: "planned" },
  { primary: "us-central1", other: "standing" },
  { primary: "us-central1", other: "lost" },
  { primary: "us-east1", other: "standing" },
  { primary: "us-east1", other: "lost" },
] as const;

/** Every mode, primary and state of the other region. */
export const SHOP_CASES: readonly ShopCase[] = MODES.flatMap((mode) =>
  SITUATIONS.map((situation) => ({ ...situation, mode, clusters: "described", mesh: true })),
);

export const titleOfShop = ({ mode, primary, other }: ShopCase) =>
  `${mode}, primary ${primary}, the other ${other}`;

const runs = new Map<string, Promise<Inventory>>();

/** What one stack of the shop registers in a case; the same run is done once. */
export function shop(stack: Stack, asked: ShopCase): Promise<Inventory> {
  const key = JSON.stringify([stack, asked]);
  const known = runs.get(key) ?? run(stack, shopOverrides(asked), { system: SHOP });
  runs.set(key, known);
  return known;
}

export function shopOverrides({ mode, primary, other, clusters, mesh }: ShopCase) {
  const away = primary === "us-east1" ? "us-central1" : "us-east1";
  return {
    standby: mode,
    primary,
    [`regions.${primary}.state`]: "standing",
    [`regions.${away}.state`]: other,
    ...(clusters === "described"
      ? {
          "kubernetes.clusters": BOTH,
          "data.ratings.instances": { "us-central1": 1, "us-east1": 1 },
        }
      : {}),
    "kubernetes.mesh": mesh ? BOTH : [],
  };
}

/** What the rules know of the description in a case. */
export function shopSituation(asked: ShopCase) {
  const text = fs.readFileSync(path.join(PROJECT, SHOP), "utf8");
  const { topology } = readTopology(
    { path: SHOP, text, whatIf: shopOverrides(asked) },
    "example-bank-prod",
  );
  if (!topology) throw new Error("the shop has problems");
  return situationOf(topology.system);
}

/** The resources of a kind, such as `kubernetes:apps/v1:Deployment`. */
export const ofType = ({ resources }: Inventory, type: string): readonly Resource[] =>
  resources.filter((one) => one.type === type);

export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const SCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
