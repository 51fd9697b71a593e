import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "../../../engine/pulumi/cli";
import type { Cloud } from "../../../sandbox/cloud";
import { openSandbox } from "../../../sandbox/sandbox";
import { resolve } from "../../../sandbox/traffic/names";
import { request } from "../../../sandbox/traffic/request";
import { SQL_DATABASES } from "../../../sandbox/traffic/sql-databases";
import { copyOf, environment, realPulumi, setConfig } from "../../engine/real-cli";
import { PROJECT as DIRECTORY, STACKS } from "../../stacks/runs";

const PROVIDERS = path.join(__dirname, "../../../sandbox/bin");
const PROJECT = "sandbox-bank";
const cli = realPulumi();
const withCli = cli === undefined ? it.skip : it;

/** The project in a folder of its own, with the real CLI and the sandbox's providers. */
async function inSandbox(work: (pulumi: Run, sandboxFile: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-sandbox-"));
  try {
    const dir = copyOf(DIRECTORY, scratch);
    const file = path.join(scratch, "sandbox");
    const env = { ...environment(scratch, dir, PROVIDERS), STANDBY_SANDBOX: file };
    const run: Run = async (...args) => {
      const asked = [...args, "--non-interactive", "--color", "never"];
      const { code, stdout, stderr } = await runCli(cli ?? "", asked, {
        dir,
        env,
        timeoutMs: 240_000,
      });
      return { code, said: `${stdout}\n${stderr}` };
    };
    for (const stack of Object.keys(STACKS)) {
      setConfig(path.join(dir, `Pulumi.${stack}.yaml`), { "gcp:project": PROJECT });
      expect(await run("stack", "init", stack)).toMatchObject({ code: 0 });
    }
    await work(run, file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

type Run = (...args: string[]) => Promise<{ code: number | null; said: string }>;

/** Everything has come up: names, certificates, load balancers, machines, and the writer's name. */
function expectUsersServed(cloud: Cloud): void {
  cloud.settle();
  cloud.advanceTo(cloud.now + HOUR);
  const user = { id: "user", region: "us-central1", inside: false };
  const machine = { ...user, id: "machine", inside: true };
  const answered = { region: "us-central1", machine: expect.any(String) };
  const inner = "accounts.internal.bank.example.com";
  expect(request(cloud, { host: "bank.example.com", path: "/", client: user })).toEqual(answered);
  expect(request(cloud, { host: inner, path: "/", client: machine })).toEqual(answered);
  const address = resolve(cloud, machine, "accounts-db.online-bank.internal") ?? "";
  expect(SQL_DATABASES.at(cloud, address)?.location).toBe("us-central1");
}

const HOUR = 3_600_000;

const done = { code: 0, said: expect.any(String) };

// About 20 s on an idle machine with two processors: 190 resources are made, read and compared.
describe("the real Pulumi CLI in the sandbox", () => {
  withCli(
    "brings up both stacks of the bank, and then sees nothing to do (skipped without pulumi on the PATH)",
    async () => {
      await inSandbox(async (pulumi, file) => {
        for (const stack of ["prod", "dr"]) {
          expect(await pulumi("up", "-s", stack, "--yes", "--skip-preview")).toEqual(done);
          expect(await pulumi("refresh", "-s", stack, "--yes", "--skip-preview")).toEqual(done);
          expect(await pulumi("preview", "-s", stack, "--expect-no-changes")).toEqual(done);
        }
        const things = openSandbox({ file }).transact((cloud) => [...cloud.all()]);
        expect(things.length).toBeGreaterThan(150);
        expect(things.filter(({ project }) => project !== PROJECT)).toEqual([]);
        openSandbox({ file }).transact(expectUsersServed);

        const destroyed = await pulumi("destroy", "-s", "dr", "--yes", "--skip-preview");
        expect(destroyed.code).not.toBe(0);
        expect(destroyed.said).toContain("protected");
      });
    },
    900_000,
  );

  withCli(
    "refuses a project that isn't a sandbox's (skipped without pulumi on the PATH)",
    async () => {
      await inSandbox(async (pulumi) => {
        const asked = ["-c", "gcp:project=acme-prod"];
        const { code, said } = await pulumi("preview", "-s", "dr", ...asked);
        expect(code).not.toBe(0);
        expect(said).toContain('gcp:project is "acme-prod", and this is the sandbox\'s provider');
      });
    },
    300_000,
  );
});
