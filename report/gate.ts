import type { Colors } from "picocolors/types";
import type { GatedPreview, Operation } from "../policy/gate/change";
import type { GateResult, Refusal } from "../policy/gate/gate";

const SHOWN: readonly (readonly [Operation, string])[] = [
  ["create", "created"],
  ["update", "updated"],
  ["replace", "replaced"],
  ["delete", "deleted"],
];

/** `prod: 8 updated, 2 replaced`; components are not counted, they hold nothing. */
function changeLine({ stack, file, changes }: GatedPreview): string {
  const counts = SHOWN.flatMap(([op, word]) => {
    const count = changes.filter((change) => change.custom && change.op === op).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return `${stack || file}: ${counts.length === 0 ? "no changes" : counts.join(", ")}`;
}

/** What the gate says, and how to agree to what it refuses. */
export function gateText(
  previews: readonly GatedPreview[],
  result: GateResult,
  { today, consents, colors }: { today: string; consents: string; colors: Colors },
): string {
  const { verdict, refusals, agreed, unclear, unused } = result;
  return [
    ...previews.map(changeLine),
    ...refusals.flatMap((refusal) => [
      `${colors.red("refused")}  ${titleOf(refusal)}`,
      `  ${refusal.message}`,
    ]),
    ...(refusals.length === 0 ? [] : ["", ...howToAgree(refusals, today, consents)]),
    ...agreed.flatMap(({ refusal, consent }) => [
      `${colors.yellow("agreed")}  ${titleOf(refusal)}`,
      `  ${refusal.message}`,
      `  ${consent.by}, ${consent.on}: ${consent.because}`,
    ]),
    ...unclear.map((line) => `${colors.yellow("unclear")}  ${line}`),
    ...unused.map(
      ({ consent, reason }) =>
        `${colors.yellow("unused consent")}  ${consent.rule} of ${shortUrn(consent.resource)}: ${reason}`,
    ),
    VERDICTS[verdict],
  ].join("\n");
}

const VERDICTS: Readonly<Record<GateResult["verdict"], string>> = {
  pass: "may be deployed",
  refused: "must not be deployed",
  inconclusive: "can't be decided: mend the preview, or look at what is unclear",
};

function howToAgree(refusals: readonly Refusal[], today: string, file: string): string[] {
  return [
    `If all of this is meant, add to ${file} in the pull request, one entry for each resource:`,
    ...consentEntries(refusals, today).map((line) => `  ${line}`),
    "",
  ];
}

/** Entries of the file of consents that a person completes, each once. */
export function consentEntries(refusals: readonly Refusal[], today: string): readonly string[] {
  const wanted = new Map(refusals.map(({ rule, urn }) => [`${rule} ${urn}`, { rule, urn }]));
  return [...wanted.values()].flatMap(({ rule, urn }) => [
    `- rule: ${rule}`,
    `  resource: ${urn}`,
    `  by: YOUR NAME`,
    `  on: "${today}"`,
    `  because: WHY THIS IS ALL RIGHT`,
  ]);
}

function titleOf({ rule, urn, path }: Refusal): string {
  return `${rule}: ${shortUrn(urn)}${path === "" ? "" : ` ${path}`}`;
}

/** `prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1` out of a URN. */
export function shortUrn(urn: string): string {
  const [stack = "", , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1)?.split(":") ?? [];
  return [stack.replace("urn:pulumi:", ""), type.at(-1) ?? "", name.join("::")].join(" ");
}
