import type { Provider } from "../provider";
import type { Properties } from "../wire";
import { forProvider } from "./secrets";
import { isProvider, providerOf, type ResourceState } from "./state";

/** Makes a provider of a package, such as `gcp`: a new one for each provider resource. */
export type Providers = (name: string) => Provider | undefined;

const NOT_CONFIG = new Set(["version", "pluginDownloadURL", "__internal"]);

/** The providers that a deployment uses, each configured once as its resource says. */
export class ProviderHost {
  readonly #providers: Providers;
  readonly #loaded = new Map<string, Promise<Provider>>();

  constructor(providers: Providers) {
    this.#providers = providers;
  }

  /** Begins to use the provider of a resource, with these inputs. */
  load(state: ResourceState): Promise<Provider> {
    const loading = this.#configured(state);
    loading.catch(() => undefined); // whoever uses it hears of it
    this.#loaded.set(`${state.urn}::${state.id}`, loading);
    return loading;
  }

  /** The provider behind a reference. */
  async get(reference: string | undefined): Promise<Provider> {
    const loading = this.#loaded.get(reference ?? "");
    if (loading) return loading;
    throw new Error(`unknown provider '${reference ?? ""}'`);
  }

  /** Makes sure of the provider behind a reference, from the state if nothing has begun to use it. */
  async ensure(reference: string | undefined, olds: Iterable<ResourceState>): Promise<Provider> {
    if (reference !== undefined && !this.#loaded.has(reference)) {
      const { urn, id } = providerOf(reference);
      for (const old of olds) if (old.urn === urn && old.id === id) return this.load(old);
    }
    return this.get(reference);
  }

  async #configured({ type, inputs }: ResourceState): Promise<Provider> {
    const name = type.split(":")[2] ?? "";
    const provider = this.#providers(name);
    if (provider === undefined)
      throw new Error(`no resource plugin 'pulumi-resource-${name}' found`);
    const config = Object.entries(forProvider(inputs)).filter(([key]) => !NOT_CONFIG.has(key));
    await provider.configure(Object.fromEntries(config));
    return provider;
  }
}

/** The inputs of a package's default provider: the stack's configuration of it, as text. */
export function defaultInputs(
  name: string,
  version: string,
  config: Readonly<Record<string, string>>,
): Properties {
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(`${name}:`) ? [[key.slice(name.length + 1), value] as const] : [],
  );
  return { ...Object.fromEntries(own), ...(version === "" ? {} : { version }) };
}

/** The logical name of a package's default provider. */
export function defaultName(version: string): string {
  return version === "" ? "default" : `default_${version.replaceAll(/[.+-]/g, "_")}`;
}

/** The package that a type belongs to, and so its provider's. */
export function packageOf(type: string): string {
  return isProvider(type) ? (type.split(":")[2] ?? "") : (type.split(":")[0] ?? "");
}
