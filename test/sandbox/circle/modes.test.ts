import { readFileSync } from "node:fs";
import path from "node:path";
import { changesOf, errorsOf, type Deployed } from "../../../engine/deployer";
import type { StackRun } from "../../../engine/stacks";
import { modeChange, type Mode } from "../../../recovery/mode";
import { readTopology } from "../../../topology/read";
import { changed, Circle, PROJECT } from "./circle";
import { holdsData } from "./holds-data";

// Each deployment takes seconds, and more where others work on the machine.
jest.setTimeout(900_000);

/** Every ordered pair of modes, one after the other. */
const WALK: readonly Mode[] = ["cold", "warm", "hot", "cold", "hot", "warm", "cold"];
const PAIRS = WALK.slice(1).map((to, index) => [WALK[index] ?? to, to] as const);

/** Kinds that a smaller mode no longer needs, and that hold nothing. */
const DISPENSABLE = /^gcp:dns\/recordSet|^gcp:storage\/bucketIAMMember/;

describe("a change of mode, on what is really deployed", () => {
  const bank = new Circle("online-bank.yaml", { standby: "cold" });
  const { deployer, home, other } = bank;
  const stacks: Readonly<Record<string, StackRun>> = { [home.region]: home, [other.region]: other };
  let states = 0;
  afterAll(() => {
    bank.remove();
    process.stdout.write(`modes: ${PAIRS.length} changes, ${states} deployments\n`);
  });

  async function up(run: StackRun): Promise<Deployed> {
    states += 1;
    const done = await deployer.up(run);
    expect(errorsOf(done)).toEqual([]);
    return done;
  }

  function topology() {
    const text = readFileSync(bank.description, "utf8");
    const read = readTopology({ path: path.basename(bank.description), text }, PROJECT);
    if (!read.topology) throw new Error(JSON.stringify(read.problems));
    return read.topology;
  }

  beforeAll(async () => {
    await up(home);
    await up(other);
    bank.edit({ [`regions.${other.region}.state`]: "standing" });
    await up(home);
  });

  it.each(PAIRS)("goes from %s to %s without taking anything that holds data", async (from, to) => {
    expect(topology().system.standby).toBe(from);
    const change = modeChange(topology(), to);
    bank.edit(change.edits);
    for (const region of change.order) {
      const done = await up(stacks[region]!);
      const gone = changesOf(done).filter(({ op }) => /delete|replace/.test(op));
      expect(gone.filter(({ urn }) => holdsData(urn))).toEqual([]);
      expect(gone.filter(({ urn }) => !DISPENSABLE.test(typeOf(urn)))).toEqual([]);
    }
    const again = [await deployer.preview(home), await deployer.preview(other)];
    expect(again.flatMap(changed)).toEqual([]);
  });
});

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
