import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { CORPUS } from "../policy/gate/corpus";

const PROJECT = path.join(__dirname, "../..");
const scratch = mkdtempSync(path.join(tmpdir(), "standby-gate-cli-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const corpus = (name: string) => path.join(CORPUS, `${name}.json`);

async function standby(...args: string[]) {
  const words = [path.join(PROJECT, "bin/standby.js"), "gate", ...args];
  const env = { ...process.env, NO_COLOR: "1" };
  return promisify(execFile)("node", words, { cwd: scratch, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

const written = (name: string, text: string) => {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  return file;
};

describe("standby gate", () => {
  it("lets through what changes in place, one stack after the other", async () => {
    const files = ["online-bank.new-image.prod", "online-bank.new-image.dr"].map(corpus);
    const empty = written("lease.json", "");
    const { code, stdout } = await standby(...files, "--one-by-one", "--lease", empty);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "prod: 1 updated, 1 replaced\ndr: 1 updated, 1 replaced\nmay be deployed\n",
    });
  });

  it("refuses, says how to agree, and lets through what somebody has agreed to", async () => {
    const file = corpus("online-bank.writer-deletable.prod");
    const refused = await standby(file);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(
      `refused  protection-lost: prod DatabaseInstance online-bank-accounts-db-us-central1-1 deletionProtection`,
    );
    const entry = /^ {2}- rule.*?because: .*?$/ms.exec(refused.stdout)?.[0] ?? "";
    written("consents.yaml", entry.replace("YOUR NAME", "Ada Example"));
    const agreed = await standby(file);
    expect(agreed.stdout).toContain("Ada Example, ");
    expect(agreed.code).toBe(0);
  });

  it("doesn't decide where a preview failed", async () => {
    const { code, stdout } = await standby(corpus("online-bank.broken-description.prod"), "--json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "inconclusive", refusals: [] });
  });

  it("says all that is wrong with what it is given, at once", async () => {
    const none = path.join(scratch, "none.json");
    const words = [none, written("no.json", "no"), written("list.json", "[]")];
    const { code, stderr } = await standby(...words, "--lease", written("odd.json", "{}"));
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      `${none}  is not there`,
      expect.stringContaining("no.json  is not JSON: "),
      expect.stringContaining(
        `list.json  it has no list "steps"; give it what pulumi preview --json prints`,
      ),
      expect.stringContaining(
        `odd.json  has neither "holder" nor "why"; give it lease.json or frozen.json`,
      ),
    ]);
  });
});
