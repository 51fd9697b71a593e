/** One thing that a field's value, or its neighbours, have to satisfy. */
export type Constraint =
  | { readonly is: "enum"; readonly allowed: readonly string[] }
  | {
      readonly is: "range";
      readonly whole: boolean;
      readonly least: number;
      readonly most: number;
    }
  | { readonly is: "length"; readonly least: number; readonly most: number }
  | { readonly is: "check"; readonly check: string }
  | { readonly is: "each"; readonly constraint: Constraint }
  | { readonly is: Relation; readonly others: readonly string[] };

/** How fields of one resource bind one another. `others` are Terraform paths, or one name shared by the group. */
export type Relation = "ConflictsWith" | "ExactlyOneOf" | "AtLeastOneOf" | "RequiredWith";

/** Reads the last column of a field file. What has no bearing on a value (defaults, deprecations) is left out. */
export function parseConstraints(text: string): Constraint[] {
  if (text === "") return [];
  return text.split("; ").flatMap((part) => {
    const constraint = parseConstraint(part);
    return constraint ? [constraint] : [];
  });
}

function parseConstraint(text: string): Constraint | undefined {
  if (text.startsWith("items:")) {
    const constraint = parseConstraint(text.slice("items:".length));
    return constraint && { is: "each", constraint };
  }
  if (text.startsWith("check:")) return { is: "check", check: text.slice("check:".length) };
  return parseRelation(text) ?? parseLimits(text);
}

function parseRelation(text: string): Constraint | undefined {
  const [, relation, list, name] =
    /^(ConflictsWith|ExactlyOneOf|AtLeastOneOf|RequiredWith)=(?:\{(.*)\}|(\w+))$/.exec(text) ?? [];
  if (relation === undefined) return undefined;
  const others = name === undefined ? (list ?? "").split(",").filter(Boolean) : [name];
  // The pattern above admits these four words only.
  return { is: relation as Relation, others };
}

function parseLimits(text: string): Constraint | undefined {
  const allowed = /^enum\{(.*)\}$/.exec(text)?.[1];
  if (allowed !== undefined) return { is: "enum", allowed: allowed.split("|") };
  const [, kind, least, most] = /^(int|float)\[([-\d.]+?)\.\.([-\d.]+)\]$/.exec(text) ?? [];
  if (kind !== undefined) {
    return { is: "range", whole: kind === "int", least: Number(least), most: Number(most) };
  }
  const atLeast = /^int>=(-?\d+)$/.exec(text)?.[1];
  if (atLeast !== undefined) {
    return { is: "range", whole: true, least: Number(atLeast), most: Infinity };
  }
  const [, bound, items] = /^(Min|Max)Items=(\d+)$/.exec(text) ?? [];
  if (bound === "Min") return { is: "length", least: Number(items), most: Infinity };
  if (bound === "Max") return { is: "length", least: 0, most: Number(items) };
  return undefined;
}
