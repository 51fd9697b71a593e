import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { type Document, parseDocument, stringify } from "yaml";
import { isRecord } from "../engine/config";
import { EngineError, type EngineName } from "../engine/deployer";
import { readProject, readYaml } from "../engine/project";
import { KEYS, type StackRun } from "../engine/stacks";
import { sandboxProject } from "./project-id";

/** What a sandbox folder says of itself. */
interface Mark {
  /** Which engine deployed into it first; nothing has been deployed yet if it is left out. */
  readonly engine?: EngineName;
  /** Hash of each description as it was when the sandbox took its copy, by the path in the stack files. */
  readonly systems: Readonly<Record<string, string>>;
}

/** What is in such a folder: the cloud and its locks, states of both engines, copies, recoveries. */
const OWN =
  /^(cloud\.jsonl.*|sandbox\.json|systems|states|pulumi|home|recovery|Pulumi(\.[\w-]+)?\.yaml)$/;

/**
 * A sandbox with all that a deployment into it needs: the cloud's file, its own copies of the
 * descriptions and stack files, the states. So a rehearsal never changes what a real deployment reads.
 */
export class SandboxFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The cloud: what `STANDBY_SANDBOX` names. */
  get store(): string {
    return path.join(this.folder, "cloud.jsonl");
  }

  /** The embedded engine's states. */
  get states(): string {
    return path.join(this.folder, "states");
  }

  get exists(): boolean {
    return existsSync(this.#markFile);
  }

  /** The engine that it belongs to, once something was deployed. */
  get engine(): EngineName | undefined {
    return this.#mark().engine;
  }

  /** Descriptions that have been edited outside since the sandbox took its copies. */
  changedOutside(dir: string): readonly string[] {
    return Object.entries(this.#mark().systems).flatMap(([system, hash]) => {
      const original = path.resolve(dir, system);
      return existsSync(original) && digest(original) === hash ? [] : [system];
    });
  }

  /** Makes it the engine's. @throws EngineError if it is another's: their states don't mix. */
  claim(engine: EngineName): void {
    const mark = this.#mark();
    if (mark.engine !== undefined && mark.engine !== engine) {
      throw new EngineError(
        `the sandbox in ${this.folder} was deployed by the ${mark.engine} engine, and its states ` +
          `are not the ${engine} engine's; go on with --engine ${mark.engine}, or begin anew with ` +
          `"standby sandbox reset"`,
      );
    }
    this.#write({ ...mark, engine });
  }

  /** The project's stacks as they stand here: copies are taken of what isn't copied yet. */
  prepare(dir: string, runs: readonly StackRun[]): readonly StackRun[] {
    mkdirSync(path.join(this.folder, "systems"), { recursive: true });
    this.#projectFile(dir);
    const own = runs.map((run) => this.#own(dir, run));
    own.forEach((run) => this.#stackFile(run));
    return own;
  }

  /**
   * Takes it away, with all that was deployed; whatever else somebody keeps in the folder stays, since
   * `STANDBY_SANDBOX` may name a file in any folder. Returns what has stayed.
   */
  reset(): readonly string[] {
    if (!existsSync(this.folder)) return [];
    for (const name of readdirSync(this.folder).filter((each) => OWN.test(each))) {
      rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
    const left = readdirSync(this.folder);
    if (left.length === 0) rmdirSync(this.folder);
    return left;
  }

  get #markFile(): string {
    return path.join(this.folder, "sandbox.json");
  }

  #mark(): Mark {
    if (!this.exists) return { systems: {} };
    const mark = parsed(readFileSync(this.#markFile, "utf8"));
    if (isRecord(mark) && isRecord(mark["systems"]))
      return { ...mark, systems: mark["systems"] } as Mark; // nobody else writes it
    throw new EngineError(
      `${this.#markFile} is damaged; "standby sandbox reset" takes this sandbox away`,
    );
  }

  #write(mark: Mark): void {
    writeFileSync(this.#markFile, `${JSON.stringify(mark, null, 2)}\n`);
  }

  #own(dir: string, run: StackRun): StackRun {
    const copy = path.join(this.folder, "systems", path.basename(run.system));
    if (!existsSync(copy)) {
      const original = path.resolve(dir, run.system);
      writeFileSync(copy, readFileSync(original));
      const { systems, ...rest } = this.#mark();
      this.#write({ ...rest, systems: { ...systems, [run.system]: digest(original) } });
    }
    const system = path.relative(dir, copy);
    const project = sandboxProject(run.project);
    const config = { ...run.config, [KEYS.project]: project, [KEYS.system]: system };
    return { ...run, project, system, config };
  }

  /** The project's own file, with its program where that is. */
  #projectFile(dir: string): void {
    const { pwd, program, tsconfig } = readProject(dir);
    const project: Document = parseDocument(readFileSync(path.join(dir, "Pulumi.yaml"), "utf8"));
    project.setIn(["main"], path.join(pwd, program));
    if (tsconfig !== undefined) {
      project.setIn(["runtime", "options", "tsconfig"], path.resolve(pwd, tsconfig));
    }
    writeFileSync(path.join(this.folder, "Pulumi.yaml"), project.toString());
  }

  /** What the CLI has added to it, such as the salt of its secrets, stays. */
  #stackFile({ stack, config }: StackRun): void {
    const name = `Pulumi.${stack}.yaml`;
    const file = path.join(this.folder, name);
    const [above, own] = [path.dirname(this.folder), path.basename(this.folder)];
    const kept = existsSync(file) ? readYaml(above, path.join(own, name), "deploy again") : {};
    const given = Object.entries(config).filter(([key]) => key !== KEYS.whatIf);
    writeFileSync(file, stringify({ ...kept, config: Object.fromEntries(given) }));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digest(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
