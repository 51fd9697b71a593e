import type { Address } from "../cloud";
import { at, type Json, type JsonObject } from "../json";
import { computeLink, linkOf } from "../links";
import type { CloudResource } from "../model";
import { IDENTITIES, type Identity } from "./identities";

/** What a thing's id is made of: its inputs, with what the provider's configuration adds. */
export type Parts = JsonObject;

/** Finds a thing by kind and name, wherever it stands. */
export type Find = (kind: string, project: string, name: string) => CloudResource | undefined;

/** How things of a kind are told apart; kinds nobody wrote down have the usual form. */
export function identityOf(kind: string, parts: Parts = {}): Identity {
  return IDENTITIES[kind] ?? usual(kind, parts);
}

/** The inputs that a thing's id is made of: a change of one makes it another thing. */
export function identifyingInputs(kind: string): readonly string[] {
  const { id, at: place } = identityOf(kind);
  const inputs = [...id.matchAll(PART)].map(([, name = ""]) => name);
  return [...new Set([...inputs, ...(place === undefined ? [] : [place])])];
}

/** The id as Google's provider gives it. */
export function idFor(kind: string, parts: Parts): string {
  const id = identityOf(kind, parts).id.replace(PART, (_, name: string, full?: string) =>
    textOf(parts, name, full !== undefined),
  );
  const condition = at(parts, "condition.title");
  return typeof condition === "string" && isMembership(kind) ? `${id}/${condition}` : id;
}

/** Where in the cloud a thing is kept. */
export function addressFor(kind: string, parts: Parts, find: Find): Address {
  const project = textOf(parts, "project");
  return {
    kind,
    project,
    location: locationFor(kind, parts, project, find),
    name: nameFor(kind, parts),
  };
}

/** What an id says, read back; nothing if it isn't one of the kind's ids. */
export function partsOf(kind: string, id: string): Parts | undefined {
  const template = identityOf(kind).id;
  const names: string[] = [];
  const pattern = template.split(PART_WHOLE).map((piece) => {
    const [, name, full] = /^\{(\w+)(:full)?\}$/.exec(piece) ?? [];
    if (name === undefined) return piece.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    if (names.includes(name)) return `[^/]+`;
    names.push(name);
    return `(${LOOSE[name] ?? (full === undefined ? "[^/]+" : ".+?")})`;
  });
  const found = new RegExp(`^${pattern.join("")}$`).exec(id.replace(HOST, ""));
  if (!found) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

/** A link without the service's host and version: `projects/p/global/networks/n`. */
export function withoutHost(link: string): string {
  return link.replace(HOST, "");
}

const PART = /\{(\w+)(:full)?\}/g;
const PART_WHOLE = /(\{\w+(?::full)?\})/;
const HOST = /^(https?:)?\/\/[^/]+\/(([a-z]+\/)?v\d\w*\/)?/;
/** What may have slashes in it, or be empty. */
const LOOSE: Readonly<Record<string, string>> = { role: ".+?", member: ".+", host: "[^/]*" };
const PLACES = ["zone", "region", "location"];

function usual(kind: string, parts: Parts): Identity {
  const [, word = ""] = kind.split(".");
  const collection = `${word.charAt(0).toLowerCase()}${word.slice(1)}s`;
  const place = PLACES.find((name) => parts[name] !== undefined);
  const own = `${word.charAt(0).toLowerCase()}${word.slice(1)}Id`;
  const name = [own, "name"].find((input) => parts[input] !== undefined) ?? "generated";
  const where = place === undefined ? "global" : `{${place}}`;
  return { id: `projects/{project}/locations/${where}/${collection}/{${name}}` };
}

function nameFor(kind: string, parts: Parts): string {
  const { id, name: template } = identityOf(kind, parts);
  const names = [...(template ?? id).matchAll(PART)].filter(
    ([, name = ""]) => name !== "project" && !PLACES.includes(name),
  );
  const words = names.map(([, name = "", full]) => textOf(parts, name, full !== undefined));
  const condition = at(parts, "condition.title");
  const title = typeof condition === "string" && isMembership(kind) ? condition : "";
  if (template !== undefined && names.length === 0) return template;
  return [...words, title].filter((word) => word !== "").join("/");
}

function locationFor(kind: string, parts: Parts, project: string, find: Find): string {
  const { id, at: place, within, beside } = identityOf(kind, parts);
  if (beside !== undefined) {
    return computeLink(linkOf(textOf(parts, beside, true)) ?? "")?.location ?? "global";
  }
  const [, inId] = /\{(zone|region|location)\}/.exec(id) ?? [];
  const input = inId ?? place;
  if (input !== undefined) return canonical(textOf(parts, input));
  if (!within) return "global";
  return find(within[0], project, textOf(parts, within[1]))?.location ?? "global";
}

/** Regions in lower case, as everything but a bucket writes them; multi-regions as they are. */
function canonical(location: string): string {
  if (location === "") return "global";
  if (/^[A-Z]+-[A-Z]+\d+$/.test(location)) return location.toLowerCase();
  return location.replace(/^regional-/, "");
}

function textOf(parts: Parts, name: string, full = false): string {
  const value: Json | undefined = parts[name];
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  const link = withoutHost(value);
  if (full || name === "role" || name === "member") return link;
  return link.includes("/") ? (link.split("/").at(-1) ?? "") : value;
}

function isMembership(kind: string): boolean {
  return /I(am|AM)Member$/.test(kind);
}
