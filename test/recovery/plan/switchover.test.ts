import type { Plan } from "../../../recovery/model";
import { switchover } from "../../../recovery/plan/switchover";
import { before, setting, stepOf } from "./fixtures";

const EAST = "us-east1";
const hot: Plan = switchover(setting("online-bank", "hot"), EAST);
const warm: Plan = switchover(setting("online-bank", "warm"), EAST);

describe("a switchover of the bank", () => {
  it("loses nothing and asks Cloud SQL for it, never for a promotion", () => {
    expect(hot.loss["accounts-db"]).toMatchObject({ seconds: { best: 0, expected: 0, worst: 0 } });
    const kinds = [...hot.steps, ...warm.steps].map(({ action }) => action.kind);
    expect(kinds).toContain("sql.switchover");
    expect(kinds.filter((kind) => /promote|failover|restore|fence/.test(kind))).toEqual([]);
  });

  it("grows the other region before the writer moves, where it is small", () => {
    expect([...before(warm, "switch-accounts-db")]).toContain("grow-accounts-in-us-east1");
    expect(hot.steps.map(({ id }) => id)).not.toContain("grow-accounts-in-us-east1");
  });

  it("closes a region only when the other is open", () => {
    expect(stepOf(hot, "close-accounts-in-us-central1").needs).toEqual([
      "open-accounts-in-us-east1",
    ]);
    // web serves in both, before and after.
    expect(hot.steps.filter(({ id }) => /^(open|close)-web/.test(id))).toEqual([]);
  });

  it("changes the description in one word, and holds both stacks against it", () => {
    expect(stepOf(hot, "write-description").action).toEqual({
      kind: "describe",
      edits: { primary: EAST },
    });
    expect(stepOf(hot, "thaw-deployments").needs).toEqual([
      "preview-us-east1",
      "preview-us-central1",
    ]);
  });
});
