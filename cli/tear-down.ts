import { kindName } from "../inventory/fields/rules";
import type { PreviewState } from "../inventory/preview-json";
import { heldBy } from "../policy/gate/holds";
import type { Edits } from "../system/edit";
import type { Topology } from "../topology/model";

/** What a stack's state still has: nothing, or something that is protected, or nothing protected. */
export type Held = "nothing" | "protected" | "open";

/** One step of taking a system down. */
export interface TearDownStage {
  /** The stack deployed without the other regions, or without its protection; or deleted. */
  readonly kind: "release" | "open" | "delete";
  readonly region: string;
}

/** How a whole system is taken down. */
export interface TearDown {
  /** The other regions are planned again. */
  readonly edits: Edits;
  readonly stages: readonly TearDownStage[];
}

/**
 * How a whole system is taken down, or everything that speaks against that. The home region's stack
 * goes last, since it holds what the others refer to; before that it lets go of them. It follows from
 * the description and from what is there, so whatever was cut off is gone on with by doing it again:
 * a stack that has lost its protection is never deployed again, which would make anew what is gone.
 *
 * @param held what each region's stack has
 */
export function tearDown(
  { home, primary, regions }: Topology,
  held: Readonly<Record<string, Held>>,
): TearDown | { readonly problems: readonly string[] } {
  const others = Object.values(regions).filter(({ name }) => name !== home);
  const problems = [
    ...(primary === home
      ? []
      : [`${primary} takes the writes; move them home first: standby switchover ${home}`]),
    ...Object.values(regions)
      .filter(({ state }) => state === "lost")
      .map(({ name }) => `${name} is lost; bring it back first: standby rejoin ${name}`),
  ];
  if (problems.length > 0) return { problems };
  const away = (region: string): TearDownStage[] => {
    const has = held[region] ?? "nothing";
    if (has === "nothing") return [];
    const deleted: TearDownStage = { kind: "delete", region };
    return has === "protected" ? [{ kind: "open", region }, deleted] : [deleted];
  };
  const isHeld = others.some(({ name }) => held[name] === "protected");
  const lets = held[home] === "protected" && isHeld;
  const standing = others.filter(({ state }) => state === "standing");
  return {
    edits: lets
      ? Object.fromEntries(standing.map(({ name }) => [`regions.${name}.state`, "planned"]))
      : {},
    stages: [
      ...(lets ? [{ kind: "release", region: home } as const] : []),
      ...others.flatMap(({ name }) => away(name)),
      ...away(home),
    ],
  };
}

/** What a state has. */
export function heldIn(state: readonly PreviewState[]): Held {
  if (state.every(({ custom, protect }) => !custom && protect !== true)) return "nothing";
  return state.some(({ protect }) => protect === true) ? "protected" : "open";
}

/** What becomes of a stack that is deleted. */
export interface Losses {
  /** What is gone with what holds it: lines to read. */
  readonly lost: readonly string[];
  /** What stays where it is, and what that needs: lines to read. */
  readonly left: readonly string[];
  /** URNs of what stays: the state has to forget them first, since some can't be deleted below others. */
  readonly forgotten: readonly string[];
}

/** What is lost with a stack, and what its deletion leaves behind. */
export function lossesOf(state: readonly PreviewState[]): Losses {
  const held = state.flatMap((old) => {
    const kind = kindName(old.type);
    const what = heldBy({ kind, old: { ...old, protect: false } });
    return what === undefined || isLeft(old) ? [] : [{ old, line: lineOf(kind, old, what) }];
  });
  const left = stayingIn(state, new Set(held.map(({ old }) => old.urn)));
  const lines = left.flatMap((old) => {
    const kind = kindName(old.type);
    return kind === "projects.Service" ? [] : [lineOf(kind, old, undefined)];
  });
  return {
    lost: held.map(({ line }) => line),
    left: lines,
    forgotten: left.map(({ urn }) => urn),
  };
}

/** It is told to be left alone when its declaration goes. */
function isLeft({ retainOnDelete, inputs }: PreviewState): boolean {
  return retainOnDelete === true || inputs?.["deletionPolicy"] === "ABANDON";
}

/** What is left alone, with all that it needs; but what is in something that goes, goes with it. */
function stayingIn(
  state: readonly PreviewState[],
  gone: ReadonlySet<string>,
): readonly PreviewState[] {
  const byUrn = new Map(state.map((each) => [each.urn, each]));
  const staying = new Map<string, PreviewState>();
  const add = (each: PreviewState | undefined): void => {
    if (each?.custom !== true || staying.has(each.urn)) return;
    staying.set(each.urn, each);
    for (const urn of each.dependencies ?? []) add(byUrn.get(urn));
  };
  const roots = state.filter(
    (each) => isLeft(each) && !(each.dependencies ?? []).some((urn) => gone.has(urn)),
  );
  roots.forEach(add);
  return [...staying.values()];
}

function lineOf(kind: string, { urn }: PreviewState, what: string | undefined): string {
  const name = urn.split("::").slice(3).join("::");
  return `${kind} ${name}${what === undefined ? "" : `: ${what}`}`;
}
