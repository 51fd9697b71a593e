/** What a stack file has to give and doesn't, all at once; nothing if it gives everything. */
export function lacking(values: Readonly<Record<string, string>>): string | undefined {
  const missing = Object.keys(values).filter((key) => !values[key]);
  if (missing.length === 0) return undefined;
  return `the stack file lacks ${missing.join(", ")}; give it under config`;
}

/** Why values that are only supposed can't be deployed; nothing if none are. */
export function onlySupposed(whatIf: Readonly<Record<string, unknown>> = {}): string | undefined {
  if (Object.keys(whatIf).length === 0) return undefined;
  return "standby:what-if is for previews; to deploy it, edit the description";
}

export function noSuchRegion(name: string, known: Readonly<Record<string, unknown>>): string {
  return `gcp:region  "${name}" is not one of ${Object.keys(known).join(", ")}`;
}
