import { GLOBAL } from "../../../recovery/parts";
import { changesOf, errorsOf } from "../../../engine/deployer";
import { realPulumi } from "../../engine/real-cli";
import { Both, CASES, HOME, OTHER, planned, plannedBy, ROLES } from "./both";

jest.setTimeout(900_000);

const NOTHING = { failed: false, changes: [], errors: [] };

const describeWithCli = realPulumi() === undefined ? describe.skip : describe;

// Needs the real CLI: skipped without `pulumi` on the PATH.
describeWithCli("both engines on one state, deployed in hot", () => {
  let both: Both;
  afterAll(() => both?.remove());

  beforeAll(async () => {
    both = new Both();
    await both.deploy();
    await both.handOver();
  });

  it("agree that there is nothing to do", async () => {
    for (const run of both.stacks) {
      expect([run.stack, planned(await both.real.preview(run))]).toEqual([run.stack, NOTHING]);
      expect([run.stack, planned(await both.ours.preview(run))]).toEqual([run.stack, NOTHING]);
    }
  });

  it.each(CASES)("plan the same for %s, %s", async (standby, role) => {
    const edits = { standby, ...ROLES[role] };
    for (const run of both.stacks) {
      const [one, other] = [
        await plannedBy(both.ours, run, edits),
        await plannedBy(both.real, run, edits),
      ];
      expect({ stack: run.stack, ...one }).toEqual({ stack: run.stack, ...other });
    }
  });

  // The last one: from here on the home region is dark.
  it("change what is global by the CLI while every call into home hangs", async () => {
    both.sandbox.transact(({ faults }) =>
      faults.inject("dark", { kind: "region-loss", region: HOME, calls: "hang" }),
    );
    both.edit({ primary: OTHER, [`regions.${HOME}.state`]: "lost" });
    const done = await both.real.up(both.home, { under: GLOBAL });
    expect(errorsOf(done)).toEqual([]);
    const urns = changesOf(done).map(({ urn }) => urn);
    expect(urns.join("\n")).toMatch(/BackendService::web\b/);
    expect(urns.filter((urn) => !urn.includes(`${GLOBAL}$`))).toEqual([]);
    expect(changesOf(await both.real.preview(both.home, { under: GLOBAL }))).toEqual([]);
  });
});
