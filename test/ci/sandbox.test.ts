import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "../../engine/pulumi/cli";
import { copyOf, environment, realPulumi, setConfig } from "../engine/real-cli";
import { PROJECT } from "../stacks/runs";

const cli = realPulumi();
const withCli = cli === undefined ? it.skip : it;

// The real CLI brings a whole stack up, so this is for the night.
jest.setTimeout(900_000);

describe("the pipeline in the sandbox, with the real CLI", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-pipeline-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  withCli(
    "deploys, deploys again, refuses what loses protection, and finds no drift (skipped without pulumi on the PATH)",
    async () => {
      const dir = copyOf(PROJECT, scratch);
      const env = {
        ...environment(scratch, dir, path.join(PROJECT, "sandbox/bin")),
        STANDBY_SANDBOX: path.join(scratch, "sandbox"),
      };
      const script = (name: string, ...args: string[]) =>
        new Promise<{ code: number; out: string }>((resolve) => {
          execFile(path.join(dir, ".ci", name), args, { env, cwd: dir }, (error, out, err) => {
            resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err });
          });
        });
      setConfig(path.join(dir, "Pulumi.prod.yaml"), { "gcp:project": "sandbox-bank" });
      await runCli(cli ?? "", ["stack", "init", "prod", "--non-interactive"], { dir, env });

      const first = await script("deploy", "prod");
      expect(first.out).toContain("may be deployed");
      expect(first.code).toBe(0);
      const again = await script("deploy", "prod");
      expect(again.out).toContain("prod: no changes\nmay be deployed");
      expect(await script("drift", "prod")).toEqual({ code: 0, out: "prod: as described\n" });

      const component = path.join(dir, "components/database.ts");
      const text = readFileSync(component, "utf8");
      const changed = text.replace("deletionProtection: true", "deletionProtection: false");
      expect(changed).not.toBe(text);
      writeFileSync(component, changed);
      const refused = await script("deploy", "prod");
      expect(refused.code).toBe(1);
      expect(refused.out).toContain("protection-lost: prod DatabaseInstance");
      expect(await script("drift", "prod")).toMatchObject({ code: 1 });
    },
  );
});
