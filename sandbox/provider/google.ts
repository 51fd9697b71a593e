import type {
  Checked,
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  Difference,
  Found,
  Made,
  Provider,
  ReadRequest,
  UpdateRequest,
} from "../../engine/embedded/provider";
import { ProviderError } from "../../engine/embedded/provider";
import type { Properties } from "../../engine/embedded/wire";
import { UNKNOWN } from "../../inventory/model";
import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { Caller, isMissing, type Transact } from "./caller";
import { checkInputs, type Knowledge } from "./check";
import { defaultsIn } from "./defaults";
import { differences } from "./differ";
import { ownFields, staysOnDelete } from "./face-fields";
import { providerGuard } from "../protection";
import { isCovered } from "./ignored";
import { kindOf, typeOf } from "./kind-of";
import { lookUp } from "./look-up";
import { importedInputs, inputsFrom, outputsOf, updated } from "./properties";
import {
  isPromotion,
  isRestoration,
  refusedChange,
  replacing,
  withoutSuppressed,
} from "./replaces";
import { Things, type Configuration } from "./things";
import { unmarkedBlock, wired } from "./values";

/**
 * Google's provider, as Pulumi's bridge presents it, over the sandbox's cloud. It decides what the
 * real one decides from the same inputs and state; docs/sandbox.md says what it leaves out.
 */
export class GoogleProvider implements Provider {
  readonly name = "gcp";
  readonly #caller: Caller;
  readonly #knowledge: Knowledge;
  #things: Things;

  constructor(transact: Transact, knowledge: Knowledge) {
    this.#caller = new Caller(transact);
    this.#knowledge = knowledge;
    this.#things = new Things({}, knowledge.rules);
  }

  /** @throws ProviderError if the project isn't a sandbox's. */
  async configure(config: Properties): Promise<void> {
    this.#things = new Things(configurationOf(config), this.#knowledge.rules);
  }

  check(request: CheckRequest): Promise<Checked> {
    return Promise.resolve(checkInputs(request, this.#knowledge));
  }

  diff(request: DiffRequest): Promise<Difference> {
    const { urn, news, olds, oldInputs, ignoreChanges } = request;
    const refusal = refusedChange(kindOf(urn), news, olds);
    if (refusal !== undefined) return Promise.reject(new ProviderError(refusal));
    const compared = {
      type: typeOf(urn),
      rules: this.#knowledge.rules,
      news,
      state: olds,
      oldInputs,
      isIgnored: (place: string) => isCovered(place, ignoreChanges),
    };
    const changes = withoutSuppressed(differences(compared), compared);
    const replaces = replacing(changes, compared);
    return Promise.resolve({
      changes: Object.fromEntries(changes),
      replaces,
      deleteBeforeReplace: replaces.length > 0 && this.#isNameGiven(urn, news),
    });
  }

  async create({ urn, inputs, preview }: CreateRequest): Promise<Made> {
    const asked = this.#things.completed(urn, unmarkedBlock(inputs));
    if (preview) return { id: "", outputs: wired(asked) };
    // A second attempt goes under the same name; what the service numbers, it numbers anew.
    let named: JsonObject | undefined;
    const { id, properties } = await this.#caller.call(`Error creating ${wordOf(urn)}`, (cloud) => {
      named ??= this.#things.withName(cloud, urn, asked);
      return this.#things.create(cloud, urn, named);
    });
    return { id, outputs: this.#outputs(urn, { ...properties, ...ownFields(kindOf(urn), asked) }) };
  }

  async read({ urn, id: known, state, inputs }: ReadRequest): Promise<Found | undefined> {
    const kind = kindOf(urn);
    const found = await this.#caller.call(`Error when reading ${wordOf(urn)} "${known}"`, (cloud) =>
      unlessMissing(() =>
        known === ""
          ? this.#things.made(cloud, urn, this.#things.completed(urn, unmarkedBlock(inputs)))
          : { id: known, properties: this.#things.read(cloud, kind, known, state) },
      ),
    );
    return found && this.#found(urn, found, { state, inputs });
  }

  #found(
    urn: string,
    { id, properties }: { readonly id: string; readonly properties: JsonObject },
    { state, inputs }: Pick<ReadRequest, "state" | "inputs">,
  ): Found {
    const kind = kindOf(urn);
    const known = { ...properties, ...ownFields(kind, { ...inputs, ...state }) };
    const { rules } = this.#knowledge;
    const given = Object.keys(inputs).length > 0;
    return {
      id,
      outputs: this.#outputs(urn, known),
      inputs: wired(given ? inputsFrom(inputs, known) : importedInputs(typeOf(urn), rules, known)),
    };
  }

  async update(request: UpdateRequest): Promise<Properties> {
    const { urn, id, olds, news, preview } = request;
    const kind = kindOf(urn);
    const asked = this.#things.completed(urn, unmarkedBlock(news));
    if (preview) {
      return this.#outputs(urn, updated(typeOf(urn), this.#knowledge.rules, olds, asked));
    }
    const doing = `Error updating ${wordOf(urn)} "${id}"`;
    if (kind === "sql.DatabaseInstance" && isPromotion(asked, olds)) {
      await this.#caller.call(doing, (cloud) => this.#things.promote(cloud, id, asked, olds));
    }
    const properties = await this.#caller.call(doing, (cloud) =>
      this.#things.update(cloud, urn, id, asked, olds),
    );
    if (kind === "sql.DatabaseInstance" && isRestoration(asked, olds)) {
      await this.#caller.call(doing, (cloud) => this.#things.restore(cloud, id, asked, olds));
    }
    return this.#outputs(urn, { ...properties, ...ownFields(kind, asked) });
  }

  async delete({ urn, id, state }: DeleteRequest): Promise<void> {
    const kind = kindOf(urn);
    if (staysOnDelete(kind, state)) return;
    const refusal = providerGuard(kind, state);
    if (refusal !== undefined) throw new ProviderError(refusal);
    await this.#caller.call(`Error when reading or editing ${wordOf(urn)}`, (cloud) =>
      unlessMissing(() => this.#things.delete(cloud, kind, id, state)),
    );
  }

  invoke(token: string, args: Properties): Promise<Properties> {
    return this.#caller.call(`Error calling ${token}`, (cloud: Cloud) =>
      wired(lookUp(token, args, this.#things.configuration, cloud)),
    );
  }

  /** Gives up on every call that has had no answer. */
  cancel(): void {
    this.#caller.cancel();
  }

  #outputs(urn: string, properties: JsonObject): Properties {
    return outputsOf(typeOf(urn), kindOf(urn), this.#knowledge.rules, properties);
  }

  /** Two things can't have one name: the old one has to go first if the program gave it. */
  #isNameGiven(urn: string, news: JsonObject): boolean {
    const rule = this.#knowledge.autoNames(typeOf(urn));
    return rule !== undefined && rule.property in news && !defaultsIn(news).includes(rule.property);
  }
}

function configurationOf(config: Properties): Configuration {
  const texts = Object.entries(config).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && entry[1] !== "" && entry[1] !== UNKNOWN,
  );
  const configuration: Configuration = Object.fromEntries(texts);
  const { project } = configuration;
  if (project !== undefined && !project.startsWith("sandbox-")) {
    throw new ProviderError(
      `gcp:project is "${project}", and this is the sandbox's provider, which makes nothing real; ` +
        `give it a project led by "sandbox-", or take the sandbox's folder off the PATH to reach Google Cloud`,
    );
  }
  return configuration;
}

function unlessMissing<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** `DatabaseInstance` */
function wordOf(urn: string): string {
  return kindOf(urn).split(".")[1] ?? "";
}
