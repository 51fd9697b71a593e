import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { type Bundle, bundleOf, isBundle, isOfBundle } from "../report/bundle/files";
import { projectFolder, readDescription } from "./describe";
import { chooseStacks } from "./choose-stacks";
import { systemRefusal } from "./disk";
import { revisionOf } from "./evidence";
import { shown } from "./known";
import { Ending, EXIT } from "./outcome";
import { settingOf, theTopology } from "./plan";
import { type StackFlags, whatIfOf, withStackFlags } from "./stack-flags";
import { today } from "./today";

interface BundleFlags extends StackFlags {
  readonly out: string;
  readonly json?: boolean;
}

/** `standby bundle`: a folder that carries a failover out when Pulumi, its states and the repository are gone. */
export function bundleCommand(): Command {
  return withStackFlags(
    new Command("bundle")
      .description(
        "Write a folder that fails over with gcloud alone, for when Pulumi, its states and the repository are gone",
      )
      .option(
        "--out <folder>",
        "folder to write; an older one of this kind is written anew",
        "bundle",
      )
      .option("--json", "print the names of the files as data"),
  )
    .addHelpText(
      "after",
      `
Example:
  standby bundle --state us-east1=standing --out /media/stick/online-bank

It touches nothing but that folder. Keep it where none of the regions is.

Exit codes: 0 written, 2 bad input, such as a folder of something else.`,
    )
    .action((flags: BundleFlags) => write(flags));
}

function write(flags: BundleFlags): void {
  const dir = projectFolder(process.cwd());
  const topology = theTopology(flags);
  const [first] = chooseStacks(dir, flags, whatIfOf(flags));
  const text = readDescription(dir, first?.run.system ?? "");
  const origin = { text, on: today(), revision: revisionOf(dir) };
  const bundle = bundleOf(settingOf(topology), origin);
  const out = path.resolve(process.cwd(), flags.out);
  refuseOther(out, flags.out);
  writable(() => writeFiles(out, bundle), flags.out);
  const files = Object.keys(bundle);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ folder: flags.out, files }, null, 2)}\n`
      : `${files.map((file) => path.join(flags.out, file)).join("\n")}\n`,
  );
}

function refuseOther(out: string, given: string): void {
  if (!existsSync(out)) return;
  const problem = statSync(out).isDirectory() ? otherIn(out, given) : "is a file";
  if (problem === undefined) return;
  throw new Ending(
    EXIT.badInput,
    `--out  ${shown(given)} ${problem}; name a folder that is new or empty`,
  );
}

/** What makes a folder another's; nothing if it is empty, or an older one of this kind. */
function otherIn(out: string, given: string): string | undefined {
  const names = writable(() => readdirSync(out), given);
  if (names.length === 0) return undefined;
  const readme = path.join(out, "README.md");
  return existsSync(readme) && isBundle(readFileSync(readme, "utf8"))
    ? undefined
    : "holds something else";
}

/** What was written before and is no more goes: a script of another primary would be carried out. */
function writeFiles(out: string, bundle: Bundle): void {
  makeFolder(out);
  for (const folder of ["", "runbooks"]) {
    for (const name of namesIn(path.join(out, folder))) {
      const old = path.posix.join(folder, name);
      if (isOfBundle(old) && !Object.hasOwn(bundle, old)) rmSync(path.join(out, old));
    }
  }
  for (const [name, text] of Object.entries(bundle)) {
    const file = path.join(out, name);
    makeFolder(path.dirname(file));
    writeFileSync(file, text, { mode: name.endsWith(".sh") ? 0o755 : 0o644 });
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** One level after the other: Node.js never comes back from a recursive one within /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** What the system says of a place that was named is about that name, and for the person to mend. */
function writable<T>(work: () => T, given: string): T {
  try {
    return work();
  } catch (error) {
    const refused = systemRefusal(error);
    if (!refused) throw error;
    const [why = ""] = refused.message.split(", "); // the rest repeats the path
    throw new Ending(
      EXIT.badInput,
      `--out  ${shown(given)} can't be written: ${why}; name another folder`,
    );
  }
}
