import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parsePrices } from "../assessment/cost/prices";
import { billOf } from "../assessment/cost/bill";
import { ruleFor } from "../assessment/cost/rules/index";
import { digestBetween } from "../inventory/between";
import { inventoriesIn } from "../inventory/merged";
import type { Inventory } from "../inventory/model";
import { readPreview, type GatedPreview } from "../policy/gate/change";
import { gate } from "../policy/gate/gate";
import type { PullRequest } from "../report/pull-request/comment";
import { readAssessment } from "../report/pull-request/objectives";
import { readSurvival } from "../report/pull-request/survival";
import type { Cost } from "../report/pull-request/cost";
import { consentDays, consentsIn } from "./gate";
import { fieldRules } from "./previewed";
import { Ending, EXIT } from "./outcome";
import type { Problem } from "../system/problem";

/** What a run says of itself. */
export interface LookedAt {
  readonly commit: string;
  readonly today: string;
  readonly run?: string;
  readonly consents?: string;
}

/** Puts together what a pull request's run has written into a folder. A document that can't be read is a failure to show. */
export function pullRequestIn(folder: string, looked: LookedAt): PullRequest {
  if (!existsSync(folder)) throw new Ending(EXIT.badInput, `${folder} is not there`);
  const documents = new Documents(folder);
  const [before, after] = ["before", "after"].map((name) =>
    documents.read(`${name}.json`, inventoriesIn),
  );
  const real = documents.names(/^preview-.+\.json$/).flatMap((name) => {
    const preview = documents.read(name, (json) => readPreview(name, json));
    return preview ? [preview] : [];
  });
  const previews = real.length > 0 ? real : between(before, after);
  const problems: Problem[] = [];
  const consents = consentsIn(looked.consents, problems);
  const gated = gate(previews, {
    ...{ consents, recoveries: [], days: consentDays(), oneByOne: true },
  });
  const { commit, today, run } = looked;
  const objectives = documents.pair("assess", readAssessment);
  const survival = documents.pair("survive", readSurvival);
  const cost = after && { after: costOf(after), ...(before ? { before: costOf(before) } : {}) };
  return {
    ...{ commit, today, previews, gate: gated, source: real.length > 0 ? "state" : "description" },
    ...(run ? { run } : {}),
    ...(objectives ? { objectives } : {}),
    ...(survival ? { survival } : {}),
    ...(cost ? { cost } : {}),
    failures: [
      ...documents.failures(),
      ...problems.map(({ path: at, message }) => ({
        step: "consents",
        reason: `${at}  ${message}`,
      })),
    ],
  };
}

function between(
  before: readonly Inventory[] | undefined,
  after: readonly Inventory[] | undefined,
): readonly GatedPreview[] {
  const rules = fieldRules();
  const isReplace = (type: string, at: string) => rules.isReplace(type, at);
  return (after ?? []).map((inventory) => {
    const old = before?.find(({ stack }) => stack === inventory.stack);
    return readPreview(inventory.stack, digestBetween(old, inventory, isReplace));
  });
}

function costOf(inventories: readonly Inventory[]): Cost {
  const file = path.join(__dirname, "../assessment/cost/prices.tsv");
  const bill = billOf(inventories, ruleFor, parsePrices(readFileSync(file, "utf8")));
  const stacks: Record<string, number> = Object.fromEntries(
    inventories.map(({ stack }) => [stack, 0]),
  );
  for (const { stack, usd } of bill.items) stacks[stack] = (stacks[stack] ?? 0) + usd;
  return { stacks, unpriced: bill.unpriced.length };
}

/** The documents of a folder: those that can't be read are failures to show, and not the end of it. */
class Documents {
  readonly #folder: string;
  readonly #unread: { step: string; reason: string }[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  names(pattern: RegExp): readonly string[] {
    return readdirSync(this.#folder)
      .filter((name) => pattern.test(name))
      .sort();
  }

  read<Value>(name: string, as: (json: unknown) => Value): Value | undefined {
    const file = path.join(this.#folder, name);
    if (!existsSync(file)) return undefined;
    try {
      return as(JSON.parse(readFileSync(file, "utf8")));
    } catch (error) {
      this.#unread.push({
        step: name,
        reason: error instanceof Error ? error.message : String(error),
      });
      return undefined;
    }
  }

  pair<Value>(name: string, as: (json: unknown) => Value) {
    const before = this.read(`${name}-before.json`, as);
    const after = this.read(`${name}-after.json`, as);
    return after === undefined ? undefined : { after, ...(before === undefined ? {} : { before }) };
  }

  failures(): readonly { readonly step: string; readonly reason: string }[] {
    const written = this.names(/^failed-.+\.txt$/).map((name) => ({
      step: name.replace(/^failed-(.+)\.txt$/, "$1"),
      reason: readFileSync(path.join(this.#folder, name), "utf8"),
    }));
    return [...written, ...this.#unread];
  }
}
