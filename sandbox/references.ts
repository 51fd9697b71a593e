import { idOf, type Address } from "./address";
import { containerNotEmpty, inUse, notFound } from "./error";
import type { JsonObject } from "./json";
import { computeLink, linksIn, linksOf } from "./links";
import type { CloudResource } from "./model";
import { parentName, parentOf } from "./parents";
import type { Records, Table } from "./store/records";

/** Services whose references must lead somewhere, and keep what they lead to from being deleted. */
const STRICT = new Set(["compute", "container", "dns", "servicenetworking", "sql"]);

/**
 * Who refers to whom, by links and by parents' names. Kept beside the resources, so that looking
 * takes as long as what is looked at is large, however much there is.
 */
export class References {
  readonly #resources: Table<CloudResource>;
  /** What a word, which is a link or a kind and name, leads to. */
  readonly #named = new Words();
  /** Who says a word. */
  readonly #saidBy = new Words();

  constructor(records: Records) {
    this.#resources = records.table("resource");
    records.follow<CloudResource>("resource", (before, after) => {
      if (before && before.properties === after?.properties) return;
      if (before) this.#forget(before);
      if (after) this.#learn(after);
    });
  }

  /** What a resource's properties refer to, and the parent it stands in. */
  of(resource: CloudResource): readonly CloudResource[] {
    return this.#resolve(wordsIn(resource, resource.properties), this.#named, resource.id);
  }

  /** Those whose properties refer to it, and its children. */
  to(resource: CloudResource): readonly CloudResource[] {
    return this.#resolve(wordsFor(resource), this.#saidBy, resource.id);
  }

  /** @throws CloudError 404 if new properties refer to something of the project that isn't there. */
  refuseMissing(address: Address, before: JsonObject, properties: JsonObject): void {
    const known = new Set(wordsIn(address, before));
    for (const word of wordsIn(address, properties)) {
      if (known.has(word) || this.#named.has(word)) continue;
      if (isLink(word) ? mustExist(address, word) : true) throw notFound(shown(word));
    }
  }

  /** @throws CloudError 400 if others need a resource that shall be deleted, but for those it may leave behind. */
  refuseNeeded(resource: CloudResource, letsGo?: (referrer: CloudResource) => boolean): void {
    for (const other of this.to(resource)) {
      const parent = parentOf(other.kind);
      const isChild = parent?.kind === resource.kind && namesParent(other, resource);
      if (isChild && parent.onDelete === "refused") throw containerNotEmpty(resource.id, other.id);
      const needs = !isChild && isStrict(other.kind) && letsGo?.(other) !== true;
      if (needs) throw inUse(resource.id, other.id);
    }
  }

  /** Children that are deleted with their parent. */
  goWith(resource: CloudResource): readonly CloudResource[] {
    return this.to(resource).filter((other) => {
      const parent = parentOf(other.kind);
      return parent?.onDelete === "goes" && namesParent(other, resource);
    });
  }

  /** Where calls about it go: to where it stands, or the parent that it goes with. */
  placeOf(address: Address, properties: JsonObject): string {
    const given = this.#resources.get(idOf(address))?.properties ?? properties;
    const parent = parentOf(address.kind);
    const name = parentName(address.kind, given);
    if (parent?.onDelete !== "goes" || name === undefined) return address.location;
    const word = wordOf(parent.kind, address.project, name);
    return this.#resolve([word], this.#named, "")[0]?.location ?? address.location;
  }

  #resolve(words: Iterable<string>, index: Words, self: string): readonly CloudResource[] {
    const ids = new Set<string>();
    for (const word of words) for (const id of index.of(word)) ids.add(id);
    ids.delete(self);
    return [...ids].sort().flatMap((id) => this.#resources.get(id) ?? []);
  }

  #learn(resource: CloudResource): void {
    for (const word of wordsFor(resource)) this.#named.add(word, resource.id);
    for (const word of wordsIn(resource, resource.properties)) this.#saidBy.add(word, resource.id);
  }

  #forget(resource: CloudResource): void {
    for (const word of wordsFor(resource)) this.#named.remove(word, resource.id);
    for (const word of wordsIn(resource, resource.properties)) {
      this.#saidBy.remove(word, resource.id);
    }
  }
}

/** Which resources go with a word. */
class Words {
  readonly #ids = new Map<string, Set<string>>();

  has(word: string): boolean {
    return this.#ids.has(word);
  }

  of(word: string): Iterable<string> {
    return this.#ids.get(word) ?? [];
  }

  add(word: string, id: string): void {
    const ids = this.#ids.get(word);
    if (ids) ids.add(id);
    else this.#ids.set(word, new Set([id]));
  }

  remove(word: string, id: string): void {
    const ids = this.#ids.get(word);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(word);
  }
}

/** All words by which others may refer to a resource. */
function wordsFor(resource: CloudResource): string[] {
  const name = resource.name.split("/").at(-1) ?? "";
  return [...linksOf(resource), wordOf(resource.kind, resource.project, name)];
}

/** Properties are never changed in place, and requests ask for the same ones each second. */
const SAID = new WeakMap<JsonObject, { readonly by: string; readonly words: readonly string[] }>();

/** All words that properties say. */
function wordsIn({ kind, project }: Pick<Address, "kind" | "project">, properties: JsonObject) {
  const by = `${kind}:${project}`;
  const known = SAID.get(properties);
  if (known?.by === by) return known.words;
  const links = [...linksIn(properties)];
  const parent = parentOf(kind);
  const name = parentName(kind, properties);
  const words =
    parent && name !== undefined ? [...links, wordOf(parent.kind, project, name)] : links;
  SAID.set(properties, { by, words });
  return words;
}

function wordOf(kind: string, project: string, name: string): string {
  return `${kind}:${project}/${name}`;
}

function shown(word: string): string {
  return isLink(word) ? word : (word.split("/").at(-1) ?? word);
}

function isLink(word: string): boolean {
  return word.startsWith("projects/");
}

/** Whether a link clearly names a compute resource of the same project. */
function mustExist({ kind, project }: Address, link: string): boolean {
  return isStrict(kind) && computeLink(link)?.project === project;
}

function isStrict(kind: string): boolean {
  return STRICT.has(kind.split(".")[0] ?? "");
}

function namesParent(child: CloudResource, parent: CloudResource): boolean {
  if (parentOf(child.kind)?.kind !== parent.kind) return false;
  return parentName(child.kind, child.properties) === parent.name.split("/").at(-1);
}
