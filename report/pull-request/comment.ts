import type { GatedPreview } from "../../policy/gate/change";
import type { GateResult } from "../../policy/gate/gate";
import { consentEntries, shortUrn } from "../gate";
import type { BeforeAfter } from "./before-after";
import { changeLines } from "./changes";
import { costLines, type Cost } from "./cost";
import { code, folded, plain } from "./markdown";
import { newlyBreached, objectiveLines, type AssessedObjective } from "./objectives";
import { newSurprises, survivalLines, type SurvivedHit } from "./survival";

/** By this the comment is found again; nobody sees it. */
export const MARKER = "<!-- standby: pull request -->";

/** GitHub's limit is 65536 characters. */
const LONGEST = 60_000;

/** All that is known about a pull request. */
export interface PullRequest {
  /** The commit that was looked at. */
  readonly commit: string;
  /** Where the run can be looked at. */
  readonly run?: string;
  /**
   * state: the previews asked the real states; description: they compare what both commits describe,
   * without credentials.
   */
  readonly source: "state" | "description";
  readonly previews: readonly GatedPreview[];
  readonly gate: GateResult;
  readonly objectives?: BeforeAfter<readonly AssessedObjective[]>;
  readonly survival?: BeforeAfter<readonly SurvivedHit[]>;
  readonly cost?: BeforeAfter<Cost>;
  /** Steps that failed, and what they said. */
  readonly failures: readonly { readonly step: string; readonly reason: string }[];
  readonly today: string;
}

/** The comment that a reviewer decides from, in Markdown. */
export function pullRequestComment(pull: PullRequest): string {
  const body = sections(pull).join("\n").trimEnd();
  const end = `\n\n<sub>${footer(pull)}</sub>\n`;
  if (body.length + end.length <= LONGEST) return `${body}${end}`;
  // A cut may fall into a fence or a fold; closing both does no harm where it doesn't.
  const cut = body.slice(0, LONGEST - end.length).replace(/\n[^\n]*$/, "");
  const fence = (cut.match(/^```/gm) ?? []).length % 2 === 1 ? "\n```" : "";
  return `${cut}${fence}\n</details>\n\nThe rest was too long for a comment.${end}`;
}

function sections(pull: PullRequest): readonly string[] {
  const { gate, objectives, survival, cost, previews, failures } = pull;
  const nothing = previews.length === 0;
  return [
    MARKER,
    "## Standby: what this pull request does",
    "",
    ...verdictLines(pull),
    ...failures.flatMap(({ step, reason }) => failureLines(step, reason)),
    ...refusalLines(gate, pull.today),
    ...(nothing ? [] : ["### Changes", "", ...changeLines(previews)]),
    ...(objectives
      ? ["### Objectives", "", ...objectiveLines(objectives.before, objectives.after)]
      : []),
    ...(survival ? ["### Survival", "", ...survivalLines(survival.before, survival.after)] : []),
    ...(cost ? ["### Cost", "", ...costLines(cost.before, cost.after)] : []),
  ];
}

/** The one thing to know, first. */
function verdictLines(pull: PullRequest): readonly string[] {
  const { gate, failures, objectives, survival } = pull;
  const bad = [
    ...(failures.length > 0
      ? [`${failures.map(({ step }) => plain(step)).join(", ")} failed`]
      : []),
    ...(gate.verdict === "refused"
      ? [`the gate refuses ${count(gate.refusals.length, "thing")}`]
      : []),
    ...(gate.verdict === "inconclusive" ? ["the gate can't decide"] : []),
    ...some(
      objectives ? newlyBreached(objectives) : [],
      "objective is",
      "objectives are",
      "newly breached",
    ),
    ...some(
      survival ? newSurprises(survival) : [],
      "loss newly ends",
      "losses newly end",
      "something",
    ),
  ];
  const [kind, said] =
    bad.length > 0
      ? ["CAUTION", `Not to be merged as it is: ${bad.join("; ")}.`]
      : gate.agreed.length > 0
        ? [
            "WARNING",
            `Somebody has agreed to ${count(gate.agreed.length, "thing")} that the gate would refuse.`,
          ]
        : ["NOTE", "Nothing speaks against it."];
  return [`> [!${kind}]`, `> ${said}`, ""];
}

function some(
  { length }: readonly unknown[],
  one: string,
  many: string,
  what: string,
): readonly string[] {
  return length === 0 ? [] : [`${length} ${length === 1 ? one : many} ${what}`];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function failureLines(step: string, reason: string): readonly string[] {
  // Four marks fence what may hold three.
  const said = reason.replaceAll("````", "'''").split("\n").slice(0, 40);
  return [`### ${plain(step)} failed`, "", "````text", ...said, "````", ""];
}

function refusalLines({ refusals, agreed, unclear }: GateResult, today: string): readonly string[] {
  const shown = refusals.slice(0, 30);
  const left = refusals.length - shown.length;
  return [
    ...(refusals.length > 0 ? ["### The gate refuses", ""] : []),
    ...shown.map(
      ({ rule, urn, path, message }) =>
        `- 🔴 **${rule}** ${code(shortUrn(urn))}${path === "" ? "" : ` ${code(path)}`}: ${plain(message)}`,
    ),
    ...(left > 0 ? [`- and ${left} more`] : []),
    ...(refusals.length > 0
      ? ["", ...folded("If all of this is meant", agreement(shown, today))]
      : []),
    ...(agreed.length > 0 ? ["### Agreed to", ""] : []),
    ...agreed.map(
      ({ refusal, consent }) =>
        `- ⚠️ **${refusal.rule}** ${code(shortUrn(refusal.urn))}: ${plain(consent.by)}, ${consent.on}: ${plain(consent.because)}`,
    ),
    ...(agreed.length > 0 ? [""] : []),
    ...(unclear.length > 0 && refusals.length === 0
      ? ["### Unclear", "", ...unclear.slice(0, 10).map((line) => `- ${plain(line)}`), ""]
      : []),
  ];
}

function agreement(refusals: GateResult["refusals"], today: string): readonly string[] {
  return [
    "Add to `consents.yaml` in this pull request, for each resource that is meant:",
    "",
    "```yaml",
    ...consentEntries(refusals, today).map((line) => line.replace(/[`\r\n]+/g, " ")),
    "```",
    "",
  ];
}

function footer({ commit, run, source }: PullRequest): string {
  const from =
    source === "state"
      ? "previewed on the real states"
      : "compared by description alone, without credentials: drift and what Google decides don't show";
  const link = run === undefined ? "" : ` · [the run](${run})`;
  return `${code(commit.slice(0, 12))} · ${from}${link}`;
}
