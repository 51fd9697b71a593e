import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readProject, readStacks } from "../../engine/project";
import { stackRuns } from "../../engine/stacks";
import { sandboxEnvironment } from "../../sandbox/environment";
import { SandboxFolder } from "../../sandbox/folder";
import { sandboxProject } from "../../sandbox/project-id";
import { PROJECT } from "../stacks/runs";

describe("a sandbox's folder", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-folder-"));
  const dir = path.join(scratch, "project");
  const system = path.join(dir, "systems/online-bank.yaml");
  for (const file of ["Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.dr.yaml", "index.ts", "systems"]) {
    cpSync(path.join(PROJECT, file), path.join(dir, file), { recursive: true });
  }
  const folder = new SandboxFolder(path.join(dir, ".standby/sandbox"));
  const runs = () => folder.prepare(dir, stackRuns(readStacks(dir), []));
  afterAll(() => rmSync(scratch, { recursive: true }));

  it("has its own stacks, of a project that can only be a sandbox's", () => {
    expect(runs().map(({ stack, project, system }) => [stack, project, system])).toEqual([
      ["dr", "sandbox-example-bank-prod", ".standby/sandbox/systems/online-bank.yaml"],
      ["prod", "sandbox-example-bank-prod", ".standby/sandbox/systems/online-bank.yaml"],
    ]);
    const files = readStacks(folder.folder);
    expect(files.map(({ config }) => config["gcp:project"])).toEqual([
      "sandbox-example-bank-prod",
      "sandbox-example-bank-prod",
    ]);
    expect(readProject(folder.folder)).toMatchObject({ pwd: dir, program: "index.ts" });
  });

  it("keeps its copy of the description, and says when yours is another", () => {
    const copy = path.resolve(dir, runs()[0]?.system ?? "");
    writeFileSync(copy, `${readFileSync(copy, "utf8")}# rehearsed\n`);
    expect(folder.changedOutside(dir)).toEqual([]);
    writeFileSync(system, `${readFileSync(system, "utf8")}# edited\n`);
    runs();
    expect(readFileSync(copy, "utf8")).toMatch(/# rehearsed\n$/);
    expect(folder.changedOutside(dir)).toEqual(["systems/online-bank.yaml"]);
  });

  it("keeps what the CLI has written into a stack file", () => {
    const file = path.join(folder.folder, "Pulumi.prod.yaml");
    writeFileSync(file, `encryptionsalt: v1:abc\n${readFileSync(file, "utf8")}`);
    runs();
    expect(readFileSync(file, "utf8")).toContain("encryptionsalt: v1:abc");
  });

  it("says which of its files is damaged", () => {
    const file = path.join(folder.folder, "Pulumi.prod.yaml");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, "config: [");
    expect(runs).toThrow(/^sandbox\/Pulumi\.prod\.yaml: is not YAML: /);
    writeFileSync(file, whole);
  });

  it("belongs to the engine that came first, until it is taken away", () => {
    folder.claim("embedded");
    folder.claim("embedded");
    expect(() => folder.claim("pulumi")).toThrow(
      "was deployed by the embedded engine, and its states are not the pulumi engine's; go on with --engine embedded",
    );
    folder.reset();
    expect(folder.exists).toBe(false);
    runs();
    expect(folder.engine).toBeUndefined();
    folder.claim("pulumi");
    expect(folder.engine).toBe("pulumi");
  });

  it("leaves no way to an account in its environment", () => {
    const env = sandboxEnvironment(folder, {
      PATH: "/bin",
      HOME: "/home/me",
      GOOGLE_CREDENTIALS: "secret",
      GOOGLE_OAUTH_ACCESS_TOKEN: "secret",
      GOOGLE_APPLICATION_CREDENTIALS: "/home/me/key.json",
      CLOUDSDK_AUTH_ACCESS_TOKEN: "secret",
      PULUMI_ACCESS_TOKEN: "secret",
      PULUMI_BACKEND_URL: "https://api.pulumi.com",
    });
    expect(Object.values(env).join(" ")).not.toMatch(/secret|key\.json|api\.pulumi/);
    expect(env).toMatchObject({
      HOME: "/home/me",
      PATH: `${path.join(PROJECT, "sandbox/bin")}:/bin`,
      PULUMI_BACKEND_URL: `file://${path.join(folder.folder, "pulumi")}`,
      STANDBY_SANDBOX: folder.store,
    });
  });

  it.each([
    ["acme", "sandbox-acme"],
    ["sandbox-acme", "sandbox-acme"],
    ["a-project-of-thirty-letters-abc", "sandbox-a-project-of-thirty-le"],
    ["a-project-of-twenty-l-and-more", "sandbox-a-project-of-twenty-l"],
  ])("gives the project %s the id %s", (project, id) => expect(sandboxProject(project)).toBe(id));
});
