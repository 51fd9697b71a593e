import { isLate, lacks, quoted, textAt, valueAt } from "../../inventory/values";
import type { PreviewState } from "../../inventory/preview-json";
import type { Change, GatedPreview } from "./change";
import { GUARDS, KEEPERS, type Guard } from "./guards";
import { rolesChange } from "./role";
import type { Breach, GateRule } from "./rule";
import { isWeaker } from "./weaker";

export const protectionRules: readonly GateRule[] = [
  {
    id: "protection-lost",
    title: "Protection isn't taken off, and copies aren't kept for less long",
    why: "every deployment after this one may then do what this one would be refused",
    breaches: (previews) => previews.flatMap(lossesIn),
  },
];

function lossesIn(preview: GatedPreview): readonly Breach[] {
  const moving = rolesChange(preview);
  return preview.changes.flatMap((change) => [
    ...keeperGone(change, moving),
    ...(change.op === "delete" ? [] : [...options(change), ...guards(change)]),
  ]);
}

/** With the role, schedules and copies go from one region to the other. */
function keeperGone({ urn, kind, op }: Change, moving: boolean): readonly Breach[] {
  const loses = KEEPERS[kind];
  if (op !== "delete" || loses === undefined || moving) return [];
  const message = `would be deleted, and with it ${loses}; keep what describes it`;
  return [{ urn, path: "", message }];
}

function options(change: Change): readonly Breach[] {
  const { urn, old, new: fresh } = change;
  if (!old || !fresh) return [];
  const lost = (option: "protect" | "retainOnDelete", loses: string) =>
    old[option] === true && fresh[option] !== true
      ? [
          {
            urn,
            path: option,
            message: `would be switched off, and with it goes ${loses}; leave it on`,
          },
        ]
      : [];
  return [
    ...lost("protect", "Pulumi's refusal to delete or replace it"),
    ...lost("retainOnDelete", "what it holds, if it is taken out of the program"),
  ];
}

function guards(change: Change): readonly Breach[] {
  const { old, new: fresh } = change;
  if (!old || !fresh) return [];
  return GUARDS.filter(({ kinds }) => kinds.includes(change.kind))
    .filter(({ ofWriter }) => ofWriter !== true || !isReplica(fresh))
    .flatMap((guard) => weakened(change, guard, [old.inputs, fresh.inputs]));
}

function weakened(
  { urn }: Change,
  { path, by, loses }: Guard,
  [old, fresh]: readonly [unknown, unknown],
): readonly Breach[] {
  const [before, after] = [valueAt(old, path), valueAt(fresh, path)];
  if (isLate(before)) return [];
  if (isLate(after)) {
    const message = `will be known only while it is deployed; it was ${shown(before)}`;
    return lacks(old, path) ? [] : [{ urn, path, message, unclear: true }];
  }
  if (!isWeaker(by, before, after)) return [];
  const message = `would go from ${shown(before)} to ${shown(after)}, and lose ${loses}; leave it`;
  return [{ urn, path, message }];
}

function isReplica({ inputs }: PreviewState): boolean {
  return textAt(inputs, "instanceType") === "READ_REPLICA_INSTANCE";
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "what is the default" : quoted(value);
}
