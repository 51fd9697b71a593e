import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { evidenceText } from "../report/evidence";
import type { Drilled } from "../sandbox/drill/drill";
import type { Topology } from "../topology/model";
import { projectFolder } from "./describe";
import { DRILLS } from "./drills";

/** Writes what a drill has shown to `drills/<date>-<event>-<of>-<mode>.yaml`; the file's path. */
export function writeEvidence(
  dir: string,
  drilled: Pick<Drilled, "plan" | "executed" | "measured">,
  { system }: Topology,
  where: "cloud" | "sandbox" = "sandbox",
): string {
  const [on = ""] = new Date().toISOString().split("T");
  const { standby } = system;
  const { event = "", of } = drilled.plan;
  const file = path.join(dir, DRILLS, `${on}-${event}-${of}-${standby}.yaml`);
  mkdirSync(path.dirname(file), { recursive: true });
  // What was rehearsed is the project's, wherever its sandbox is.
  const revision = revisionOf(projectFolder(process.cwd()));
  writeFileSync(file, evidenceText(drilled, { on, standby, revision, where }));
  return file;
}

/** What was rehearsed: the commit, and whether files differed from it. */
export function revisionOf(dir: string): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: dir, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no").trim() !== "";
    return `${git("rev-parse", "HEAD").trim()}${changed ? ", with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
