import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PARTS } from "../../cli/new-project";
import { git } from "../ci/clean-clone";
import { PROJECT } from "../docs/markdown";

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-init-"));
beforeAll(() => {
  // The project without what a preview doesn't need.
  const left = new Set(["node_modules", ".git", "test", "coverage", ".standby", "docs"]);
  cpSync(PROJECT, folder, {
    recursive: true,
    filter: (file) => !left.has(path.relative(PROJECT, file)),
  });
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const standby = (...args: readonly string[]) => standbyIn(folder, folder, ...args);

/** Runs the command line of one project in another folder. */
function standbyIn(project: string, cwd: string, ...args: readonly string[]) {
  const words = [path.join(project, "bin/standby.js"), ...args];
  return spawnSync(process.execPath, words, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
}

const ANSWERS = [
  ...["--project", "acme-prod", "--domain", "shop.example.com"],
  ...["--home", "europe-west1", "--other", "europe-west4", "--email", "ops@example.com"],
  ...["--image", `europe-docker.pkg.dev/acme-prod/apps/web@sha256:${"1".repeat(64)}`],
];

describe("standby init", () => {
  it("asks nobody without a terminal, and says all that is missing", () => {
    const { status, stderr } = standby("init", "acme-shop", "--domain", "shop.example.com");
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      "--project  is missing: project that it is deployed to",
      "--home  is missing: region that takes the writes at first",
      "--other  is missing: region that takes over",
      "--image  is missing: image of the service, by digest",
      "--email  is missing: where alerts go",
    ]);
  });

  it("writes over nothing unless it is told to", () => {
    const { status, stderr } = standby("init", "acme-shop", ...ANSWERS);
    expect(status).toBe(1);
    expect(stderr).toBe(
      "Pulumi.prod.yaml, Pulumi.dr.yaml: there already; --replace writes over it\n",
    );
  });

  it("writes what previews clean", () => {
    const { status, stderr } = standby("init", "acme-shop", ...ANSWERS, "--replace");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(path.join(folder, "Pulumi.dr.yaml"), "utf8")).toBe(
      "config:\n  gcp:project: acme-prod\n  gcp:region: europe-west4\n  standby:system: systems/acme-shop.yaml\n",
    );
    const preview = standby("preview");
    expect(preview.stdout).toContain("acme-shop");
    expect(preview.status).toBe(0);
  });
});

/** What belongs to this project's own development, or to one system, and isn't handed on. */
const KEPT = [
  ...["CONTRIBUTING.md", "Pulumi.dr.yaml", "Pulumi.prod.yaml", "bench", "jest.config.js"],
  ...["scripts", "test"],
];

describe("standby init in an empty folder", () => {
  const begun = path.join(folder, "../", `${path.basename(folder)}-begun`);
  beforeAll(() => mkdirSync(begun));
  afterAll(() => rmSync(begun, { recursive: true }));

  it("begins nothing in a folder that has something in it", () => {
    const file = path.join(begun, "notes.txt");
    writeFileSync(file, "mine");
    const { status, stderr } = standbyIn(PROJECT, begun, "init", "acme-shop", ...ANSWERS);
    expect(status).toBe(2);
    expect(stderr).toContain("holds notes.txt; begin in an empty folder");
    rmSync(file);
  });

  it("leaves the folder empty where an answer is wrong", () => {
    const wrong = [...ANSWERS, "--email", "nobody"];
    expect(standbyIn(PROJECT, begun, "init", "acme-shop", ...wrong).status).toBe(2);
    expect(readdirSync(begun)).toEqual([]);
  });

  it("begins a project with its workflows that works by itself", () => {
    const all = [...ANSWERS, "--heartbeat", "acme@switch.example.net"];
    const { status, stderr, stdout } = standbyIn(PROJECT, begun, "init", "acme-shop", ...all);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("npm ci && npx standby preview");
    const stacks = ["Pulumi.dr.yaml", "Pulumi.prod.yaml"];
    expect(readdirSync(begun).sort()).toEqual([...PARTS, ...stacks].sort());
    expect(readFileSync(path.join(begun, "Pulumi.dr.yaml"), "utf8")).toBe(
      "config:\n  gcp:project: acme-prod\n  gcp:region: europe-west4\n  standby:system: systems/acme-shop.yaml\n",
    );
    const workflows = ".github/workflows";
    expect(readdirSync(path.join(begun, workflows))).toEqual(
      readdirSync(path.join(PROJECT, workflows)),
    );
    symlinkSync(path.join(PROJECT, "node_modules"), path.join(begun, "node_modules"));
    const preview = standbyIn(begun, begun, "preview");
    expect(preview.stdout).toContain("acme-shop: warm standby, primary region europe-west1");
    expect(preview.stdout).toMatch(/\nno problems\n$/);
    expect(preview.status).toBe(0);
  });

  it("knows the scripts that run there, and no others", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(begun, "package.json"), "utf8"));
    expect(Object.keys(scripts)).toEqual([
      ...["preview", "sandbox", "check", "format", "lint", "types", "lint:workflows"],
    ]);
  });

  it("decides for everything that git knows whether it belongs to it", () => {
    const known = git(PROJECT, "ls-files")
      .split("\n")
      .map((file) => file.split("/")[0] ?? "");
    expect([...new Set(known)].sort()).toEqual([...PARTS, ...KEPT].sort());
  });
});
