import { realPulumi } from "../../engine/real-cli";
import { Both, CASES, plannedBy, ROLES } from "./both";

jest.setTimeout(900_000);

/** What every change runs; the whole matrix runs each night. */
const SAMPLE = CASES.filter(
  ([standby, role]) => standby === "warm" && role.endsWith("region lost"),
);

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

  it.each(SAMPLE)("plan the same for %s, %s", async (standby, role) => {
    const edits = { standby, ...ROLES[role] };
    for (const run of both.stacks) {
      const [one, other] = [
        await plannedBy(both.ours, run, edits),
        await plannedBy(both.real, run, edits),
      ];
      expect({ stack: run.stack, ...one }).toEqual({ stack: run.stack, ...other });
    }
  });
});
