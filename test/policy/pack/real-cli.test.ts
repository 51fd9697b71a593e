import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "../../../engine/pulumi/cli";
import { notEvaluated } from "../../../policy/pack/policies";
import { copyOf, environment, realPulumi } from "../../engine/real-cli";
import { PROJECT } from "../../stacks/runs";

const withCli = realPulumi() === undefined ? it.skip : it;

const unchanged = (text: string): string => text;

/** The bank's home stack under the pack, after a change of the program. */
async function preview(file: string, change: (text: string) => string) {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-pack-"));
  try {
    const copy = copyOf(PROJECT, scratch);
    const before = readFileSync(path.join(copy, file), "utf8");
    const after = change(before);
    if (after === before && change !== unchanged) throw new Error(`${file} is as it was`);
    writeFileSync(path.join(copy, file), after);
    const run = { dir: copy, env: environment(scratch, copy), timeoutMs: 240_000 };
    const pulumi = realPulumi()!;
    await runCli(pulumi, ["stack", "init", "prod", "--non-interactive"], run);
    const flags = ["--non-interactive", "--stack", "prod", "--policy-pack", "policy"];
    const { code, stdout } = await runCli(pulumi, ["preview", ...flags], run);
    const policies = stdout.slice(stdout.indexOf("Policies:"), stdout.indexOf("Diagnostics:"));
    return { code, policies };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

// Providers that pass everything through stand in for Google's, whose outputs would hold more.
describe("pulumi preview --policy-pack policy", () => {
  withCli(
    "lets the bank through, and says what it doesn't decide (skipped without pulumi on the PATH)",
    async () => {
      const { code, policies } = await preview("components/sql-settings.ts", unchanged);
      expect(policies.match(/\[(mandatory|advisory)\] +\S+/g)).toEqual([
        "[advisory]  not-evaluated",
      ]);
      expect(policies).toContain(notEvaluated());
      expect(code).toBe(0);
    },
    300_000,
  );

  withCli(
    "refuses a database that anybody may delete (skipped without pulumi on the PATH)",
    async () => {
      const { code, policies } = await preview("components/sql-settings.ts", (text) =>
        text.replace("deletionProtectionEnabled: true", "deletionProtectionEnabled: false"),
      );
      expect(policies).toMatch(/\[mandatory\] +R4 /);
      expect(policies).toContain(
        'settings.deletionProtectionEnabled: "false": one call deletes the instance; set it to true',
      );
      expect(code).not.toBe(0);
    },
    300_000,
  );
});
