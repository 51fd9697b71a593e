import type { Action } from "./action";

/**
 * Which part of a stack, where it can't be the whole: what is global; all but what it keeps in other
 * regions, one of which is lost; or of that all but copies of data that isn't there yet.
 */
export type Part = "global" | "own" | "bare";

/** What has no region stands under this component. */
export const GLOBAL = "standby:index:Global";

/** Components that parts are told by: what stands at or under one, and under none of others. */
export const PARTS: Readonly<
  Record<Part, { readonly under?: string; readonly except?: readonly string[] }>
> = {
  global: { under: GLOBAL },
  own: { except: ["standby:index:ClusterBackup"] },
  bare: { except: ["standby:index:ClusterBackup", "standby:index:ReadReplicas"] },
};

/** Which part of a stack an action is about; all of it, where it says nothing. */
export function onlyOf(action: Action): Part | undefined {
  if (!("region" in action)) return undefined;
  if ("global" in action && action.global) return "global";
  if ("bare" in action && action.bare) return "bare";
  return "own" in action && action.own ? "own" : undefined;
}
