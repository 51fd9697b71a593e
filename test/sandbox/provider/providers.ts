import { googleAutoNames } from "../../../engine/embedded/auto-name";
import type { Properties } from "../../../engine/embedded/wire";
import { SIGNATURE } from "../../../inventory/signed";
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

/** Without the marks of secrets, as an engine hands properties to a provider that takes none. */
function bare(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties), (_, value) =>
    typeof value === "object" && value !== null && SIGNATURE in value ? value.value : value,
  );
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
      const { urn, id, inputs: oldInputs } = kept;
      const olds = bare(kept.outputs);
      return provider.diff({ urn, id, olds, oldInputs, news: inputs, ignoreChanges });
    },
    update: async (kept: Kept, news: Properties): Promise<Kept> => {
      const { inputs } = await check(kept.urn, news, kept.inputs);
      const { urn, id, inputs: oldInputs } = kept;
      const olds = bare(kept.outputs);
      const asked = { urn, id, olds, oldInputs, news: inputs, preview: false };
      return { urn, id, inputs, outputs: await provider.update(asked) };
    },
    refresh: async (kept: Kept): Promise<Kept | undefined> => {
      const found = await provider.read({ ...kept, state: bare(kept.outputs) });
      return found && { urn: kept.urn, ...found };
    },
    delete: (kept: Kept) => provider.delete({ ...kept, state: bare(kept.outputs) }),
  };
}
