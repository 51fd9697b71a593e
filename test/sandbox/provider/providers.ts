import { readFileSync } from "node:fs";
import path from "node:path";
import { googleAutoNames } from "../../../engine/embedded/auto-name";
import type { Properties } from "../../../engine/embedded/wire";
import { loadFieldRules } from "../../../inventory/fields/rules";
import { Cloud } from "../../../sandbox/cloud";
import { Faults } from "../../../sandbox/faults";
import type { Kind } from "../../../sandbox/kind";
import { GoogleProvider } from "../../../sandbox/provider/google";
import { Records } from "../../../sandbox/store/records";

const FIELDS = path.join(__dirname, "../../../inventory/fields");
const read = (file: string) => readFileSync(path.join(FIELDS, file), "utf8");

export const RULES = loadFieldRules(read("google.tsv"), read("declared.tsv"));
export const PROJECT = "sandbox-bank";

/** Google's provider over a cloud of its own. */
export async function aGoogleProvider(kinds: readonly Kind[] = []) {
  const records = new Records();
  const faults = new Faults(records);
  const spans = () => ({ best: 1000, expected: 1000, worst: 1000 });
  const cloud = new Cloud({ records, kinds, spans, faults, rules: RULES });
  const knowledge = { rules: RULES, autoNames: googleAutoNames() };
  const provider = new GoogleProvider((work) => work(cloud), knowledge);
  await provider.configure({ project: PROJECT, region: "us-central1" });
  return { cloud, provider, ...onStack(provider) };
}

/** What an engine keeps of a resource. */
export interface Kept {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export function urnOf(type: string, name = "thing"): string {
  return `urn:pulumi:prod::bank::${type}::${name}`;
}

/** What an engine does with one resource, one call after the other. */
function onStack(provider: GoogleProvider) {
  const check = (urn: string, news: Properties, olds?: Properties) =>
    provider.check({ urn, news, olds, randomSeed: "" });
  return {
    check,
    up: async (type: string, news: Properties, name?: string): Promise<Kept> => {
      const urn = urnOf(type, name);
      const { inputs, failures } = await check(urn, news);
      expect(failures).toEqual([]);
      const { id, outputs } = await provider.create({ urn, inputs, preview: false });
      return { urn, id, inputs, outputs };
    },
    diff: async (kept: Kept, news: Properties, ignoreChanges: readonly string[] = []) => {
      const { inputs, failures } = await check(kept.urn, news, kept.inputs);
      expect(failures).toEqual([]);
      const { urn, id, outputs: olds, inputs: oldInputs } = kept;
      return provider.diff({ urn, id, olds, oldInputs, news: inputs, ignoreChanges });
    },
    update: async (kept: Kept, news: Properties): Promise<Kept> => {
      const { inputs } = await check(kept.urn, news, kept.inputs);
      const { urn, id, outputs: olds, inputs: oldInputs } = kept;
      const asked = { urn, id, olds, oldInputs, news: inputs, preview: false };
      return { urn, id, inputs, outputs: await provider.update(asked) };
    },
    refresh: async (kept: Kept): Promise<Kept | undefined> => {
      const found = await provider.read({ ...kept, state: kept.outputs });
      return found && { urn: kept.urn, ...found };
    },
    delete: (kept: Kept) => provider.delete({ ...kept, state: kept.outputs }),
  };
}
