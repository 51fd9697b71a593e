import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT, read } from "../docs/markdown";
import { cleanClone } from "./clean-clone";
import type { Ran } from "./stand-ins";

// No builder and no registry are needed: the files and packages of the image, without the rest of it.
jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-image-"));
const image = path.join(folder, "standby");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `COPY . .` takes: what git knows, but for what .dockerignore names. */
function copyFiles(): void {
  const clone = cleanClone(folder);
  const left = read(".dockerignore").trim().split("\n");
  cpSync(clone, image, {
    recursive: true,
    filter: (file) => !left.includes(path.relative(clone, file)),
  });
}

/** What `npm ci --omit=dev` installs: every package of the lock that isn't for development alone. */
function linkPackages(): void {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Readonly<Record<string, { dev?: boolean; devOptional?: boolean }>>;
  };
  for (const [at, { dev, devOptional }] of Object.entries(packages)) {
    const inner = at.split("node_modules/").length > 2;
    const from = path.join(PROJECT, at);
    if (at === "" || inner || dev || devOptional || !existsSync(from)) continue;
    mkdirSync(path.dirname(path.join(image, at)), { recursive: true });
    symlinkSync(from, path.join(image, at));
  }
}

function standby(...args: readonly string[]): Promise<Ran> {
  const env = { PATH: path.dirname(process.execPath), HOME: folder, NO_COLOR: "1" };
  return new Promise((resolve) => {
    const words = ["--preserve-symlinks", "bin/standby.js", ...args];
    execFile(
      process.execPath,
      words,
      { cwd: image, env, maxBuffer: 2 ** 26 },
      (error, out, err) => {
        resolve({
          code: typeof error?.code === "number" ? error.code : error ? 1 : 0,
          out: out + err,
        });
      },
    );
  });
}

describe("what Dockerfile puts into the image", () => {
  beforeAll(() => {
    copyFiles();
    linkPackages();
  });

  it("has no tests, no history and no tools for development", () => {
    for (const name of ["test", ".git", "node_modules/jest", "node_modules/oxlint"]) {
      expect([name, existsSync(path.join(image, name))]).toEqual([name, false]);
    }
  });

  it("is enough for the plan of a recovery", async () => {
    const { code, out } = await standby("plan", "region-loss", "--state", "us-east1=standing");
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("critical path") });
  });

  it("is enough to run the program", async () => {
    const { code, out } = await standby("preview", "--stack", "dr");
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("us-east1") });
  });

  it("names the versions that the project is tried with", () => {
    const text = readFileSync(path.join(PROJECT, "Dockerfile"), "utf8");
    const [, cli] = /ARG PULUMI=(\S+)/.exec(text) ?? [];
    expect(read(".github/actions/setup/action.yml")).toContain(`pulumi-version: ${cli}`);
  });

  it("brings along what reaches clusters, as the workflows do, and what the scripts of .ci call", () => {
    const text = readFileSync(path.join(PROJECT, "Dockerfile"), "utf8");
    const [, plugin = ""] = /command: "(gke-[\w-]+)"/.exec(read("components/cluster.ts")) ?? [];
    expect(plugin).not.toBe("");
    expect(text).toContain(`gcloud components install ${plugin}`);
    expect(read(".github/actions/setup/action.yml")).toContain(`install_components: ${plugin}`);
    for (const tool of ["git", "jq"])
      expect(text).toMatch(new RegExp(`^.*apt-get install .* ${tool} `, "m"));
  });
});
