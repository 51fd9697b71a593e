import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { theStack } from "./plan";
import type { StackFlags } from "./stack-flags";

/** What a description is compared with: a file of its own for as long as it is asked about. */
export interface Base {
  readonly flags: StackFlags;
  readonly remove: () => void;
}

/**
 * The description that `base` names: a file, or a git revision in which the same file is read. Ends
 * the command if it is neither.
 */
export function baseOf(base: string, flags: StackFlags): Base {
  const dir = projectFolder(process.cwd());
  const { run } = theStack(flags);
  const isFile = existsSync(base) && statSync(base).isFile();
  const text = isFile ? readFileSync(base, "utf8") : atRevision(dir, base, run.system);
  const folder = mkdtempSync(path.join(tmpdir(), "standby-base-"));
  const file = path.join(folder, path.basename(isFile ? base : run.system));
  writeFileSync(file, text);
  const { overlay = run.overlay, system: _, ...rest } = flags;
  return {
    flags: { ...rest, system: file, ...(overlay === undefined ? {} : { overlay }) },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function atRevision(dir: string, revision: string, file: string): string {
  // A name that begins like a flag would be one.
  if (revision.startsWith("-")) throw new Ending(EXIT.badInput, notABase(revision));
  try {
    git(dir, "rev-parse", "--verify", "--quiet", `${revision}^{commit}`);
  } catch {
    throw new Ending(EXIT.badInput, notABase(revision));
  }
  try {
    return git(dir, "show", `${revision}:./${file}`);
  } catch {
    throw new Ending(EXIT.badInput, `--against  ${revision} has no ${file}; name a file instead`);
  }
}

function git(dir: string, ...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: dir,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function notABase(base: string): string {
  return `--against  "${base}" is neither a file nor a revision of git, such as origin/main`;
}
