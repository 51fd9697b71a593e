import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Declared } from "./sdk-declarations";

/** The mesh's kinds that such a system is made of. */
export const ISTIO_KINDS = [
  { group: "networking.istio.io", kind: "DestinationRule" },
  { group: "networking.istio.io", kind: "VirtualService" },
  { group: "security.istio.io", kind: "PeerAuthentication" },
  { group: "security.istio.io", kind: "AuthorizationPolicy" },
] as const;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
}

/**
 * The inputs of one of the mesh's kinds, from the JSON Schema in @kubernetes-models/istio: custom
 * resources have no types in Pulumi's SDK, so this is what a misspelt key is found by. Its newest
 * version for CommonJS knows v1beta1, whose fields v1 has as well.
 */
export function istioFields(group: string, kind: string): readonly Declared[] {
  const file = createRequire(__filename).resolve(
    `@kubernetes-models/istio/${group}/v1beta1/${kind}`,
  );
  const text = /^const schema = (\{[^]*?^\});/m.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  // What is generated is JSON but for references to other schemas, which are templates.
  const { properties = {} }: Schema = JSON.parse(text.replace(/`[^`]*`|\w+_1[\w.()]*/g, '""'));
  return properties["spec"] ? spread("spec", properties["spec"]) : [];
}

function spread(path: string, schema: Schema): readonly Declared[] {
  const own = { path, type: typeOf(schema), required: path === "spec" };
  const inner = schema.items ?? schema;
  const below = Object.entries(inner.properties ?? {}).flatMap(([key, value]) =>
    spread(`${path}.${key}`, value),
  );
  return [own, ...below];
}

function typeOf(schema: Schema): string {
  const { type, properties = {}, items, additionalProperties } = schema;
  if (type === "array") return `${items ? typeOf(items) : "any"}[]`;
  if (type === "string" || type === "boolean") return type;
  if (type === "integer" || type === "number") return "number";
  // A block of any name will do: what is in it stands in rows of its own.
  if (Object.keys(properties).length > 0) return "istio.Block";
  if (typeof additionalProperties !== "object") return "any";
  // Blocks under names that a person chooses have no rows: a path through them has no end.
  const entry = typeOf(additionalProperties);
  return entry === "istio.Block" ? "Map:any" : `Map:${entry}`;
}
