import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../stacks/runs";

/** An exported class of `components/`, and what its doc says. */
export interface ClassDoc {
  readonly file: string;
  readonly name: string;
  /** What stands before the first tag, in sentences. */
  readonly sentences: readonly string[];
  readonly examples: readonly Example[];
}

export interface Example {
  /** The described system that it is about, such as `systems/online-bank.yaml`. */
  readonly system: string;
  readonly region: string;
  readonly code: string;
  /** What it says that the component registers right under itself. */
  readonly registers: readonly string[];
}

/** What every class doc has to say, and how it is found. */
const STATEMENTS = {
  "which failure it survives": [/\bsurviv/i],
  "what it costs in standby": [/\bcosts?\b/i, /\bstandby\b/i],
  "what it doesn't cover": [/\b(doesn't|does not|don't) cover\b/i],
};

const DOC_AND_CLASS =
  /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?export (?:default )?(?:abstract )?class (\w+)/g;

/** All exported classes of `components/`, documented or not. */
export function classDocs(): readonly ClassDoc[] {
  const folder = path.join(PROJECT, "components");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((file) => docsIn(file, readFileSync(path.join(folder, file), "utf8")));
}

/** The exported classes of one file. */
export function docsIn(file: string, text: string): readonly ClassDoc[] {
  return [...text.matchAll(DOC_AND_CLASS)].map(([, doc = "", name = ""]) => {
    const lines = doc.split("\n").map((line) => line.replace(/^\s*\* ?/, ""));
    const [said = "", ...tags] = lines.join("\n").split(/^@/m);
    return {
      ...{ file, name },
      sentences: said.replaceAll(/\s+/g, " ").split(/(?<=\.) /),
      examples: tags.filter((tag) => tag.startsWith("example\n")).map(exampleOf),
    };
  });
}

/** What a class doc lacks of what every one has to say. */
export function missingIn({ sentences, examples }: ClassDoc): readonly string[] {
  const unsaid = Object.entries(STATEMENTS).flatMap(([what, words]) =>
    sentences.some((sentence) => words.every((word) => word.test(sentence))) ? [] : [what],
  );
  return examples.length > 0 ? unsaid : [...unsaid, "an @example"];
}

function exampleOf(tag: string): Example {
  const code = tag.replace("example\n", "").trimEnd();
  const [, system = "", region = ""] = /^\/\/ (systems\/\S+\.yaml), (\S+)$/m.exec(code) ?? [];
  const [, registers = ""] = /^\/\/ registers ([^]*)$/m.exec(code) ?? [];
  const names = registers.split(/[\s,/]+/).filter((word) => word !== "");
  return { system, region, code, registers: names };
}
