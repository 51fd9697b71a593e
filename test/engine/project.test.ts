import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ProjectError, readProject, readStacks } from "../../engine/project";

const SHOP = path.join(__dirname, "fixtures/shop");

describe("a project", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "standby-project-"));
    write("index.ts", "");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function write(file: string, text: string): void {
    writeFileSync(path.join(dir, file), text);
  }

  function problemsOf(read: () => unknown): string[] {
    try {
      read();
    } catch (error) {
      if (error instanceof ProjectError) {
        return error.problems.map(({ path: where, message }) => `${where}  ${message}`);
      }
      throw error;
    }
    return [];
  }

  it("is read from Pulumi.yaml", () => {
    expect(readProject(SHOP)).toEqual({
      name: "shop",
      dir: SHOP,
      pwd: SHOP,
      program: "index.ts",
      nodeArgs: ["--stack-trace-limit=4"],
      tsconfig: "tsconfig.pulumi.json",
      typescript: true,
      config: [
        { key: "shop:instances", type: "integer", default: "2" },
        { key: "shop:zones", type: "array", default: '["a","b"]' },
        { key: "shop:labels", type: "object", default: "{}" },
      ],
    });
  });

  it("may name the runtime alone, and a folder for its program", () => {
    write("Pulumi.yaml", `name: x\nruntime: nodejs\n`);
    expect(readProject(dir)).toMatchObject({ pwd: dir, program: ".", nodeArgs: [], config: [] });
  });

  it("is refused with all that is wrong", () => {
    write("Pulumi.yaml", "runtime: python\nmain: app.ts\n");
    expect(problemsOf(() => readProject(dir))).toEqual([
      "Pulumi.yaml: name  is missing; give the project a name",
      `Pulumi.yaml: runtime  "python" can't be run here; only "nodejs" can`,
      `Pulumi.yaml: main  "app.ts" is not there; name the program's first file or its folder`,
    ]);
  });

  it("is refused when it isn't one, or isn't YAML", () => {
    expect(problemsOf(() => readProject(dir))).toEqual([
      "Pulumi.yaml  is not there; run this in a Pulumi project's folder",
    ]);
    write("Pulumi.yaml", "name: x\nruntime: {name: nodejs\n");
    expect(problemsOf(() => readProject(dir))[0]).toMatch(/^Pulumi.yaml {2}is not YAML: /);
  });

  it("has stacks with values as the CLI hands them to the program", () => {
    expect(readStacks(SHOP)).toEqual([
      {
        stack: "prod",
        config: {
          "gcp:project": "example-shop",
          "gcp:region": "us-central1",
          "shop:instances": "2",
          "shop:zones": '["a","b"]',
          "shop:labels": '{"contact":{"rota":"gold"},"team":"web"}',
        },
        secretKeys: [],
      },
    ]);
  });

  it("keeps the key of a secret and not its value", () => {
    write("Pulumi.yaml", `name: x\nruntime: nodejs\nconfig:\n  x:key: { type: integer }\n`);
    write(
      "Pulumi.dr.yaml",
      `config:\n  x:key: { secure: v1:abc }\n  pair: [{ user: a, word: { secure: v1:def } }]\n`,
    );
    expect(readStacks(dir)).toEqual([
      {
        stack: "dr",
        config: { "x:key": "[secret]", "x:pair": '[{"user":"a","word":"[secret]"}]' },
        secretKeys: ["x:key", "x:pair"],
      },
    ]);
  });

  it("checks values against the types that Pulumi.yaml asks for", () => {
    write(
      "Pulumi.yaml",
      `name: x\nruntime: nodejs\nconfig:\n  count: { type: integer }\n  on: { type: boolean }\n` +
        `  zones: { type: array }\n  labels: { type: object }\n  system: { type: string }\n`,
    );
    write("Pulumi.dr.yaml", `config:\n  x:count: two\n  x:on: 1\n  x:zones: a\n  x:labels: []\n`);
    const asks = (key: string) =>
      `which Pulumi.yaml asks for; set it with "pulumi config set ${key} ..."`;
    expect(problemsOf(() => readStacks(dir))).toEqual([
      `Pulumi.dr.yaml: x:count  "two" is not of type "integer", ${asks("x:count")}`,
      `Pulumi.dr.yaml: x:on  "1" is not of type "boolean", ${asks("x:on")}`,
      `Pulumi.dr.yaml: x:zones  "a" is not of type "array", ${asks("x:zones")}`,
      `Pulumi.dr.yaml: x:labels  "[]" is not of type "object", ${asks("x:labels")}`,
      `Pulumi.dr.yaml: x:system  is missing; it has to be of type "string": ` +
        `set it with "pulumi config set x:system ..."`,
    ]);
  });
});
