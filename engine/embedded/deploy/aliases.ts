import type { Alias } from "../options";
import type { Goal } from "../registry";
import { nameOf, typeOf } from "./state";

const STACK = "pulumi:pulumi:Stack";

/** Which stack URNs belong to, and which resources are known under another URN than before. */
export interface AliasContext {
  readonly stack: string;
  readonly project: string;
  /** The URN so far, of resources that an alias was followed for. */
  readonly followed: ReadonlyMap<string, string>;
}

/** The URN of a resource: types of all parents but the stack itself lead the own one. */
export function urnOf(
  { stack, project }: Pick<AliasContext, "stack" | "project">,
  type: string,
  name: string,
  parent: string | undefined,
): string {
  const parentType = parent?.split("::")[2] ?? STACK;
  const chain = parentType === STACK ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${chain}::${name}`;
}

/** Every URN that a resource may have had: by its own aliases, and by those of its parent. */
export function aliasesOf(goal: Goal, context: AliasContext): readonly string[] {
  const own = goal.aliases.map((alias) => collapsed(alias, goal, context));
  const parentAlias = goal.parent === undefined ? undefined : context.followed.get(goal.parent);
  if (goal.parent === undefined || parentAlias === undefined) return [...new Set(own)];
  const parentName = nameOf(goal.parent);
  const inherited = [[goal.type, goal.name], ...own.map((urn) => [typeOf(urn), nameOf(urn)])].map(
    ([type = "", name = ""]) => {
      const kept = name.startsWith(parentName)
        ? nameOf(parentAlias) + name.slice(parentName.length)
        : name;
      return urnOf(context, type, kept, parentAlias);
    },
  );
  return [...new Set([...own, ...inherited])];
}

/** An alias as a URN: what it leaves open is as the resource has it now. */
function collapsed(alias: Alias, goal: Goal, context: AliasContext): string {
  if (alias.urn !== undefined) return alias.urn;
  const { followed } = context;
  const named = alias.parent ? (followed.get(alias.parent) ?? alias.parent) : goal.parent;
  const parent = alias.noParent === true ? undefined : named;
  const place = { stack: alias.stack || context.stack, project: alias.project || context.project };
  return urnOf(place, alias.type || goal.type, alias.name || goal.name, parent);
}
