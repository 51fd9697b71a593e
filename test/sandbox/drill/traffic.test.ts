import { startTraffic, unserved } from "../../../sandbox/drill/traffic";
import { setting } from "../../recovery/plan/fixtures";
import { fresh } from "../kinds/fleet";

describe("users before an event", () => {
  const { topology } = setting("online-bank", "hot");

  it("are missed where nothing leads to a service: a drill could measure nothing", () => {
    const { cloud } = fresh();
    startTraffic(cloud, topology, [topology.primary]);
    cloud.advanceTo(cloud.now + 3000);
    expect(unserved(cloud, topology)).toMatch(
      /^100 % of the requests of web fail before anything happens \(no-name\): nothing could be measured/,
    );
  });

  it("are not missed where nobody asks", () => {
    expect(unserved(fresh().cloud, topology)).toBeUndefined();
  });
});
