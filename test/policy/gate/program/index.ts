import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** What a pull request makes of one resource of the program. */
interface Otherwise {
  /** Its logical name. */
  readonly name: string;
  /** A part of its type, where several have the name. */
  readonly type?: string;
  /** Inputs by path; null takes one away. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

const otherwise = new pulumi.Config().getObject<readonly Otherwise[]>("otherwise") ?? [];

pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) => {
  const mine = otherwise.filter((one) => one.name === name && type.includes(one.type ?? "gcp:"));
  if (mine.length === 0) return undefined;
  const inputs = mine.reduce<Block>((before, one) => withInputs(before, one.inputs ?? {}), props);
  const options = Object.assign({}, ...mine.map((one) => one.options ?? {})) as object;
  return { props: inputs, opts: { ...opts, ...options } };
});

type Block = Record<string, unknown>;

function withInputs(props: Block, inputs: Readonly<Record<string, unknown>>): Block {
  return Object.entries(inputs).reduce(
    (block, [path, value]) => changed(block, path.split("."), value),
    props,
  );
}

function changed(block: Block, [key = "", ...rest]: readonly string[], value: unknown): Block {
  if (rest.length > 0) {
    const inner = Array.isArray(block[key]) ? { ...block[key] } : ((block[key] ?? {}) as Block);
    const made = changed(inner, rest, value);
    return { ...block, [key]: Array.isArray(block[key]) ? Object.values(made) : made };
  }
  const { [key]: _, ...others } = block;
  return value === null ? others : { ...others, [key]: value };
}

// The program registers everything as it is loaded, so the transform has to be there before. What it
// reads it finds from the project's folder.
process.chdir(path.join(__dirname, "../../../.."));
export = require("../../../../index");
