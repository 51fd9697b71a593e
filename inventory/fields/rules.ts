import { parseConstraints, type Constraint } from "./constraints";

/** What the data files say about one input. */
export interface FieldRule {
  /** From the resource's top, list places left out: `disks.diskSizeGb`. */
  readonly path: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** Only the service sets it. */
  readonly output: boolean;
  /** A change replaces the resource. */
  readonly replace: boolean;
  /** The service fills it in where nothing is given, and keeps what it has. */
  readonly computed: boolean;
  readonly secret: boolean;
  /** Sent, and never stored. */
  readonly writeOnly: boolean;
  /** What the provider gives where the program gives nothing. */
  readonly otherwise?: string | number | boolean;
  readonly constraints: readonly Constraint[];
}

export type FieldType =
  | { readonly is: "string" | "number" | "boolean" | "any" | "block" }
  | { readonly is: "list" | "map"; readonly of: FieldType };

/** How well a kind is known: by the provider's schema, by the SDK's declarations alone, or not at all. */
export type Coverage = "full" | "declared" | "none";

/** What is known about every kind's inputs. Kinds are Pulumi's type tokens. */
export interface FieldRules {
  /** All fields of a kind; empty for a kind that isn't covered. */
  fieldsOf(type: string): readonly FieldRule[];
  /** The rule of one field, with or without list places in the path. */
  field(type: string, path: string): FieldRule | undefined;
  /** The fields right under a block, or at the top for "". */
  under(type: string, block: string): ReadonlyMap<string, FieldRule>;
  /** Whether a change there replaces the resource; a key of a map, or a whole entry, counts as the field it is in. */
  isReplace(type: string, path: string): boolean;
  covers(type: string): Coverage;
}

/** Reads the two field files' texts; where both know a field, the first one, from the provider, holds. */
export function loadFieldRules(googleTsv: string, declaredTsv: string): FieldRules {
  const google = parse(googleTsv);
  const declared = parse(declaredTsv);
  const kinds = new Map<string, Kind>();
  for (const [name, fields] of [...google, ...declared]) {
    const kind = kinds.get(name) ?? newKind(google.has(name) ? "full" : "declared");
    for (const field of fields) add(kind, field);
    kinds.set(name, kind);
  }
  const found = new Map<string, Kind | undefined>(); // asked for each property of each resource
  const kindOf = (type: string) => {
    if (!found.has(type)) found.set(type, kinds.get(kindName(type)));
    return found.get(type);
  };
  return {
    fieldsOf: (type) => [...(kindOf(type)?.fields.values() ?? [])],
    field: (type, path) => kindOf(type)?.fields.get(withoutPlaces(path)),
    under: (type, block) => kindOf(type)?.blocks.get(withoutPlaces(block)) ?? NO_FIELDS,
    isReplace: (type, path) => closest(kindOf(type), withoutPlaces(path))?.replace ?? false,
    covers: (type) => kindOf(type)?.coverage ?? "none",
  };
}

/** `gcp:compute/uRLMap:URLMap` is `compute.URLMap` in the files; `random:index/randomId:RandomId` is `random.RandomId`. */
export function kindName(type: string): string {
  const [provider = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return `${provider === "gcp" ? folder : [provider, folder === "index" ? "" : folder].filter(Boolean).join(":")}.${name}`;
}

interface Kind {
  readonly coverage: Coverage;
  readonly fields: Map<string, FieldRule>;
  readonly blocks: Map<string, Map<string, FieldRule>>;
}

const NO_FIELDS: ReadonlyMap<string, FieldRule> = new Map();

function newKind(coverage: Coverage): Kind {
  return { coverage, fields: new Map(), blocks: new Map() };
}

function add(kind: Kind, field: FieldRule): void {
  if (kind.fields.has(field.path)) return;
  kind.fields.set(field.path, field);
  const dot = field.path.lastIndexOf(".");
  const block = field.path.slice(0, Math.max(dot, 0));
  const siblings = kind.blocks.get(block) ?? new Map<string, FieldRule>();
  kind.blocks.set(block, siblings.set(field.path.slice(dot + 1), field));
}

function parse(tsv: string): Map<string, FieldRule[]> {
  const kinds = new Map<string, FieldRule[]>();
  for (const line of tsv.split("\n")) {
    if (line === "" || line.startsWith("#") || line.startsWith("resource\t")) continue;
    const [name = "", path = "", type = "", flags = "", constraints = ""] = line.split("\t");
    const fields = kinds.get(name) ?? [];
    fields.push(newField(path, type, flags.split(","), constraints));
    kinds.set(name, fields);
  }
  return kinds;
}

function newField(path: string, type: string, flags: string[], constraints: string): FieldRule {
  const otherwise = parseDefault(type, constraints);
  return {
    path,
    type: parseType(type),
    required: flags.includes("REQ"),
    output: flags.includes("OUT"),
    replace: flags.includes("REPLACE"),
    computed: flags.includes("OC"),
    secret: flags.includes("SECRET"),
    writeOnly: flags.includes("WRITEONLY"),
    ...(otherwise === undefined ? {} : { otherwise }),
    constraints: parseConstraints(constraints),
  };
}

function parseDefault(type: string, constraints: string): string | number | boolean | undefined {
  const text = /(?:^|; )default=([^;]*)/.exec(constraints)?.[1];
  if (text === undefined || type === "string") return text;
  if (type === "boolean") return text === "true";
  return type === "number" ? Number(text) : undefined;
}

function parseType(type: string): FieldType {
  if (type.endsWith("[]")) return { is: "list", of: parseType(type.slice(0, -2)) };
  if (type.startsWith("Map:")) return { is: "map", of: parseType(type.slice("Map:".length)) };
  if (type === "string" || type === "number" || type === "boolean" || type === "any") {
    return { is: type };
  }
  return { is: "block" };
}

/** `disks[0].boot` and `disks.0.boot` are both `disks.boot`; so is `labels["a.b"]` `labels`. */
function withoutPlaces(path: string): string {
  return path.replace(/\[[^\]]*\]/g, "").replace(/\.\d+(?=\.|$)/g, "");
}

function closest(kind: Kind | undefined, path: string): FieldRule | undefined {
  for (let way = path; way !== ""; way = way.slice(0, Math.max(way.lastIndexOf("."), 0))) {
    const field = kind?.fields.get(way);
    if (field) return field;
  }
  return undefined;
}
