import { SECRET } from "../inventory/model";

/** What `Pulumi.yaml` says of one key of the configuration. */
export interface ConfigRule {
  /** Full key, such as `standby:system`. */
  readonly key: string;
  readonly type?: ConfigType;
  /** Value, as text, where a stack gives none. */
  readonly default?: string;
}

/** The types that Pulumi knows for a value of the configuration. */
export type ConfigType = "string" | "integer" | "boolean" | "array" | "object";

const TYPES: readonly ConfigType[] = ["string", "integer", "boolean", "array", "object"];

/** Reads the `config:` block of a `Pulumi.yaml`. */
export function configRules(project: string, block: unknown): ConfigRule[] {
  return Object.entries(isRecord(block) ? block : {}).map(([key, entry]) => {
    const declared = isRecord(entry) ? entry : { value: entry };
    const value = declared["value"] ?? declared["default"];
    const type = TYPES.find((known) => known === declared["type"]);
    return {
      key: key.includes(":") ? key : `${project}:${key}`,
      ...(type === undefined ? {} : { type }),
      ...(value === undefined ? {} : { default: asText(value) }),
    };
  });
}

/** A value as Pulumi hands it to a program: text as it is, the rest as JSON with sorted keys. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(sorted(value));
}

/** The value with `[secret]` in place of whatever is encrypted; the same object if nothing is. */
export function secretsHidden(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(secretsHidden);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isRecord(value)) return value;
  if (typeof value["secure"] === "string" && Object.keys(value).length === 1) return SECRET;
  const entries = Object.entries(value).map(([key, item]) => [key, secretsHidden(item)] as const);
  const changed = entries.some(([key, item]) => item !== value[key]);
  return changed ? Object.fromEntries(entries) : value;
}

/** What is wrong with a value, by the type that the project asks for. */
export function mistype({ type, key }: ConfigRule, value: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  const fix = `set it with "pulumi config set ${key} ..."`;
  if (value === undefined) return `is missing; it has to be of type "${type}": ${fix}`;
  return isOfType(type, value)
    ? undefined
    : `"${value}" is not of type "${type}", which Pulumi.yaml asks for; ${fix}`;
}

function isOfType(type: ConfigType, value: string): boolean {
  if (type === "string") return true;
  if (type === "boolean") return value === "true" || value === "false";
  if (type === "integer") return /^[+-]?\d+$/.test(value);
  try {
    const parsed: unknown = JSON.parse(value);
    return type === "array" ? Array.isArray(parsed) : isRecord(parsed);
  } catch {
    return false;
  }
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
