import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../engine/config";
import { Ending, EXIT } from "./outcome";

/** The project that this command line is part of. */
const OWN = path.join(__dirname, "..");

/**
 * What a new project takes from this one: the program, the command line, the pipeline and the pages.
 * Not its tests, its stack files, nor anything that only this project's own development needs.
 */
export const PARTS: readonly string[] = [
  ...[".ci", ".dockerignore", ".github", ".gitignore", ".npmrc", ".oxlintrc.json"],
  ...[".prettierignore", ".prettierrc.json", "Dockerfile", "LICENSE", "Pulumi.yaml", "README.md"],
  ...["assessment", "bin", "bootstrap", "cli", "components", "docs", "engine", "index.ts"],
  ...["inventory", "package-lock.json", "package.json", "policy", "recovery", "report", "sandbox"],
  ...["system", "system.schema.json", "systems", "topology", "tsconfig.json"],
  "tsconfig.pulumi.json",
];

/** Refuses a folder that has something in it. What git or an editor keeps there does no harm. */
export function refuseUnlessEmpty(folder: string): void {
  const there = readdirSync(folder).filter((name) => !/^\.(git|idea|vscode)$/.test(name));
  if (there.length === 0) return;
  const some = there.slice(0, 3).join(", ");
  throw new Ending(
    EXIT.badInput,
    `${folder} is in no project (no Pulumi.yaml here or above) and holds ${some}; begin in an empty folder, or in a clone of Standby`,
  );
}

/** Lays a project of one's own into a folder. */
export function layProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) {
    cpSync(path.join(OWN, part), path.join(folder, part), { recursive: true, filter: isShared });
  }
  const file = path.join(folder, "package.json");
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, `${JSON.stringify(withoutDevelopment(folder, manifest), null, 2)}\n`);
}

/** A stack's own values stay where they are: the bootstrap's, in a folder that is copied, too. */
function isShared(file: string): boolean {
  return !/^Pulumi\..+\.yaml$/.test(path.basename(file));
}

/** Without the scripts that run what isn't there. */
function withoutDevelopment(folder: string, manifest: unknown): unknown {
  if (!isRecord(manifest) || !isRecord(manifest["scripts"])) return manifest;
  const runs = Object.entries(manifest["scripts"]).filter(([, command]) => {
    const [, file] = /^tsx (\S+)/.exec(String(command)) ?? [];
    return !String(command).includes("jest") && (!file || existsSync(path.join(folder, file)));
  });
  return { ...manifest, scripts: Object.fromEntries(runs) };
}
