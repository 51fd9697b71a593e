import { lossDuring } from "../../../recovery/plan/instead";
import { planFor } from "../../../recovery/plan/plan-for";
import { setting } from "./fixtures";

const bank = setting("online-bank", "hot");

describe("a region that is lost in the middle of something else", () => {
  it("may have become the writer's by the switchover: it is failed over back", () => {
    const { plan } = lossDuring(bank, { towards: "us-east1" }, "us-east1");
    expect(plan).toMatchObject({ verb: "failover", of: "us-east1" });
    const ids = plan?.steps.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["fence", "promote-accounts-db"]));
    const promote = plan?.steps.find(({ id }) => id === "promote-accounts-db");
    expect(promote?.done).toEqual({
      is: "writable",
      store: "accounts-db",
      region: "us-central1",
    });
  });

  it.each([
    ["the primary", { towards: "us-east1" }, "us-central1"],
    ["a region that nothing was moved to", {}, "us-east1"],
  ])("is answered as ever, if it is %s", (_, unfinished, lost) => {
    expect(lossDuring(bank, unfinished, lost)).toEqual(
      planFor(bank, { event: "region-loss", of: lost }),
    );
  });
});
