import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sandboxEnvironment } from "../../sandbox/environment";
import { SandboxFolder } from "../../sandbox/folder";
import { commands, PROJECT, read } from "../docs/markdown";
import { realPulumi } from "../engine/real-cli";
import type { Ran } from "./stand-ins";

const withCli = realPulumi() === undefined ? it.skip : it;

// The real CLI runs some twenty times; each takes seconds, and a loaded machine takes its time.
jest.setTimeout(300_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-way-back-"));
const dir = path.join(folder, "project");
cpSync(path.join(__dirname, "fixtures/small"), dir, { recursive: true });
for (const name of [".ci", "node_modules"]) {
  symlinkSync(path.join(PROJECT, name), path.join(dir, name));
}
writeFileSync(path.join(dir, "Pulumi.prod.yaml"), "config:\n  gcp:project: sandbox-small\n");
const bin = path.join(folder, "bin");
const copies = path.join(folder, "copies/prod");
for (const one of [bin, copies, path.join(folder, "fresh")]) mkdirSync(one, { recursive: true });
// A folder stands in for the bucket of copies.
const GCLOUD = `#!/usr/bin/env bash
at=\${3/gs:\\/\\//$HERE/}
case "$2" in ls) ls "$at" | sed "s|^|$3|" ;; cp) cp "$at" "$4" ;; esac
`;
writeFileSync(path.join(bin, "gcloud"), GCLOUD, { mode: 0o755 });
const own = sandboxEnvironment(new SandboxFolder(path.join(folder, "sandbox")), process.env);
const STATES = path.join(folder, "sandbox/pulumi");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shell(text: string, more: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const env = {
    ...{ ...own, PATH: `${bin}:${own["PATH"]}`, HERE: folder, STACK: "prod" },
    ...{ EXPORT_BUCKET: "copies", SECRETS_PROVIDER: "passphrase", ...more },
  };
  return new Promise((resolve) => {
    execFile("bash", ["-euo", "pipefail", "-c", text], { cwd: dir, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: `${out}${err}` });
    });
  });
}

const PAGE = read("docs/operate.md");

interface Resource {
  readonly urn: string;
  readonly id: string;
  readonly outputs?: unknown;
}

/** The file in which the CLI keeps a state. */
interface Checkpoint {
  readonly checkpoint: {
    readonly latest: { resources: readonly Resource[]; pending_operations?: readonly unknown[] };
  };
}

const up = () => shell("pulumi up --stack prod --refresh --yes --skip-preview --non-interactive");
const exported = async (more: NodeJS.ProcessEnv = {}) => {
  const { out } = await shell("pulumi stack export --stack prod 2> /dev/null", more);
  return JSON.parse(out) as {
    deployment: { resources: Resource[] };
  };
};
const fine = ({ code, out }: Ran) => expect({ code, out: code === 0 ? "" : out }).toEqual(DONE);
const DONE = { code: 0, out: "" };

/** One small stack of the real CLI in the sandbox: each test goes on where the one before it ended. */
describe("the ways back of docs/operate.md (skipped without pulumi on the PATH)", () => {
  beforeAll(async () => {
    if (realPulumi() === undefined) return;
    fine(await shell("pulumi stack init prod --non-interactive"));
    fine(await up());
  });

  withCli("unlock a stack that a killed run has left locked", async () => {
    const locks = path.join(STATES, ".pulumi/locks/organization/small/prod");
    mkdirSync(locks, { recursive: true });
    const lock = { pid: 1, username: "ada", hostname: "gone", timestamp: "2026-11-21T00:00:00Z" };
    writeFileSync(path.join(locks, "0b6f1f4e.json"), JSON.stringify(lock));
    const locked = await up();
    expect(locked.out).toContain("the stack is currently locked by 1 lock(s)");
    expect(locked.code).not.toBe(0);
    const [unlock = ""] = commands(PAGE, "A stale lock");
    fine(await shell(unlock));
    fine(await up());
  });

  withCli("take in what was made before a run was killed, and forget what wasn't", async () => {
    // As a CLI that was killed between a call and its record leaves it: seen with a whole stack.
    const file = path.join(STATES, ".pulumi/stacks/small/prod.json");
    const document = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
    const { latest } = document.checkpoint;
    const made = latest.resources.find(({ urn }) => urn.endsWith("::kept"))!;
    const { id, outputs: _, ...asked } = made;
    const never = { ...asked, urn: made.urn.replace("::kept", "::never") };
    latest.resources = latest.resources.filter((one) => one !== made);
    latest.pending_operations = [asked, never].map((resource) => ({ resource, type: "creating" }));
    writeFileSync(file, JSON.stringify(document));
    expect((await up()).out).toContain("already exists");

    const [list = "", take = ""] = commands(PAGE, "Operations that were cut off");
    const listed = await shell(list);
    expect(listed.out.split("\n")).toEqual(
      expect.arrayContaining(
        [made.urn, never.urn].map((urn) => `gcp:storage/bucket:Bucket ${urn}`),
      ),
    );
    const strange = await shell(take, { URN: `${made.urn}s`, ID: id });
    expect(strange).toMatchObject({ code: 2, out: expect.stringContaining("is not open") });
    fine(await shell(take, { URN: made.urn, ID: id }));
    expect((await shell(list)).out).not.toContain("urn:");
    fine(await shell("pulumi preview --stack prod --expect-no-changes --non-interactive"));
  });

  withCli("bring a lost backend back from the newest copy, secrets and all", async () => {
    const secrets = async (more: NodeJS.ProcessEnv = {}) => {
      const { out } = await shell("pulumi stack export --stack prod --show-secrets", more);
      return out.match(/"plaintext": .*/g) ?? [];
    };
    const [before, opened] = [await exported(), await secrets()];
    expect(opened.length).toBeGreaterThan(0);
    writeFileSync(path.join(copies, "20261120T000000Z.json"), "an older one");
    fine(
      await shell(
        `pulumi stack export --stack prod --file "$HERE/copies/prod/20261121T000000Z.json"`,
      ),
    );
    rmSync(STATES, { recursive: true });
    expect((await up()).code).not.toBe(0);
    const there = `file://${path.join(folder, "fresh")}`;
    const [back = ""] = commands(PAGE, "The backend is lost");
    fine(await shell(back, { NEW_BACKEND: there }));
    const after = await exported({ PULUMI_BACKEND_URL: there });
    const ids = ({ deployment }: typeof after) =>
      deployment.resources.map(({ urn, id }) => [urn, id]);
    expect(ids(after)).toEqual(ids(before));
    expect(await secrets({ PULUMI_BACKEND_URL: there })).toEqual(opened);
  });
});
