import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deploy } from "../../../engine/embedded/deploy/run";
import { StateFile } from "../../../engine/embedded/deploy/state-file";
import { PASSPHRASE } from "../../../sandbox/deployer";
import { PROVIDERS } from "../../../sandbox/provider/all";
import { openSandbox } from "../../../sandbox/sandbox";
import { editDescription } from "../../../system/edit";
import { PROJECT } from "../../stacks/runs";
import { Rehearsal, shareOf } from "./killed";
import { Recording } from "./recording";

const NO_CLI = path.dirname(process.execPath);
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed + 1);

jest.setTimeout(300_000);

describe("the deployments of standby up, killed at a random call", () => {
  const clean = new Rehearsal(NO_CLI);
  const recordings = path.join(clean.folder, "recordings.json");
  let calls = 0;
  afterAll(() => {
    clean.remove();
    process.stdout.write(`killed: a run makes ${calls} calls\n`);
  });

  beforeAll(() => record(clean, recordings));

  it("are played back as the program did them", async () => {
    const played = new Rehearsal(NO_CLI);
    calls = played.play(recordings) ?? 0;
    expect(calls).toBeGreaterThan(50);
    await expectSame(played, clean);
    played.remove();
  });

  it.each(seeds(20))("end in the same store when they are run again: seed %d", async (seed) => {
    const rehearsal = new Rehearsal(NO_CLI);
    const nth = 1 + Math.floor(shareOf(seed) * calls);
    try {
      expect(rehearsal.play(recordings, { nth, after: seed % 2 === 0 })).toBe(null);
      expect(rehearsal.play(recordings)).not.toBe(null);
      await expectSame(rehearsal, clean);
    } finally {
      rehearsal.remove();
    }
  });
});

describe("standby up, killed at a random moment", () => {
  const clean = new Rehearsal(NO_CLI);
  afterAll(() => clean.remove());
  beforeAll(async () => expect(await clean.up()).toBe(0));

  it.each(seeds(3))("goes on where it was, and ends in the same store: seed %d", async (seed) => {
    const rehearsal = new Rehearsal(NO_CLI);
    const atBytes = clean.bytes * (0.1 + 0.8 * shareOf(seed));
    try {
      expect(await rehearsal.up({ atBytes })).toBe(null);
      expect(await rehearsal.up()).toBe(0);
      await expectSame(rehearsal, clean);
    } finally {
      rehearsal.remove();
    }
  });
});

async function expectSame(one: Rehearsal, other: Rehearsal): Promise<void> {
  expect(one.cloud()).toEqual(other.cloud());
  expect(withoutFolder(await one.states(), one)).toEqual(
    withoutFolder(await other.states(), other),
  );
}

/** The state of a stack names the description that it was read from. */
function withoutFolder(states: Readonly<Record<string, unknown>>, { folder }: Rehearsal): unknown {
  return JSON.parse(JSON.stringify(states).replaceAll(path.basename(folder), "FOLDER"));
}

/** Deploys with the program itself, as `standby up` does, and takes down what it registers. */
async function record(rehearsal: Rehearsal, file: string): Promise<void> {
  const { folder, described, store } = rehearsal;
  const sandbox = openSandbox({ file: store });
  const taken: Recording[] = [];
  mkdirSync(path.join(folder, "states"));
  const up = async (stack: string, region: string) => {
    const config = { "gcp:project": "sandbox-killed", "gcp:region": region };
    const recording = new Recording();
    taken.push(recording);
    const runner = recording.record({
      dir: PROJECT,
      stack,
      config: { ...config, "standby:system": described },
    });
    const state = path.join(folder, "states", `${stack}.json`);
    const keeper = await StateFile.open(state, PASSPHRASE);
    const providers = (name: string) => PROVIDERS[name]?.(sandbox.transact);
    const done = await deploy(runner, keeper, { providers, planned: true });
    keeper.close();
    sandbox.transact((cloud) => cloud.settle());
    expect([done.failed, done.failed ? done.diagnostics : []]).toEqual([false, []]);
  };
  await up("prod", "us-central1");
  await up("dr", "us-east1");
  const text = readFileSync(described, "utf8");
  writeFileSync(described, editDescription(text, { "regions.us-east1.state": "standing" }));
  await up("prod", "us-central1");
  sandbox.close();
  writeFileSync(file, JSON.stringify(taken));
}
