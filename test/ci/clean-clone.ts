import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../docs/markdown";

/** Nobody's settings: what the machine's own git is told doesn't count. */
const NOBODY = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

export function git(dir: string, ...args: string[]): string {
  const env = { PATH: process.env["PATH"], ...NOBODY };
  return execFileSync("git", args, { cwd: dir, env, encoding: "utf8" }).trim();
}

/**
 * A clean clone: what git knows of the project, as it is at this moment, in one commit on `main` of a
 * repository of its own, with a bare `origin` beside it. The packages are linked.
 */
export function cleanClone(scratch: string): string {
  const clone = path.join(scratch, "project");
  mkdirSync(clone);
  const known = git(PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of known.split("\0").filter(Boolean)) {
    const from = path.join(PROJECT, file);
    if (existsSync(from)) cpSync(from, path.join(clone, file));
  }
  git(clone, "init", "--quiet", "--initial-branch", "main");
  commit(clone, "Begin");
  const origin = path.join(scratch, "origin.git");
  git(scratch, "init", "--quiet", "--bare", origin);
  git(clone, "remote", "add", "origin", origin);
  git(clone, "push", "--quiet", "origin", "main");
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(clone, "node_modules"));
  return clone;
}

/** All that is changed, in a commit; its id. */
export function commit(clone: string, message: string): string {
  git(clone, "add", "--all");
  git(clone, "commit", "--quiet", "--message", message);
  return git(clone, "rev-parse", "HEAD");
}
