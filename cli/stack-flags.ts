import { type Command, Option } from "commander";
import { shown } from "./known";
import { Ending, EXIT } from "./outcome";

/** Values by path that replace the description's. */
export type WhatIf = Readonly<Record<string, string>>;

/** Which stacks a command is about, and what is to be supposed of them. */
export interface StackFlags {
  readonly system?: string;
  readonly stack?: string[];
  readonly overlay?: string;
  readonly standby?: string;
  readonly primary?: string;
  readonly state?: WhatIf;
  readonly whatIf?: WhatIf;
}

/** Adds the flags to a command. */
export function withStackFlags(command: Command): Command {
  const repeated = (flags: string, description: string) =>
    new Option(flags, `${description}; may be repeated`).argParser(pair);
  return command
    .option(
      "--system <file>",
      "description to read instead of the stack files': its home region as prod, the other as dr",
    )
    .option("--stack <name...>", "only these stacks")
    .option("--overlay <name>", "environment of the description, instead of the stack files'")
    .option("--standby <mode>", "cold, warm or hot, instead of the described mode")
    .option("--primary <region>", "region that takes the writes, instead of the described one")
    .addOption(repeated("--state <region=state>", "planned, standing or lost"))
    .addOption(repeated("--what-if <path=value>", "any value of the description"));
}

/** What the flags suppose, all in one; nothing if they suppose nothing. */
export function whatIfOf({ standby, primary, state, whatIf }: StackFlags): WhatIf | undefined {
  const values = {
    ...whatIf,
    ...(standby === undefined ? {} : { standby }),
    ...(primary === undefined ? {} : { primary }),
    ...Object.fromEntries(
      Object.entries(state ?? {}).map(([region, value]) => [`regions.${region}.state`, value]),
    ),
  };
  return Object.keys(values).length > 0 ? values : undefined;
}

function pair(text: string, earlier: WhatIf | undefined): Record<string, string> {
  const [, key = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const missing = !text.includes("=") ? `"="` : key === "" ? "name" : "value";
  if (key === "" || value.trim() === "") {
    const form = `write the name, "=" and the value, such as us-east1=standing`;
    throw new Ending(EXIT.badInput, `${shown(text)} has no ${missing}; ${form}`);
  }
  const before = earlier && Object.hasOwn(earlier, key) ? earlier[key] : undefined;
  if (before !== undefined && before !== value) {
    const both = `${shown(before)} and ${shown(value)}`;
    throw new Ending(EXIT.badInput, `${shown(key)} is given twice, as ${both}; leave one out`);
  }
  return { ...earlier, [key]: value };
}
