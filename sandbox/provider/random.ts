import { createHash } from "node:crypto";
import type {
  Checked,
  CheckRequest,
  CreateRequest,
  DiffRequest,
  Difference,
  Found,
  Made,
  Provider,
  ReadRequest,
  UpdateRequest,
} from "../../engine/embedded/provider";
import { ProviderError } from "../../engine/embedded/provider";
import { secret, type Properties } from "../../engine/embedded/wire";
import { UNKNOWN } from "../../inventory/model";
import type { JsonObject } from "../json";
import { Caller, type Transact } from "./caller";
import { logicalName, typeOf } from "./kind-of";
import { randomCharacters } from "./random-characters";
import { entriesOf, isSame } from "./values";

/** Bytes that follow from a seed and what they are for, one after the other. */
export type Bytes = (count: number) => Buffer;

/** Something random of one kind: what comes out, and which of that is secret. */
interface Random {
  readonly make: (inputs: JsonObject, bytes: Bytes) => { id?: string; outputs: JsonObject };
  readonly secrets: readonly string[];
}

const UUID = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/;

const KINDS: Readonly<Record<string, Random>> = {
  RandomPassword: {
    secrets: ["result", "bcryptHash"],
    make: (inputs, bytes) => {
      const result = randomCharacters(inputs, bytes);
      return {
        id: "none",
        outputs: { ...inputs, result, bcryptHash: `$2a$10$${hex(bytes(27)).slice(0, 53)}` },
      };
    },
  },
  RandomString: {
    secrets: [],
    make: (inputs, bytes) => {
      const result = randomCharacters(inputs, bytes);
      return { id: result, outputs: { ...inputs, result } };
    },
  },
  RandomId: {
    secrets: [],
    make: (inputs, bytes) => {
      const prefix = typeof inputs["prefix"] === "string" ? inputs["prefix"] : "";
      const drawn = bytes(Number(inputs["byteLength"]));
      const b64Url = drawn.toString("base64url");
      const outputs = {
        ...inputs,
        hex: prefix + hex(drawn),
        dec: prefix + BigInt(`0x${hex(drawn) || "0"}`).toString(),
        b64Std: prefix + drawn.toString("base64"),
        b64Url: prefix + b64Url,
      };
      return { id: b64Url, outputs };
    },
  },
  RandomInteger: {
    secrets: [],
    make: (inputs, bytes) => {
      const [least, most] = [Number(inputs["min"]), Number(inputs["max"])];
      const result = least + (bytes(6).readUIntBE(0, 6) % (most - least + 1));
      return { id: String(result), outputs: { ...inputs, result } };
    },
  },
  RandomUuid: {
    secrets: [],
    make: (inputs, bytes) => {
      const result = hex(bytes(16)).replace(UUID, "$1-$2-4$3-8$4-$5");
      return { id: result, outputs: { ...inputs, result } };
    },
  },
};

/** Pulumi's random provider; what it draws follows from the sandbox's seed and the resource's URN. */
export class RandomProvider implements Provider {
  readonly name = "random";
  readonly #caller: Caller;

  constructor(transact: Transact) {
    this.#caller = new Caller(transact);
  }

  async configure(): Promise<void> {}

  async check({ urn, news }: CheckRequest): Promise<Checked> {
    const word = wordOf(urn);
    if (KINDS[word]) return { inputs: news, failures: [] };
    const reason = `the sandbox can't draw a ${word}; it knows ${Object.keys(KINDS).join(", ")}`;
    return { inputs: news, failures: [{ property: "", reason }] };
  }

  /** Another length, or other keepers, is another thing. */
  async diff({ olds, oldInputs, news }: DiffRequest): Promise<Difference> {
    const given = new Set([...entriesOf(news), ...entriesOf(oldInputs)].map(([key]) => key));
    const changed = [...given].filter((key) => !isSame(news[key], olds[key]));
    return {
      changes: Object.fromEntries(changed.map((key) => [key, changeOf(news[key], olds[key])])),
      replaces: changed,
      deleteBeforeReplace: false,
    };
  }

  async create({ urn, inputs, preview }: CreateRequest): Promise<Made> {
    const random = KINDS[wordOf(urn)];
    if (!random) throw new ProviderError(`there is no ${wordOf(urn)} in the sandbox`);
    if (preview) {
      const unknown = random.secrets.map((key) => [key, secret(UNKNOWN)]);
      return { id: "", outputs: { ...inputs, ...Object.fromEntries(unknown) } };
    }
    const drawn = await this.#caller.call(`Error creating ${logicalName(urn)}`, (cloud) => {
      cloud
        .table<number>("random.drawn")
        .put(urn, (cloud.table<number>("random.drawn").get(urn) ?? 0) + 1);
      const time = cloud.table<number>("random.drawn").get(urn) ?? 0;
      return random.make(inputs, bytesOf(`${cloud.seed} ${urn} ${time}`));
    });
    return { id: drawn.id ?? "none", outputs: marked(drawn.outputs, random.secrets) };
  }

  /** Nothing outside knows of it: the state is all there is, and without one there is nothing. */
  async read({ urn, id, state, inputs }: ReadRequest): Promise<Found | undefined> {
    if (id === "") return undefined;
    return { id, inputs, outputs: marked(state, KINDS[wordOf(urn)]?.secrets ?? []) };
  }

  async update({ urn, olds }: UpdateRequest): Promise<Properties> {
    return marked(olds, KINDS[wordOf(urn)]?.secrets ?? []);
  }

  async delete(): Promise<void> {}

  async invoke(token: string): Promise<Properties> {
    throw new ProviderError(`the random provider has no function ${token}`);
  }

  cancel(): void {
    this.#caller.cancel();
  }
}

/** `RandomPassword` */
function wordOf(urn: string): string {
  return typeOf(urn).split(":").at(-1) ?? "";
}

function changeOf(now: unknown, before: unknown): "add" | "delete" | "update" {
  if (now === undefined) return "delete";
  return before === undefined ? "add" : "update";
}

function marked(outputs: JsonObject, secrets: readonly string[]): Properties {
  const wire = outputs as Properties; // never changed in place, which the wire's type doesn't say
  const entries = Object.entries(wire);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]),
  );
}

function bytesOf(words: string): Bytes {
  let block = 0;
  return (count) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < count; length += 32) {
      blocks.push(createHash("sha256").update(`${words} ${block++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  };
}

function hex(bytes: Buffer): string {
  return bytes.toString("hex");
}
