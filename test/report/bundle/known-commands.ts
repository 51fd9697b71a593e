import { readFileSync } from "node:fs";
import path from "node:path";

/** Flags that every command of gcloud takes. */
const EVERYWHERE = [
  "--project",
  "--format",
  "--filter",
  "--quiet",
  "--flatten",
  "--sort-by",
  "--limit",
];

const known = new Map(
  readFileSync(path.join(__dirname, "commands.tsv"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [command = "", flags = ""] = line.split("\t");
      return [command, flags.split(" ").filter(Boolean)] as const;
    }),
);

/** Every command in a text: also those that another one puts its output into. */
export function commandsIn(text: string): readonly string[] {
  const inner = [
    ...text.matchAll(/\$\(((?:gcloud|bq|kubectl|pulumi) [^()]*(?:\([^()]*\)[^()]*)*)\)/g),
  ];
  const nested = inner.map(([, command = ""]) => command);
  const outer = text.replaceAll(
    /\$\((?:gcloud|bq|kubectl|pulumi) [^()]*(?:\([^()]*\)[^()]*)*\)/g,
    "X",
  );
  const lines = outer
    .split("\n")
    .filter((line) => !/^(?:  say |- )/.test(line))
    .flatMap(
      (line) =>
        /(?:^|\s)((?:gcloud|bq|kubectl|pulumi) [a-z].*?)(?: \|\| true)?(?: \|\| return 1)?(?: # .*)?$/.exec(
          line,
        )?.[1] ?? [],
    );
  return [...nested, ...lines];
}

/** What is wrong with a command; nothing if it is listed with all of its flags. */
export function faults(command: string): readonly string[] {
  const base = [...known.keys()].find((one) => command === one || command.startsWith(`${one} `));
  if (base === undefined) return [`${command}: not listed`];
  const words = command.slice(base.length).replaceAll(/"[^"]*"|'[^']*'/g, "V");
  const flags = [...words.matchAll(/(?<=\s)--[a-z-]+/g)].map(([flag]) => flag);
  const own = base.startsWith("gcloud ") ? EVERYWHERE : [];
  return flags
    .filter((flag) => !known.get(base)?.includes(flag) && !own.includes(flag))
    .map((flag) => `${base}: ${flag}`);
}
