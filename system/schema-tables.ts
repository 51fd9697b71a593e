import { z } from "zod";
import { system } from "./schema/system";

/** As much of a JSON Schema as ours consists of. */
interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** A table of the documentation: keys that stand together, by the name of the table. */
export type Tables = Readonly<Record<string, string>>;

/** Every key of the schema in a Markdown table, so that the documentation can't fall behind. */
export function schemaTables(): Tables {
  const root = z.toJSONSchema(system, { io: "input", target: "draft-7" }) as Schema; // ours
  const { regions, services, data, objectives, waivers, ...top } = root.properties ?? {};
  const service = entry(services);
  const { runs, ...ofService } = service.properties ?? {};
  const [recovery, availability] = objectives?.items?.anyOf ?? [];
  const named = { regions, services, data, objectives, waivers };
  const shallow = Object.entries(named).map(([key, schema]) =>
    row(key, { description: schema?.description ?? "" }, root),
  );
  return {
    system: table([...rows({ ...root, properties: top }), ...shallow]),
    region: table(rows(entry(regions))),
    service: table([
      ...rows({ ...service, properties: ofService }),
      row("runs", { description: runs?.description ?? "" }, service),
    ]),
    ...branches(runs),
    ...branches(entry(data)),
    recovery: table(rows(recovery)),
    availability: table(rows(availability)),
    waiver: table(rows(waivers?.items)),
  };
}

/** A table for each kind, named by the value that chooses it: `cloud-sql`, `instances`. */
function branches(choice: Schema | undefined): Tables {
  return Object.fromEntries(
    (choice?.oneOf ?? []).map((branch) => {
      const [, first] = Object.entries(branch.properties ?? {})[0] ?? [];
      return [String(first?.const), table(rows(branch))];
    }),
  );
}

function entry(map: Schema | undefined): Schema {
  return typeof map?.additionalProperties === "object" ? map.additionalProperties : {};
}

function table(lines: readonly string[]): string {
  return ["| key | value | default | meaning |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

function rows(parent: Schema | undefined, prefix = ""): string[] {
  return Object.entries(parent?.properties ?? {}).flatMap(([key, schema]) => [
    row(`${prefix}${key}`, schema, parent, key),
    ...inner(schema, `${prefix}${key}`),
  ]);
}

function inner(schema: Schema, path: string): string[] {
  const choices = schema.anyOf ?? [schema];
  return choices.flatMap((choice) => [
    ...rows(choice, `${path}.`),
    ...rows(choice.items, `${path}[].`),
    ...(choice.items?.anyOf ?? []).flatMap((item) => rows(item, `${path}[].`)),
    ...rows(entry(choice), `${path}.<name>.`),
  ]);
}

function row(path: string, schema: Schema, parent: Schema | undefined, key = path): string {
  const isRequired = parent?.required?.includes(key) ?? false;
  const given = schema.default === undefined ? "" : code(JSON.stringify(schema.default));
  const fallback = isRequired ? "required" : given;
  const meaning = (schema.description ?? "").replaceAll("|", "\\|");
  return `| ${code(path)} | ${value(schema)} | ${fallback} | ${meaning} |`;
}

function value(schema: Schema): string {
  const { enum: allowed, const: only, examples, type, minimum, maximum, items, anyOf } = schema;
  if (only !== undefined) return code(String(only));
  if (allowed) return allowed.map((word) => code(String(word))).join(", ");
  if (anyOf) return anyOf.map(value).join(" or ");
  if (examples) return `such as ${code(String(examples[0]))}`;
  if (type === "integer") return `${minimum} to ${maximum}`;
  if (type === "array") return items ? `list of ${value(items)}` : "list";
  if (type === "object") return "map";
  if (type === "boolean") return `${code("true")}, ${code("false")}`;
  return type === "string" ? "text" : (type ?? "");
}

function code(text: string): string {
  return `\`${text}\``;
}

const MARK = /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** A document with its tables written anew. */
export function withTables(document: string): string {
  const tables = schemaTables();
  return document.replace(MARK, (all, start: string, name: string, end: string) => {
    const text = tables[name];
    return text === undefined ? all : `${start}\n<!-- prettier-ignore -->\n${text}\n\n${end}`;
  });
}

/** The tables that a document has. */
export function tablesIn(document: string): string[] {
  return [...document.matchAll(MARK)].map(([, , name = ""]) => name);
}
