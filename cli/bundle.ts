import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { type Bundle, bundleOf } from "../report/bundle/files";
import { projectFolder, readDescription } from "./describe";
import { chooseStacks } from "./choose-stacks";
import { revisionOf } from "./evidence";
import { Ending, EXIT } from "./outcome";
import { settingOf, theTopology } from "./plan";
import { type StackFlags, whatIfOf, withStackFlags } from "./stack-flags";
import { today } from "./today";

interface BundleFlags extends StackFlags {
  readonly out: string;
  readonly json?: boolean;
}

/** What every folder of this kind has: another folder isn't written into. */
const MARK = "contacts.md";

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
  writeFiles(out, bundle);
  const files = Object.keys(bundle);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ folder: flags.out, files }, null, 2)}\n`
      : `${files.map((file) => path.join(flags.out, file)).join("\n")}\n`,
  );
}

function refuseOther(out: string, given: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0 || existsSync(path.join(out, MARK))) return;
  throw new Ending(
    EXIT.badInput,
    `--out  "${given}" holds something else; name a folder that is new or empty`,
  );
}

function writeFiles(out: string, bundle: Bundle): void {
  for (const [name, text] of Object.entries(bundle)) {
    const file = path.join(out, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: name.endsWith(".sh") ? 0o755 : 0o644 });
  }
}
