import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPulumi, previewJson } from "../../engine/pulumi/cli";

describe("the Pulumi CLI", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "standby-cli-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Puts a script in the CLI's place. */
  function pulumi(script: string): NodeJS.ProcessEnv {
    writeFileSync(path.join(dir, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: `${dir}${path.delimiter}/usr/bin${path.delimiter}/bin` };
  }

  it("is found on the path, if it can be run", () => {
    const search = `/nowhere${path.delimiter}${dir}`;
    pulumi("");
    expect(findPulumi(search)).toBe(path.join(dir, "pulumi"));
    chmodSync(path.join(dir, "pulumi"), 0o644);
    expect(findPulumi(search)).toBeUndefined();
    expect(findPulumi("")).toBeUndefined();
  });

  it("gives the document that it prints", async () => {
    const env = pulumi(`echo "downloading" >&2; echo "{\\"steps\\": [\\"$*\\"]}"`);
    expect(await previewJson({ dir, stack: "prod", env })).toEqual({
      document: { steps: ["preview --json --non-interactive --stack prod"] },
    });
  });

  it("gives the errors it reports, else what it wrote", async () => {
    const where = "pulumi preview --stack prod";
    const diagnostics = `[{"severity": "warning", "message": "w"}, {"severity": "error", "message": " e "}]`;
    const reports = pulumi(`echo '{"steps": [], "diagnostics": ${diagnostics}}'; exit 255`);
    expect(await previewJson({ dir, stack: "prod", env: reports })).toEqual({
      problems: [{ path: where, message: "e" }],
    });
    const writes = pulumi(`echo "error: no stack named 'prod' found" >&2; exit 255`);
    expect(await previewJson({ dir, stack: "prod", env: writes })).toEqual({
      problems: [{ path: where, message: "error: no stack named 'prod' found" }],
    });
  });

  it("is asked for where it isn't", async () => {
    const outcome = await previewJson({ dir, stack: "prod", env: { PATH: dir } });
    expect(outcome).toEqual({
      problems: [{ path: expect.anything(), message: expect.stringContaining("install it") }],
    });
  });

  it("is stopped after a while, with the plugins that it started", async () => {
    const env = pulumi(`sleep 60 & echo $! > plugin; wait`);
    const outcome = await previewJson({ dir, stack: "prod", env, timeoutMs: 300 });
    expect(outcome).toEqual({
      problems: [{ path: expect.anything(), message: "took longer than 300 ms and was stopped" }],
    });
    expect(existsSync(path.join(dir, "plugin"))).toBe(true);
    const plugin = Number(readFileSync(path.join(dir, "plugin"), "utf8"));
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(plugin)], { encoding: "utf8" });
    expect(stdout.trim()).toMatch(/^(Z.*)?$/); // gone, or dead and not yet reaped
  });
});
