import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { Document, parseDocument } from "yaml";
import { KEYS } from "../engine/stacks";
import { type NewSystem, newDescription } from "../system/new-description";
import { formatProblems } from "../system/report";
import { REGION_NAMES, zonesOf } from "../topology/places";
import { readTopology } from "../topology/read";
import { projectAt } from "./describe";
import { layProject, refuseUnlessEmpty } from "./new-project";
import { Ending, EXIT } from "./outcome";

interface InitFlags {
  readonly project?: string;
  readonly domain?: string;
  readonly home?: string;
  readonly other?: string;
  readonly image?: string;
  readonly email?: string;
  readonly heartbeat?: string;
  readonly standby: NewSystem["standby"];
  readonly peak: number;
  readonly database: boolean;
  readonly replace?: boolean;
}

const EXAMPLES = `
Example:
  standby init acme-shop --project acme-prod --domain shop.example.com --home europe-west1 --other europe-west4 \\
    --image europe-docker.pkg.dev/acme-prod/apps/web@sha256:… --email ops@example.com --replace

What is not given is asked for, on a terminal alone. In an empty folder it begins a project: the
program, the pipeline with its workflows, these pages. There, and in a project that is there already,
it writes systems/NAME.yaml and the two stack files.

Exit codes: 0 written, 1 something is there already, 2 bad input.`;

/** `standby init NAME`: the description of a new system, and its stack files. */
export function initCommand(): Command {
  return new Command("init")
    .description("Begin a project: the program, the workflows, a description, the stack files")
    .argument("<name>", "what leads all names; it can't change later")
    .option("--project <id>", "project that it is deployed to")
    .option("--domain <name>", "domain that users come to")
    .option("--home <region>", "region that takes the writes at first")
    .option("--other <region>", "region that takes over")
    .option("--image <image>", "image of the service, by digest")
    .option("--email <address>", "where alerts go")
    .option("--heartbeat <address>", "dead man's switch outside, mailed while alerting works")
    .addOption(
      new Option("--standby <mode>", "how ready the other region is")
        .choices(["cold", "warm", "hot"])
        .default("warm"),
    )
    .option("--peak <requests>", "requests a second at the peak", whole, 100)
    .option("--no-database", "the service has no database")
    .option("--replace", "replace what is there: the stack files name the shipped bank at first")
    .addHelpText("after", EXAMPLES)
    .action(init);
}

async function init(name: string, flags: InitFlags): Promise<void> {
  const project = projectAt(process.cwd());
  const dir = project ?? process.cwd();
  if (project === undefined) refuseUnlessEmpty(dir);
  const { project: id, ...asked } = await answered(flags);
  const { standby, peak, database, heartbeat } = flags;
  const { domain, image, email } = asked;
  const system = newDescription({
    ...{ name, domain, image, email, standby, peak, database },
    ...(heartbeat === undefined ? {} : { heartbeat }),
    home: placed("--home", asked.home),
    other: placed("--other", asked.other),
  });
  const file = path.join("systems", `${name}.yaml`);
  const read = readTopology({ path: file, text: system }, id);
  if (read.problems) throw new Ending(EXIT.badInput, formatProblems(file, read.problems));
  const stacks = { prod: asked.home, dr: asked.other };
  if (project === undefined) layProject(dir);
  else refuseToReplace(dir, file, Object.keys(stacks), flags);
  mkdirSync(path.join(dir, "systems"), { recursive: true });
  writeFileSync(path.join(dir, file), system);
  for (const [stack, region] of Object.entries(stacks)) {
    const values = { [KEYS.project]: id, [KEYS.region]: region, [KEYS.system]: file };
    writeStack(path.join(dir, `Pulumi.${stack}.yaml`), values);
  }
  const files = `${file}, Pulumi.prod.yaml, Pulumi.dr.yaml`;
  process.stdout.write(
    project === undefined
      ? `wrote a project with ${files}; look at it with: npm ci && npx standby preview\n`
      : `wrote ${files}; look at it with: npx standby preview\n`,
  );
}

const QUESTIONS = {
  project: "project that it is deployed to",
  domain: "domain that users come to",
  home: "region that takes the writes at first",
  other: "region that takes over",
  image: "image of the service, by digest",
  email: "where alerts go",
} as const;
type Answers = Record<keyof typeof QUESTIONS, string>;

/** Asks for what is missing. Ends the command with all of it where nobody is there to ask. */
async function answered(flags: InitFlags): Promise<Answers> {
  const keys = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]; // the keys just above
  const missing = keys.filter((key) => flags[key] === undefined);
  const given = Object.fromEntries(keys.map((key) => [key, flags[key] ?? ""])) as Answers;
  if (missing.length === 0) return given;
  if (!process.stdin.isTTY) {
    const lines = missing.map((key) => `--${key}  is missing: ${QUESTIONS[key]}`);
    throw new Ending(EXIT.badInput, lines.join("\n"));
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const key of missing) given[key] = (await terminal.question(`${QUESTIONS[key]}: `)).trim();
    return given;
  } finally {
    terminal.close();
  }
}

/** Two of a region's zones: what a regional disk can be in, and enough to lose one. */
function placed(flag: string, region: string): NewSystem["home"] {
  if (REGION_NAMES.includes(region)) return { region, zones: zonesOf(region).slice(0, 2) };
  throw new Ending(
    EXIT.badInput,
    `${flag}  "${region}" is no region; there are ${REGION_NAMES.join(", ")}`,
  );
}

function refuseToReplace(
  dir: string,
  file: string,
  stacks: readonly string[],
  { replace }: InitFlags,
): void {
  if (replace === true) return;
  const there = [file, ...stacks.map((stack) => `Pulumi.${stack}.yaml`)].filter((one) =>
    existsSync(path.join(dir, one)),
  );
  if (there.length === 0) return;
  throw new Ending(EXIT.refused, `${there.join(", ")}: there already; --replace writes over it`);
}

/** Only these values change: a salt, a key and what else belongs to the stack stay. */
function writeStack(file: string, values: Readonly<Record<string, string>>): void {
  const document = existsSync(file) ? parseDocument(readFileSync(file, "utf8")) : new Document({});
  for (const [key, value] of Object.entries(values)) document.setIn(["config", key], value);
  writeFileSync(file, document.toString());
}

function whole(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it has to be a whole number above 0");
}
