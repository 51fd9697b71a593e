import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { COMMANDS } from "../../cli/commands";
import { around } from "../../recovery/runbook/then";
import { plansOf } from "../../recovery/plan/plans-of";
import { runbookText } from "../../report/runbook";
import { realPulumi } from "../engine/real-cli";
import { MODES, setting } from "../recovery/plan/fixtures";

const PROJECT = path.resolve(__dirname, "../..");
const FOLDERS = [
  "assessment",
  "bootstrap",
  "cli",
  "engine",
  "policy",
  "recovery",
  "report",
  "docs",
];

/** Everything that this project says: its sources, its pages, and the runbooks of every plan. */
const said = [...FOLDERS.flatMap((folder) => texts(path.join(PROJECT, folder))), ...runbooks()];

const commands = new Map(Object.entries(COMMANDS).map(([name, load]) => [name, load()]));

function texts(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|md)$/.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
}

function runbooks(): readonly string[] {
  const systems = ["online-bank", "click-travel", "shop-smart", "api-platform"];
  return systems.flatMap((system) =>
    MODES.flatMap((mode) => {
      const one = setting(system, mode);
      return plansOf(one).map((plan) => runbookText(plan, around(one.topology, plan)));
    }),
  );
}

/** Flags of a command up to where the sentence goes on with something else. */
function flagsIn(rest: string): readonly string[] {
  const [own = ""] = rest.split(/[;,)"`'|\n]|\. | #/);
  return [...own.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([flag]) => flag);
}

/** The innermost command that words lead to, such as `sandbox lose`. */
function found(words: readonly string[]): Command | undefined {
  const [name = "", inner = ""] = words;
  const command = commands.get(name);
  return command?.commands.find((one) => one.name() === inner) ?? command;
}

/** Every `standby COMMAND --flag` whose command or flag isn't there. */
function strange(text: string): readonly string[] {
  return [...text.matchAll(/\bstandby ([a-z][a-z-]*)([^\n]*)/g)].flatMap(
    ([, name = "", rest = ""]) => {
      const [, inner = ""] = /^ ([a-z-]+)/.exec(rest) ?? [];
      const command = found([name, inner]);
      if (!command) return []; // "a standby takes over": no command of that name
      const own = [command, commands.get(name)].flatMap((one) => one?.options ?? []);
      const known = own.flatMap(({ long, short }) => [long, short]);
      return flagsIn(rest).flatMap((flag) =>
        known.includes(flag) || flag === "--help" || flag === "--version"
          ? []
          : [`standby ${name} ${flag}`],
      );
    },
  );
}

const VERBS =
  /\bpulumi (up|preview|refresh|destroy|import|cancel|login|stack [a-z-]+|state [a-z-]+|plugin [a-z-]+)\b([^\n]*)/g;

/** Every flag that is said beside a verb of the Pulumi CLI. */
function pulumiFlags(): ReadonlyMap<string, ReadonlySet<string>> {
  const flags = new Map<string, Set<string>>();
  for (const text of said) {
    for (const [, verb = "", rest = ""] of text.matchAll(VERBS)) {
      const of = flags.get(verb) ?? new Set();
      flagsIn(rest).forEach((flag) => of.add(flag));
      flags.set(verb, of);
    }
  }
  return flags;
}

describe("commands that this project prints", () => {
  it("are there, with every flag that is said beside them: its own", () => {
    expect([...new Set(said.flatMap(strange))]).toEqual([]);
    expect(strange("run standby failover us-east1 --force\n")).toEqual([
      "standby failover --force",
    ]);
    const mentions = said.flatMap((text) => [...text.matchAll(/\bstandby [a-z]+[^\n]* --/g)]);
    expect(mentions.length).toBeGreaterThan(50);
  });

  it("name a command where a fix is given", () => {
    const fixes = said.flatMap((text) =>
      [...text.matchAll(/: standby ([a-z][a-z-]*)/g)].map(([, name = ""]) => name),
    );
    expect(fixes.length).toBeGreaterThan(20);
    expect(fixes.filter((name) => !commands.has(name))).toEqual([]);
  });

  const pulumi = realPulumi();
  (pulumi === undefined ? it.skip : it)(
    "are there with all flags: the Pulumi CLI's (skipped without pulumi on the PATH)",
    () => {
      const flags = pulumiFlags();
      expect(flags.size).toBeGreaterThan(4);
      const missing = [...flags].flatMap(([verb, own]) => {
        const help = execFileSync(pulumi ?? "", [...verb.split(" "), "--help"], {
          encoding: "utf8",
        });
        return [...own].flatMap((flag) =>
          new RegExp(`${flag}(?![a-z-])`).test(help) ? [] : [`pulumi ${verb} ${flag}`],
        );
      });
      expect(missing).toEqual([]);
    },
    100_000,
  );
});
