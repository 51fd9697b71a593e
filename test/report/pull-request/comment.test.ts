import { gate } from "../../../policy/gate/gate";
import { MARKER, pullRequestComment, type PullRequest } from "../../../report/pull-request/comment";
import { readAssessment } from "../../../report/pull-request/objectives";
import { readSurvival } from "../../../report/pull-request/survival";
import { corpusPreview, PLAIN } from "../../policy/gate/corpus";

function pull(changes: Partial<PullRequest> = {}, names = ["online-bank.new-image.prod"]) {
  const previews = names.map(corpusPreview);
  return pullRequestComment({
    commit: "0123456789abcdef",
    source: "state",
    previews,
    gate: gate(previews, PLAIN),
    failures: [],
    today: "2026-11-21",
    ...changes,
  });
}

const finding = (verdict: string, worst: number) => ({
  ...{ of: "web", event: "region-loss", metric: "rto", verdict },
  objective: { seconds: 300 },
  estimate: { is: "known", expected: { seconds: 120 }, worst: { seconds: worst } },
});
const assessed = (...findings: unknown[]) => readAssessment({ findings });

describe("the comment of a pull request", () => {
  it("begins with the mark that it is found by, and then says the one thing to know", () => {
    const body = pull();
    expect(body.startsWith(`${MARKER}\n`)).toBe(true);
    expect(body).toContain("> [!NOTE]\n> Nothing speaks against it.");
    expect(body).toContain("| us-central1 |  | 1 | 1 |  |");
    expect(body).toContain(
      "- replaced: compute.RegionInstanceTemplate web-us-central1 in us-central1 because of metadata.user-data",
    );
  });

  it("says what the gate refuses, and how to agree", () => {
    const body = pull({}, ["online-bank.writer-deletable.prod"]);
    expect(body).toContain("> [!CAUTION]\n> Not to be merged as it is: the gate refuses 1 thing.");
    expect(body).toContain(
      "🔴 **protection-lost** `prod DatabaseInstance online-bank-accounts-db-us-central1-1` `deletionProtection`",
    );
    expect(body).toContain("- rule: protection-lost\n  resource: urn:pulumi:prod::");
  });

  it("shows a failure, with its reason, where nothing else is known", () => {
    const body = pull(
      { failures: [{ step: "preview", reason: "systems/bank.yaml has 1 problem" }] },
      [],
    );
    expect(body).toContain("> Not to be merged as it is: preview failed.");
    expect(body).toContain("````text\nsystems/bank.yaml has 1 problem\n````");
    expect(body).not.toContain("### Changes");
  });

  it("shows objectives that come to something else, a broken one first", () => {
    const objectives = {
      before: assessed(finding("met", 200)),
      after: assessed(finding("breached-can-be-met", 600)),
    };
    const body = pull({ objectives });
    expect(body).toContain("> Not to be merged as it is: 1 objective is newly breached.");
    expect(body).toContain(
      "| `web` RTO at region-loss | 5 min | met, 2 min to 3.3 min | 🔴 **breached can be met, 2 min to 10 min** |",
    );
  });

  it("says of an objective that is gone that nobody asks for it any more", () => {
    const objectives = { before: assessed(finding("met", 200)), after: assessed() };
    expect(pull({ objectives })).toContain("| not asked for any more |");
  });

  it("shows what a loss now ends", () => {
    const hit = {
      loss: { kind: "zone", name: "us-central1-a" },
      what: "web",
      because: "all of it is there",
    };
    const after = readSurvival([{ hits: [{ ...hit, outcome: "doesn't survive" }] }]);
    const body = pull({ survival: { before: readSurvival([{ hits: [] }]), after } });
    expect(body).toContain("1 loss newly ends something");
    expect(body).toContain(
      "| `zone us-central1-a` | `web` | goes on | 🔴 **doesn't survive** | all of it is there |",
    );
  });

  it("shows what it costs", () => {
    const cost = {
      before: { stacks: { prod: 1000 }, unpriced: 2 },
      after: { stacks: { prod: 1500.4, dr: 20 }, unpriced: 2 },
    };
    expect(pull({ cost })).toContain("| together | 1,000 | 1,520 | **+520** |");
  });

  it("calls nobody, links nowhere and formats nothing that comes from the pull request", () => {
    const bad = "@everyone #1 https://evil.example <b>|x` [a](b)\n````\n# big";
    const survival = {
      after: readSurvival([
        {
          hits: [
            {
              loss: { kind: "zone", name: bad },
              what: bad,
              because: bad,
              outcome: "doesn't survive",
            },
          ],
        },
      ]),
      before: [],
    };
    const objectives = {
      before: [],
      after: assessed({ ...finding("met", 1), of: bad, event: bad, metric: bad, verdict: bad }),
    };
    const body = pull({ survival, objectives, failures: [{ step: bad, reason: bad }] });
    const [, fenced = ""] = /^````text\n(.*?)^````$/ms.exec(body) ?? [];
    expect(fenced).toContain("@everyone"); // text in a fence calls nobody
    const rest = body.replace(`\`\`\`\`text\n${fenced}\`\`\`\``, "").replace(/`[^`\n]*`/g, "");
    expect(rest).not.toMatch(/@everyone|#1\b|https:\/\/|<b>|(?<!\\)\]\(b\)|^# /m);
  });

  it("stays below what GitHub takes, and closes what is cut off", () => {
    const failures = Array.from({ length: 3 }, (_, index) => ({
      step: `step ${index}`,
      reason: "x".repeat(30_000),
    }));
    const body = pull({ failures });
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain("The rest was too long for a comment.");
    expect(body).toContain("`0123456789ab`");
  });
});
