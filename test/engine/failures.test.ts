import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runProgram } from "../../engine/embedded/run-program";
import { realPreview, realPulumi } from "./real-cli";

const FAILING = path.join(__dirname, "fixtures/failing");
const withCli = realPulumi() === undefined ? it.skip : it;

function fail(how: string) {
  return runProgram({ dir: FAILING, stack: "prod", config: { "failing:how": how } });
}

async function errorsOf(how: string): Promise<string[]> {
  const { diagnostics, failed } = await fail(how);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(failed).toBe(errors.length > 0);
  return errors.map(({ message }) => message);
}

describe("a program that fails", () => {
  it("shows a RunError's message and no stack", async () => {
    expect(await errorsOf("run-error")).toEqual([
      "regions.us-east1 is not a region of this system",
    ]);
  });

  it("shows where a bug is, in the lines as written", async () => {
    const [message, ...others] = await errorsOf("thrown");
    expect(others).toEqual([]);
    expect(message).toContain("Cannot read properties of undefined (reading 'first')");
    const line = readFileSync(path.join(FAILING, "index.ts"), "utf8")
      .split("\n")
      .findIndex((text) => text.includes("zones!.first"));
    expect(message).toContain(`index.ts:${line + 1}:`);
  });

  it("shows a rejection once", async () => {
    const errors = await errorsOf("rejected");
    expect(errors).toEqual([expect.stringContaining("the description could not be fetched")]);
  });

  it("refuses to look things up", async () => {
    const [message] = await errorsOf("lookup");
    expect(message).toContain(
      "a preview without a provider can't look things up: gcp:compute/getNetwork:getNetwork",
    );
  });

  it("refuses component packages", async () => {
    const [message] = await errorsOf("remote");
    expect(message).toContain("a preview without a provider can't construct: eks:index:Cluster");
  });

  it("says so when the program just ends", async () => {
    expect(await errorsOf("exit")).toEqual(["the program ended with exit code 7"]);
  });

  it("refuses a name that the provider would find too long", async () => {
    expect(await errorsOf("long-name")).toEqual([
      `could not make instance of 'gcp:compute/network:Network': name 'n${"x".repeat(60)}-' ` +
        "plus 7 random chars is longer than maximum length 63",
    ]);
  });

  it("takes no second resource of the same name, and nothing after it", async () => {
    const { diagnostics, inventory, failed } = await fail("duplicate");
    const urn = "urn:pulumi:prod::failing::gcp:compute/network:Network::twice";
    const message = `Duplicate resource URN '${urn}'; try giving it a unique name`;
    expect(diagnostics).toEqual([{ severity: "error", message, urn }]);
    expect(failed).toBe(true);
    expect(inventory.resources.map(({ name }) => name)).toEqual(["failing-prod", "twice"]);
  });

  withCli("words a duplicate as the real engine does (skipped without pulumi)", async () => {
    const [ours = "nothing"] = await errorsOf("duplicate");
    await expect(realPreview(FAILING, "prod", { "failing:how": "duplicate" })).rejects.toThrow(
      ours,
    );
  });
});

/** What `ps` says of a process: nothing once it is gone, Z while it is dead and not yet reaped. */
function stateOf(pid: string): string {
  return spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).stdout.trim();
}

/** Whether a note holds its text: a file is there a moment before what is written into it. */
function isWritten(note: string): boolean {
  return existsSync(note) && readFileSync(note, "utf8") !== "";
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("a program that talks", () => {
  it("is heard, and doesn't fail by it", async () => {
    const { diagnostics, failed } = await fail("prints");
    expect(failed).toBe(false);
    expect(diagnostics).toHaveLength(4);
    expect(diagnostics).toEqual(
      expect.arrayContaining([
        { severity: "info", message: "two regions" },
        { severity: "info#err", message: "one is planned" },
        { severity: "warning", message: "no domain is described" },
        {
          severity: "info",
          message: "has no routes",
          urn: "urn:pulumi:prod::failing::gcp:compute/network:Network::main",
        },
      ]),
    );
  });

  it("can still turn functions into text, for which modules are loaded late", async () => {
    const { inventory } = await fail("serialises");
    expect(JSON.stringify(inventory.outputs)).toContain("as text");
  });
});

describe("a run that is given up", () => {
  it("ends with the process that started it, even if that is killed", async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), "standby-orphan-"));
    const note = path.join(scratch, "pid");
    const config = { "failing:how": "hang", "failing:note": note };
    const engine = path.join(__dirname, "../../engine/embedded/run-program.ts");
    const script = `require(${JSON.stringify(engine)}).runProgram(${JSON.stringify({ dir: FAILING, stack: "prod", config })})`;
    const tsx = require.resolve("tsx/cjs");
    const starter = spawn(process.execPath, ["--require", tsx, "--eval", script], {
      stdio: "ignore",
    });
    await until(() => isWritten(note));
    starter.kill("SIGKILL");
    const pid = readFileSync(note, "utf8");
    rmSync(scratch, { recursive: true });
    await until(() => /^(Z.*)?$/.test(stateOf(pid)));
    expect(stateOf(pid)).toMatch(/^(Z.*)?$/);
  });

  it("leaves no process behind", async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), "standby-hang-"));
    const note = path.join(scratch, "pid");
    const giveUp = new AbortController();
    const config = { "failing:how": "hang", "failing:note": note };
    const run = runProgram({ dir: FAILING, stack: "prod", config, signal: giveUp.signal });
    const given = until(() => isWritten(note)).then(() => giveUp.abort());
    await expect(run).rejects.toThrow("aborted");
    await given;
    const pid = Number(readFileSync(note, "utf8"));
    rmSync(scratch, { recursive: true });
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});
