import { GLOBAL } from "../recovery/parts";
import type { RegionPart, Topology } from "../topology/model";
import { refuseStrange } from "./known";
import { Ending, EXIT } from "./outcome";

type RegionState = RegionPart["state"];

/** One stage of `up`: a stack, or an edit of the description. */
export type Stage =
  | { readonly kind: "up"; readonly region: string; readonly under?: string; readonly why: string }
  | { readonly kind: "edit"; readonly path: string; readonly value: RegionState };

/**
 * What stands a region up, in order. It follows from the description alone and each stage does
 * nothing where nothing is to be done, so whatever was cut off is gone on with by running it again.
 */
export function stagesToStandUp({ home, regions }: Topology, region: string): readonly Stage[] {
  refuseStrange(region, Object.keys(regions), { among: "the regions" });
  const state = regions[region]?.state;
  if (state === "lost") {
    throw new Ending(
      EXIT.refused,
      `${region} is described as lost; it comes back by "standby rejoin", which fences it first`,
    );
  }
  if (region === home) return [{ kind: "up", region, why: "the home region" }];
  const own: Stage = { kind: "up", region, why: "the region itself" };
  const join = homeStage(regions[home]?.state, home, `so that it counts on ${region}`);
  if (state === "standing") return [own, join];
  const first: readonly Stage[] =
    regions[home]?.state === "lost"
      ? []
      : [{ kind: "up", region: home, why: "what is global comes first" }];
  const edit: Stage = { kind: "edit", path: `regions.${region}.state`, value: "standing" };
  return [...first, own, edit, join];
}

/** Only what is global, with whatever else the home region's stack holds left alone. */
export function globalStages({ home }: Topology): readonly Stage[] {
  return [{ kind: "up", region: home, under: GLOBAL, why: "only what is global" }];
}

function homeStage(state: RegionState | undefined, home: string, why: string): Stage {
  const lost = state === "lost" ? { under: GLOBAL } : {};
  return { kind: "up", region: home, ...lost, why };
}
