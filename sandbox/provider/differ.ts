import type { PropertyChange } from "../../engine/embedded/provider";
import type { FieldRules, FieldType } from "../../inventory/fields/rules";
import { kindName } from "../../inventory/fields/rules";
import { isObject, type Json, type JsonObject } from "../json";
import { isSameValue, isSet } from "./same";
import { entriesOf, isNothing, isUnknown, joined } from "./values";

/** What differs, by place as Pulumi writes it: `settings.tier`, `backends[0].group`. */
export type Changes = Map<string, PropertyChange>;

export interface Compared {
  readonly type: string;
  readonly rules: FieldRules;
  /** What is to be. */
  readonly news: JsonObject;
  /** What there is, as the API said last. */
  readonly state: JsonObject;
  /** What was asked for last. */
  readonly oldInputs: JsonObject;
  readonly isIgnored: (place: string) => boolean;
}

/**
 * What differs between inputs and state, over the fields that are or were given: what the service
 * fills in by itself is no difference, what it changed is one.
 */
export function differences({ news, state, oldInputs, ...context }: Compared): Changes {
  const changes: Changes = new Map();
  compareBlock({ ...context, kind: kindName(context.type), changes }, "", "", {
    news,
    state,
    olds: oldInputs,
  });
  return changes;
}

interface Context extends Pick<Compared, "type" | "rules" | "isIgnored"> {
  readonly kind: string;
  readonly changes: Changes;
}

interface Blocks {
  readonly news: JsonObject;
  readonly state: JsonObject;
  readonly olds: JsonObject;
}

interface Values {
  readonly news: Json;
  readonly state: Json | undefined;
  readonly olds: Json | undefined;
}

function compareBlock(context: Context, field: string, place: string, blocks: Blocks): void {
  const { news, state, olds } = blocks;
  const fields = context.rules.under(context.type, field);
  const given = new Set([...entriesOf(news), ...entriesOf(olds)].map(([key]) => key));
  for (const key of given) {
    const rule = fields.get(key);
    const here = joined(place, key);
    if (rule?.output || rule?.writeOnly || context.isIgnored(here)) continue;
    const path = field === "" ? key : `${field}.${key}`;
    const value = news[key];
    if (value !== undefined && value !== null) {
      const values = { news: value, state: state[key], olds: olds[key] };
      compareValue(context, rule?.type, path, here, values);
    } else if (!rule?.computed && !isNothing(state[key])) {
      context.changes.set(here, "delete");
    }
  }
}

function compareValue(
  context: Context,
  type: FieldType | undefined,
  path: string,
  place: string,
  values: Values,
): void {
  const { news, state, olds } = values;
  if (isUnknown(news)) context.changes.set(place, state === undefined ? "add" : "update");
  else if (isNothing(state) && !isObject(state)) {
    if (!isNothing(news)) context.changes.set(place, state === undefined ? "add" : "update");
  } else if (Array.isArray(news) && Array.isArray(state)) {
    const before = Array.isArray(olds) ? olds : [];
    compareLists(context, itemOf(type), path, place, { news, state, olds: before });
  } else if (isObject(news) && isObject(state)) {
    const blocks = { news, state, olds: isObject(olds) ? olds : {} };
    if (type?.is === "map") compareMaps(context, place, blocks);
    else compareBlock(context, path, place, blocks);
  } else if (isObject(news) || Array.isArray(news)) context.changes.set(place, "update");
  else if (!isSameValue(context.kind, path, news, state ?? null)) {
    context.changes.set(place, "update");
  }
}

function compareMaps(context: Context, place: string, { news, state, olds }: Blocks): void {
  for (const key of new Set([...Object.keys(news), ...Object.keys(olds)])) {
    const here = joined(place, key);
    if (context.isIgnored(here) || news[key] === state[key]) continue;
    if (news[key] === undefined) {
      if (state[key] !== undefined) context.changes.set(here, "delete");
    } else context.changes.set(here, state[key] === undefined ? "add" : "update");
  }
}

interface Lists {
  readonly news: readonly Json[];
  readonly state: readonly Json[];
  readonly olds: readonly Json[];
}

function compareLists(
  context: Context,
  type: FieldType | undefined,
  path: string,
  place: string,
  lists: Lists,
): void {
  const isAnyOrder = isSet(context.kind, path);
  const { news, state, olds } = isAnyOrder ? unmatched(context, type, path, lists) : lists;
  for (let index = 0; index < Math.max(news.length, state.length); index++) {
    const [item, before] = [news[index], state[index]];
    const inSet = item === undefined ? lists.state.indexOf(before ?? "") : lists.news.indexOf(item);
    const here = `${place}[${isAnyOrder ? inSet : index}]`;
    if (context.isIgnored(here)) continue;
    if (item === undefined) context.changes.set(here, "delete");
    else if (before === undefined) context.changes.set(here, "add");
    else compareValue(context, type, path, here, { news: item, state: before, olds: olds[index] });
  }
}

/** What of two sets has no counterpart in the other. */
function unmatched(
  context: Context,
  type: FieldType | undefined,
  path: string,
  lists: Lists,
): Lists {
  const state = [...lists.state];
  const news = lists.news.filter((item) => {
    const place = state.findIndex((other) => matches(context, type, path, item, other));
    if (place >= 0) state.splice(place, 1);
    return place < 0;
  });
  return { news, state, olds: [] };
}

function matches(
  context: Context,
  type: FieldType | undefined,
  path: string,
  news: Json,
  state: Json,
): boolean {
  const changes: Changes = new Map();
  const trial = { ...context, changes, isIgnored: () => false };
  compareValue(trial, type, path, "item", { news, state, olds: undefined });
  return changes.size === 0;
}

function itemOf(type: FieldType | undefined): FieldType | undefined {
  return type?.is === "list" ? type.of : type;
}
