import { differences, type Drift } from "../policy/gate/drift";
import type { GatedPreview } from "../policy/gate/change";

const SAYS: Readonly<Record<Drift, string>> = {
  none: "as described",
  roles:
    "only roles and what follows them differ: a switchover or a failover was carried out that isn't described, or is described and not deployed yet",
  drift: "differs from what is described",
  unclear: "the preview failed, so nobody knows",
};

/** Each stack, and what differs in it: names and inputs, no values. */
export function driftText(
  found: readonly { readonly preview: GatedPreview; readonly drift: Drift }[],
): string {
  return found
    .flatMap(({ preview, drift }) => [
      `${preview.stack || preview.file}: ${SAYS[drift]}`,
      ...differences(preview).map(({ op, kind, name, paths }) =>
        `- ${op} ${kind} ${name}: ${paths.join(", ")}`.replace(/: $/, ""),
      ),
    ])
    .join("\n");
}
