import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One input as an SDK's declarations state it. */
export interface Declared {
  /** From the resource's top, such as `disks.diskSizeGb`. */
  readonly path: string;
  /** In the vocabulary of the field files: `string`, `number[]`, `Map:string`, `compute.DiskParams`. */
  readonly type: string;
  readonly required: boolean;
}

interface Member {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

type Members = readonly Member[];

/** Reads what an installed Pulumi SDK declares. It stands on the generated files' regular form. */
export class SdkDeclarations {
  readonly version: string;
  private readonly root: string;
  private readonly blocks: ReadonlyMap<string, Members>;
  private readonly modules = new Map<string, ReadonlyMap<string, string>>();

  constructor(sdk: string) {
    const manifest = createRequire(__filename).resolve(`${sdk}/package.json`);
    this.root = dirname(manifest);
    this.version = versionOf(readFileSync(manifest, "utf8"));
    const inputs = join(this.root, "types", "input.d.ts");
    this.blocks = existsSync(inputs) ? blocksOf(readFileSync(inputs, "utf8")) : new Map();
  }

  /** All resource classes of a module, such as `Address` of `compute`; "" is the SDK's top. */
  classes(module: string): string[] {
    return [...this.args(module).keys()].sort();
  }

  /** The inputs of a class, blocks spread out below their own row; none if there is no such class. */
  fields(module: string, name: string): Declared[] {
    const body = this.args(module).get(name);
    return body === undefined ? [] : this.spread(membersOf(body), "", []);
  }

  /** What is in a block of the SDK's, such as `meta.v1.ObjectMeta`, under a prefix. */
  block(name: string, prefix: string): Declared[] {
    return this.spread(this.blocks.get(name) ?? [], prefix, [name]);
  }

  /** Bodies of a module's `…Args` by class; file names don't tell (`urlmap.d.ts` holds `URLMap`). */
  private args(module: string): ReadonlyMap<string, string> {
    const known = this.modules.get(module);
    if (known) return known;
    const found = new Map<string, string>();
    const folder = join(this.root, module);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    for (const file of files.filter((name) => name.endsWith(".d.ts"))) {
      const text = readFileSync(join(folder, file), "utf8");
      const name = classOf(text);
      const body = new RegExp(`^export interface ${name}Args \\{\\n([^]*?)^\\}`, "m").exec(
        text,
      )?.[1];
      if (name !== undefined && body !== undefined) found.set(name, body);
    }
    this.modules.set(module, found);
    return found;
  }

  private spread(members: Members, prefix: string, above: readonly string[]): Declared[] {
    return members.flatMap((member) => {
      const path = prefix + member.name;
      const block = member.type.replace(/^Map:/, "").replace(/\[\]$/, "");
      const inner = above.includes(block) ? undefined : this.blocks.get(block);
      const own = { path, type: member.type, required: member.required };
      return [own, ...(inner ? this.spread(inner, `${path}.`, [...above, block]) : [])];
    });
  }
}

function versionOf(manifest: string): string {
  return /"version": "([^"]+)"/.exec(manifest)?.[1] ?? "unknown";
}

/** A file's resource class is the one that extends CustomResource; functions and components have none. */
function classOf(text: string): string | undefined {
  return /^export declare class (\w+) extends pulumi\.CustomResource/m.exec(text)?.[1];
}

/**
 * All blocks of `types/input.d.ts`, keyed `compute.AutoscalerAutoscalingPolicy`; where an SDK has
 * versions, `apps.v1.DeploymentSpec`.
 */
function blocksOf(text: string): Map<string, Members> {
  const blocks = new Map<string, Members>();
  for (const [namespace, body] of spaces(text, /^export declare namespace (\w+) \{\n/m)) {
    interfaces(blocks, namespace, body, 4);
    for (const [version, inner] of spaces(body, /^ {4}namespace (\w+) \{\n/m)) {
      interfaces(blocks, `${namespace}.${version}`, inner, 8);
    }
  }
  return blocks;
}

/** Namespaces and what is in them. */
function spaces(text: string, opening: RegExp): (readonly [string, string])[] {
  const parts = text.split(opening).slice(1);
  return parts.flatMap((name, part) =>
    part % 2 === 0 ? [[name, parts[part + 1] ?? ""] as const] : [],
  );
}

function interfaces(
  blocks: Map<string, Members>,
  namespace: string,
  body: string,
  indent: number,
): void {
  const shape = new RegExp(`^ {${indent}}interface (\\w+) \\{\\n([^]*?)^ {${indent}}\\}`, "gm");
  for (const [, name, members] of body.matchAll(shape)) {
    blocks.set(`${namespace}.${name ?? ""}`, membersOf(members ?? ""));
  }
}

function membersOf(body: string): Member[] {
  const oneLine = body.replace(/\{\s+(\[key: string\]: [^;]+;)\s+\}/g, "{ $1 }");
  return [...oneLine.matchAll(/^ +(\w+)(\??): (.+);$/gm)].map(([, name = "", mark, type = ""]) => ({
    name,
    type: plainType(type),
    required: mark !== "?",
  }));
}

/** `pulumi.Input<pulumi.Input<string>[] | undefined>` is `string[]`. */
function plainType(declared: string): string {
  const type = declared.replace(/ \| undefined(?=>|$)/g, "").trim();
  const input = /^pulumi\.Input<(.*)>$/.exec(type)?.[1];
  if (input !== undefined && balanced(input)) return plainType(input);
  const list = /^(.*)\[\]$/.exec(type)?.[1];
  if (list !== undefined) return `${plainType(list)}[]`;
  const map = /^\{ ?\[key: string\]: (.*?);? ?\}$/.exec(type)?.[1];
  if (map !== undefined) return `Map:${plainType(map)}`;
  if (/^(string|number|boolean)$/.test(type)) return type;
  const block = /^inputs\.(\w+(?:\.\w+)+)$/.exec(type)?.[1];
  return block ?? "any";
}

/** Whether the brackets close in order, so that an outer pair taken off belonged together. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "<") depth += 1;
    if (character === ">") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
