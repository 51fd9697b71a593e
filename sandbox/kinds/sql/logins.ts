import type { Cloud } from "../../cloud";
import type { JsonObject } from "../../json";
import type { CloudResource, Instant } from "../../model";
import type { Table } from "../../store/records";
import { positionOf } from "./data";
import { instanceNamed, isReplica, runtimeOf, textAt } from "./instance";
import { placesOf } from "./rows";

/** A logical database or a login as the data hold it: whatever copies the data has it, too. */
interface Held {
  readonly kind: string;
  readonly branch: string;
  readonly from: Instant;
  /** When it was deleted. */
  readonly until?: Instant;
  readonly properties: JsonObject;
}

const table = (cloud: Cloud): Table<Held> => cloud.table("sql.held");

/** Its making is written into the data of its instance, without the password. */
export function hold({ id, kind, project, properties }: CloudResource, cloud: Cloud): void {
  const instance = instanceNamed(cloud, project, textAt(properties, "instance"));
  const branch = instance ? runtimeOf(instance).branch : null;
  if (branch === null) return;
  const kept = Object.entries(properties).filter(([key]) => !key.startsWith("password"));
  const held = { kind, branch, from: cloud.now, properties: Object.fromEntries(kept) };
  table(cloud).put(`${branch} ${id}`, held);
}

/** Its deletion, too; one that goes with a replica stays in the data of the writer. */
export function letGo({ id, project, properties }: CloudResource, cloud: Cloud): void {
  const instance = instanceNamed(cloud, project, textAt(properties, "instance"));
  if (!instance || isReplica(instance)) return;
  const key = `${runtimeOf(instance).branch ?? ""} ${id}`;
  const held = table(cloud).get(key);
  if (held) table(cloud).put(key, { ...held, until: cloud.now });
}

/**
 * The properties of all that an instance's data hold of a kind: what was made on it, and what came
 * with a writer, a clone or a backup. A clone and a backup have what was there at their moment.
 */
export function heldBy(instance: CloudResource, kind: string, cloud: Cloud): readonly JsonObject[] {
  if (runtimeOf(instance).branch === null) return [];
  const places = placesOf(cloud, positionOf(instance, cloud));
  const found = [...table(cloud).values()].filter(
    (held) =>
      held.kind === kind &&
      places.some(
        ({ branch, upTo }) =>
          branch === held.branch && held.from <= upTo && !((held.until ?? Infinity) <= upTo),
      ),
  );
  const byName = new Map(found.map(({ properties }) => [textAt(properties, "name"), properties]));
  return [...byName.values()].map((properties) => ({ ...properties, instance: instance.name }));
}
