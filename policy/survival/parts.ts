import { ofKinds } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { subjectOf } from "../context";
import type { Walk } from "./walk";

/** The resources of some kinds that belong to a store. */
export function partsOf(
  { context }: Walk,
  store: string,
  kinds: readonly string[],
): readonly Resource[] {
  return ofKinds(context.inventory, kinds).filter(
    (resource) => subjectOf(context, resource) === store,
  );
}

/** The first of them. */
export function one(walk: Walk, store: string, kinds: readonly string[]): Resource | undefined {
  return partsOf(walk, store, kinds)[0];
}
