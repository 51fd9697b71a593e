import { globalStages, stagesToStandUp } from "../../cli/stand-up";
import { GLOBAL } from "../../recovery/parts";
import { topologyFrom } from "./topology-from";

const HOME = "us-central1";
const OTHER = "us-east1";

describe("what stands a region up", () => {
  it("brings home up, then the region, and then counts on it", () => {
    const stages = stagesToStandUp(topologyFrom({}), OTHER);
    expect(stages.map((stage) => (stage.kind === "up" ? stage.region : stage))).toEqual([
      HOME,
      OTHER,
      { kind: "edit", path: "regions.us-east1.state", value: "standing" },
      HOME,
    ]);
  });

  it("edits nothing where the region stands already: that is how a cut-off run goes on", () => {
    const stages = stagesToStandUp(topologyFrom({ "regions.us-east1.state": "standing" }), OTHER);
    expect(stages).toMatchObject([
      { kind: "up", region: OTHER },
      { kind: "up", region: HOME },
    ]);
  });

  it("changes only what is global of a home region that is lost", () => {
    const lost = {
      "regions.us-central1.state": "lost",
      "regions.us-east1.state": "standing",
      primary: OTHER,
    };
    expect(stagesToStandUp(topologyFrom(lost), OTHER)).toMatchObject([
      { kind: "up", region: OTHER },
      { kind: "up", region: HOME, under: GLOBAL },
    ]);
    expect(globalStages(topologyFrom(lost))).toMatchObject([{ region: HOME, under: GLOBAL }]);
  });

  it("brings the home region up by itself", () => {
    expect(stagesToStandUp(topologyFrom({}), HOME)).toMatchObject([{ kind: "up", region: HOME }]);
  });

  it("refuses a lost region, and one that isn't described", () => {
    const lost = topologyFrom({ "regions.us-east1.state": "lost" });
    expect(() => stagesToStandUp(lost, OTHER)).toThrow('comes back by "standby rejoin"');
    expect(() => stagesToStandUp(lost, "us-west1")).toThrow(
      '"us-west1" is not one of the regions us-central1, us-east1',
    );
  });
});
