import { ProviderError, type Provider } from "../../../engine/embedded/provider";
import { secret, type Properties, type Wire } from "../../../engine/embedded/wire";

/** What a call does before and after its effect: nothing, or throw. */
export interface Faults {
  before?(call: string, name: string): void | Promise<void>;
  after?(call: string, name: string): void | Promise<void>;
}

/** Where things are kept. */
export type Things = Pick<
  Map<string, Properties>,
  "has" | "get" | "set" | "delete" | "keys" | "size"
>;

/** A small cloud: things by name, and how often each was made. */
export class Cloud {
  constructor(readonly things: Things = new Map<string, Properties>()) {}

  readonly calls: string[] = [];
  made = 0;
  faults: Faults = {};

  names(): string[] {
    return [...this.things.keys()].sort();
  }
}

function text(value: Wire | undefined): string {
  return typeof value === "string" ? value : "";
}

const NEVER_CHANGE = new Set(["name", "location", "of"]);

/** The cloud's provider. Names that aren't given are made up; a name, a location and what a thing is of never change. */
export function cloudProvider(cloud: Cloud): Provider {
  let region = "";
  async function effect<Result>(call: string, name: string, work: () => Result): Promise<Result> {
    cloud.calls.push(`${call} ${name}`);
    await cloud.faults.before?.(call, name);
    const result = work();
    await cloud.faults.after?.(call, name);
    return result;
  }
  const outputs = (urn: string, inputs: Properties): Properties => ({
    ...inputs,
    link: `cloud://${text(inputs["name"])}`,
    ...(region === "" ? {} : { region }),
    ...(urn.includes(":Secret::") ? { value: secret(`value of ${text(inputs["name"])}`) } : {}),
  });
  return {
    name: "cloud",
    configure: async (config) => {
      region = text(config["region"]);
    },
    check: async ({ urn, olds, news, randomSeed }) => {
      const logical = urn.split("::").at(-1);
      const name = news["name"] ?? olds?.["name"] ?? `${logical}-${randomSeed.slice(0, 7)}`;
      const size = news["size"];
      const small = typeof size === "number" && size < 0;
      const failures = small ? [{ property: "size", reason: "must not be negative" }] : [];
      return { inputs: { ...news, name }, failures };
    },
    diff: async ({ olds, oldInputs, news }) => {
      const keys = [...new Set([...Object.keys(oldInputs), ...Object.keys(news)])].sort();
      const differs = (key: string) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]);
      const changes = keys.filter(differs).map((key) => {
        const kind = !(key in olds) ? "add" : !(key in news) ? "delete" : "update";
        return [key, kind] as const;
      });
      const replaces = changes.map(([key]) => key).filter((key) => NEVER_CHANGE.has(key));
      const deleteBeforeReplace = replaces.length > 0 && news["name"] === text(news["literal"]);
      return { changes: Object.fromEntries(changes), replaces, deleteBeforeReplace };
    },
    create: async ({ urn, inputs, preview }) => {
      const name = text(inputs["name"]);
      if (preview) return { id: "", outputs: inputs };
      return effect("create", name, () => {
        if (cloud.things.has(name)) throw new ProviderError(`"${name}" is taken (409)`);
        cloud.things.set(name, outputs(urn, inputs));
        cloud.made++;
        return { id: `things/${name}`, outputs: outputs(urn, inputs) };
      });
    },
    read: async ({ id, inputs }) => {
      const name = id === "" ? text(inputs["name"]) : id.replace("things/", "");
      return effect("read", name, () => {
        const found = cloud.things.get(name);
        if (!found) return undefined;
        const own = Object.keys(inputs).length === 0 ? Object.keys(found) : Object.keys(inputs);
        const kept = own.filter((key) => key in found).map((key) => [key, found[key] ?? null]);
        return { id: `things/${name}`, outputs: found, inputs: Object.fromEntries(kept) };
      });
    },
    update: async ({ urn, id, news, preview }) => {
      if (preview) return { ...outputs(urn, news) };
      const name = id.replace("things/", "");
      return effect("update", name, () => {
        if (!cloud.things.has(name)) throw new ProviderError(`"${name}" is not there (404)`);
        cloud.things.set(name, outputs(urn, news));
        return outputs(urn, news);
      });
    },
    delete: async ({ id }) => {
      const name = id.replace("things/", "");
      await effect("delete", name, () => {
        if (name === "stuck") throw new ProviderError(`"${name}" is in use (400)`);
        cloud.things.delete(name);
      });
    },
    invoke: async (token, args) => ({ token, asked: args["name"] ?? null, region }),
  };
}
