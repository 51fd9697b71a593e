import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CheckpointError } from "../../../engine/embedded/deploy/checkpoint";
import { WrongPassphrase } from "../../../engine/embedded/deploy/passphrase";
import { StateFile, StateLocked } from "../../../engine/embedded/deploy/state-file";
import { NOTHING, type StackState } from "../../../engine/embedded/deploy/state";
import { runCli } from "../../../engine/pulumi/cli";
import { realPulumi } from "../real-cli";
import { resource, sampleResources } from "./sample";

const PASSPHRASE = "for a test";
const withCli = realPulumi() === undefined ? it.skip : it;

describe("a state file", () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "standby-state-"));
    file = path.join(dir, "prod.json");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const sample = (): StackState => {
    const resources = sampleResources();
    const waiting = resource("third", { id: "", outputs: {} });
    return { resources, pending: [{ type: "creating", resource: waiting }] };
  };

  async function written(state: StackState): Promise<void> {
    const opened = await StateFile.open(file, PASSPHRASE);
    opened.finish(state);
    opened.close();
  }

  it("is empty where there is none, and is read as it was written", async () => {
    expect(await StateFile.read(file, PASSPHRASE)).toEqual(NOTHING);
    expect(existsSync(file)).toBe(false);
    await written(sample());
    expect(await StateFile.read(file, PASSPHRASE)).toEqual(sample());
    expect(existsSync(`${file}.journal`)).toBe(false);
  });

  it("shows no secret, and leaves the text of an unchanged one alone", async () => {
    await written(sample());
    const before = readFileSync(file, "utf8");
    expect(before).not.toMatch(/hunter2|s3same/);
    await written(await StateFile.read(file, PASSPHRASE));
    const texts = (document: string) => document.match(/"ciphertext": "[^"]+"/g);
    expect(texts(readFileSync(file, "utf8"))).toEqual(texts(before));
    expect(texts(before)).toHaveLength(3);
  });

  it("takes in what a killed deployment had written down", async () => {
    const [stack, provider, first, second] = sampleResources();
    await written({ resources: [stack!, provider!, first!], pending: [] });
    const opened = await StateFile.open(file, PASSPHRASE);
    opened.record({ keep: [0] });
    opened.record({ begin: [[7, { type: "creating", resource: second! }]] });
    opened.record({ end: [7], put: [[8, second!]] });
    opened.record({ drop: [2], put: [[9, { ...first!, id: "things/other" }]] });
    appendFileSync(`${file}.journal`, `{"drop":[8`); // killed while writing
    rmSync(`${file}.lock`);
    const { resources, pending } = await StateFile.read(file, PASSPHRASE);
    expect(pending).toEqual([]);
    expect(resources).toEqual([stack, second, { ...first, id: "things/other" }, provider]);
  });

  it("keeps what was written down where the whole can't be, as on a full disk", async () => {
    await written({ resources: sampleResources(), pending: [] });
    const opened = await StateFile.open(file, PASSPHRASE);
    opened.record({ drop: [3] });
    mkdirSync(`${file}.${process.pid}`); // in the way of the new one
    const whole = () => opened.finish({ resources: [], pending: [] });
    expect(whole).toThrow(file);
    opened.close();
    rmSync(`${file}.${process.pid}`, { recursive: true, force: true });
    const { resources } = await StateFile.read(file, PASSPHRASE);
    expect(resources).toEqual(sampleResources().slice(0, 3));
    const next = await StateFile.open(file, PASSPHRASE);
    next.close();
    expect(existsSync(`${file}.journal`)).toBe(false);
    expect((await StateFile.read(file, PASSPHRASE)).resources).toEqual(resources);
  });

  it("forgets a journal of another file", async () => {
    await written(sample());
    writeFileSync(`${file}.journal`, `{"of":"elsewhere"}\n{"drop":[0]}\n`);
    expect(await StateFile.read(file, PASSPHRASE)).toEqual(sample());
  });

  it("refuses a second writer, a wrong passphrase, and what it can't read", async () => {
    const opened = await StateFile.open(file, PASSPHRASE);
    await expect(StateFile.open(file, PASSPHRASE)).rejects.toThrow(StateLocked);
    opened.close();
    await expect(StateFile.open(file, "a guess")).rejects.toThrow(WrongPassphrase);
    expect(existsSync(`${file}.lock`)).toBe(false);
    writeFileSync(file, `{"version": 2}`);
    await expect(StateFile.read(file, PASSPHRASE)).rejects.toThrow(CheckpointError);
    writeFileSync(file, "");
    await expect(StateFile.read(file, PASSPHRASE)).rejects.toThrow("it is not JSON");
  });

  it("takes over the lock of a process that is gone", async () => {
    writeFileSync(`${file}.lock`, "999999999");
    const opened = await StateFile.open(file, PASSPHRASE);
    expect(readFileSync(`${file}.lock`, "utf8")).toBe(String(process.pid));
    opened.close();
  });

  withCli("goes in and out of the real CLI (skipped without pulumi on the PATH)", async () => {
    const run = cli(dir);
    const state = { ...sample(), pending: [] };
    await written(state);
    await run("stack", "init", "prod");
    await run("stack", "import", "--file", file);
    const shown = await run("stack", "output", "--json", "--show-secrets");
    expect(JSON.parse(shown)).toEqual({ address: "10.0.0.1", login: "s3same" });
    writeFileSync(file, await run("stack", "export"));
    expect(await StateFile.read(file, PASSPHRASE)).toEqual(state);
  });
});

/** The CLI in a folder of its own, with its backend there. */
function cli(dir: string) {
  writeFileSync(path.join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const env = {
    ...process.env,
    PULUMI_HOME: path.join(dir, "home"),
    PULUMI_BACKEND_URL: `file://${dir}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  return async (...args: string[]) => {
    const flags = [...args, "--stack", "prod"];
    const [verb, ...rest] = args[1] === "init" ? [...args, "--non-interactive"] : flags;
    const ended = await runCli(realPulumi() ?? "", [verb ?? "", ...rest], {
      dir,
      env,
      timeoutMs: 60_000,
    });
    if (ended.code !== 0) throw new Error(ended.stderr);
    return ended.stdout;
  };
}
