import { googleAutoNames } from "../../../engine/embedded/auto-name";
import type { Properties } from "../../../engine/embedded/wire";
import { GoogleProvider } from "../../../sandbox/provider/google";
import { openSandbox, projectRules } from "../../../sandbox/sandbox";

export const PROJECT = "sandbox-bank";

/** Google's provider over a sandbox of its own. */
export async function aGoogleProvider() {
  const { transact } = openSandbox();
  const cloud = transact((held) => held);
  const knowledge = { rules: projectRules(), autoNames: googleAutoNames() };
  const provider = new GoogleProvider(transact, knowledge);
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
