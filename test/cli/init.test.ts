import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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

function standby(...args: readonly string[]) {
  const words = [path.join(folder, "bin/standby.js"), ...args];
  return spawnSync(process.execPath, words, {
    cwd: folder,
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
