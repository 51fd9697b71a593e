/**
 * How the Pulumi CLI is told of everything at and under components of a type, as `--target` and
 * `--exclude` take it: `**` stands for anything, and a single `*` for anything without a colon, so
 * none of that would match a chain of types.
 */
export function targetsUnder(type: string): readonly string[] {
  return [`**${type}::**`, `**${type}$**`];
}

/** The same as somebody types it into a shell, led by a space. */
export function targetFlags(flag: "--target" | "--exclude", type: string): string {
  return targetsUnder(type)
    .map((pattern) => ` ${flag} '${pattern}'`)
    .join("");
}

/** The flags for a part of a stack: what stands under one component, or under none of others. */
export function partFlags(part: {
  readonly under?: string;
  readonly except?: readonly string[];
}): string {
  if (part.under !== undefined) return targetFlags("--target", part.under);
  return (part.except ?? []).map((type) => targetFlags("--exclude", type)).join("");
}
