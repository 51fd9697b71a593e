import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { changed, resource } from "../inventory/scene";
import type { Scene } from "./bank";

/** A resource of the bank: `prod compute.Network online-bank`. */
export type Place = `${"prod" | "dr"} ${string}.${string} ${string}`;

/** One thing that is otherwise than the program has it. */
export interface Change {
  readonly at: Place;
  /** Other inputs, by paths such as `disks.0.boot`; undefined takes one away. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Other options. */
  readonly options?: Partial<Pick<Resource, "protect" | "ignoreChanges" | "timeouts">>;
  /** What it needs instead, as places. */
  readonly needs?: readonly Place[];
  /** The same, by input. */
  readonly needsBy?: Readonly<Record<string, readonly Place[]>>;
  /** new: the program has no such resource; gone: it has, and the mutant hasn't. */
  readonly is?: "new" | "gone";
  /** What a new one is a copy of; left out: it has nothing but what is set. */
  readonly like?: Place;
}

/** A mutant of the bank, and all that is then said: `stack name path: message`. */
export interface Mutant {
  readonly rule: string;
  readonly what: string;
  readonly changes: readonly Change[];
  readonly says: readonly string[];
  /** Which of the bank's cases is changed; left out: hot, both regions standing. */
  readonly of?: "warm" | "cold";
}

export function mutated(scene: Scene, changes: readonly Change[]): Scene {
  return changes.reduce(one, scene);
}

function one(scene: Scene, change: Change): Scene {
  const [stack = "", kind = "", name = ""] = change.at.split(" ");
  const isIt = ({ type, name: own }: Resource) => kindName(type) === kind && own === name;
  const stacks = scene.stacks.map(({ region, inventory }) => {
    if (inventory.stack !== stack) return { region, inventory };
    const { resources } = inventory;
    // A mutant that changes nothing proves nothing.
    if (resources.some(isIt) === (change.is === "new")) throw new Error(`wrong about ${change.at}`);
    const others =
      change.is === "gone"
        ? resources.filter((candidate) => !isIt(candidate))
        : change.is === "new"
          ? [...resources, altered(scene, blank(scene, change, kind, name), change)]
          : resources.map((candidate) =>
              isIt(candidate) ? altered(scene, candidate, change) : candidate,
            );
    return { region, inventory: { ...inventory, resources: others } };
  });
  return { ...scene, stacks };
}

function altered(scene: Scene, original: Resource, change: Change): Resource {
  const urns = (places: readonly Place[]) => places.map((place) => urnOf(scene, place));
  const { needs, needsBy } = change;
  return {
    ...changed(original, change.set ?? {}),
    ...change.options,
    ...(needs ? { dependencies: urns(needs) } : {}),
    ...(needsBy
      ? {
          propertyDependencies: Object.fromEntries(
            Object.entries(needsBy).map(([input, places]) => [input, urns(places)]),
          ),
        }
      : {}),
  };
}

function blank(scene: Scene, { like }: Change, kind: string, name: string): Resource {
  if (like === undefined) return resource(kind, {}, { name });
  const model = found(scene, like);
  return { ...model, name, urn: model.urn.replace(/[^:]+$/, name) };
}

function urnOf(scene: Scene, place: Place): string {
  return found(scene, place).urn;
}

function found(scene: Scene, place: Place): Resource {
  const [stack = "", kind = "", name = ""] = place.split(" ");
  const is = scene.stacks
    .filter(({ inventory }) => inventory.stack === stack)
    .flatMap(({ inventory }) => inventory.resources)
    .find(({ type, name: own }) => kindName(type) === kind && own === name);
  if (!is) throw new Error(`${place} is not there`);
  return is;
}
