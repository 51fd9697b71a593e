import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assess } from "../../assessment/assess";
import { priced } from "../../assessment/fix/priced";
import { findFixes } from "../../assessment/fix/search";
import { settingOf } from "../../cli/plan";
import { pullRequestIn } from "../../cli/pull-request";
import { mergePreviews, toPreview } from "../../inventory/preview-json";
import { situationOf } from "../../policy/situation";
import { survivalOf } from "../../policy/survival/survive";
import { pullRequestComment } from "../../report/pull-request/comment";
import { editDescription, type Edits } from "../../system/edit";
import { loadSystem } from "../../system/load";
import { assessmentJson } from "../../report/assess-json";
import { readTopology } from "../../topology/read";
import { CORPUS } from "../policy/gate/corpus";
import { PROJECT, run, STACKS } from "../stacks/runs";

/** A pull request on the bank, as it stands in both regions. */
interface Example {
  readonly name: string;
  readonly base?: Edits;
  readonly edits?: Edits;
  readonly texts?: Readonly<Record<string, string>>;
  /** A case of the gate's corpus that has the previews of the real states. */
  readonly previews?: string;
}

const STANDING: Edits = { "regions.us-east1.state": "standing" };

export const EXAMPLES: readonly Example[] = [
  { name: "cold-to-hot", base: { standby: "cold" }, edits: { standby: "hot" } },
  {
    name: "database-renamed",
    texts: { "accounts-db": "ledger-db" },
    previews: "online-bank.database-renamed",
  },
  { name: "objective-broken", edits: { standby: "warm" } },
  // Whoever wrote it wants to call somebody, and to format the comment.
  {
    name: "from-a-fork",
    edits: { "services.web.owner": "web-team" },
    texts: { "head-of-operations": "everybody", "1200 rps": "2400 rps" },
  },
];

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const TODAY = "2026-11-21";

/** The comment on an example, from documents as a run writes them. */
export async function exampleComment(example: Example): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-pull-request-"));
  try {
    const bank = readFileSync(path.join(PROJECT, "systems/online-bank.yaml"), "utf8");
    const before = editDescription(bank, { ...STANDING, ...example.base });
    const after = Object.entries(example.texts ?? {}).reduce(
      (text, [old, fresh]) => text.replaceAll(old, fresh),
      editDescription(before, example.edits ?? {}),
    );
    await Promise.all([
      writeDocuments(folder, "before", before),
      writeDocuments(folder, "after", after),
    ]);
    for (const stack of example.previews ? Object.keys(STACKS) : []) {
      const from = path.join(CORPUS, `${example.previews}.${stack}.json`);
      copyFileSync(from, path.join(folder, `preview-${stack}.json`));
    }
    const consents = path.join(folder, "consents.yaml");
    writeFileSync(consents, "");
    return pullRequestComment(pullRequestIn(folder, { commit: COMMIT, today: TODAY, consents }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `standby preview --json` and `standby survive --json` print. */
async function writeDocuments(folder: string, name: string, text: string): Promise<void> {
  mkdirSync(path.join(folder, name));
  const system = path.join(folder, name, "online-bank.yaml");
  writeFileSync(system, text);
  const loaded = loadSystem({ path: system, text });
  if (!("system" in loaded)) throw new Error(`${name} has problems`);
  const stacks = await Promise.all(
    (["prod", "dr"] as const).map(async (stack) => ({
      region: STACKS[stack],
      inventory: await run(stack, {}, { system }),
    })),
  );
  const put = (file: string, json: unknown) =>
    writeFileSync(path.join(folder, file), JSON.stringify(json));
  put(`${name}.json`, mergePreviews(stacks.map(({ inventory }) => toPreview(inventory))));
  const { topology } = readTopology({ path: system, text }, "example-bank-prod");
  if (!topology) throw new Error(`${name} has problems`);
  const setting = settingOf(topology);
  const evidence = { drills: [], today: TODAY };
  const assessment = assess(setting, evidence);
  const fixes = priced(findFixes(setting, evidence, assessment.findings), new Map());
  put(
    `assess-${name}.json`,
    assessmentJson({ assessment, fixes, sections: {}, against: undefined }),
  );
  put(`survive-${name}.json`, [survivalOf(stacks, situationOf(loaded.system), TODAY)]);
}

export const exampleFile = (name: string): string => `docs/pull-requests/${name}.md`;
