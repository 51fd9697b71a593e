import { changesOf, errorsOf } from "../../../engine/deployer";
import { GLOBAL } from "../../../recovery/parts";
import { Circle } from "./circle";
import { standUp } from "./full-circle";

const HOME = "us-central1";
const OTHER = "us-east1";
const GLOBAL_ONLY = { under: GLOBAL, planned: true };

jest.setTimeout(600_000);

describe("what is global, while every call into the home region hangs", () => {
  const circle = new Circle("online-bank.yaml", {});
  const { deployer, home, sandbox } = circle;
  const records = () =>
    sandbox.transact((cloud) =>
      [...cloud.all("dns.RecordSet")].flatMap(({ properties }) => properties["rrdatas"] ?? []),
    );
  afterAll(() => circle.remove());

  beforeAll(async () => {
    await standUp({
      ...circle,
      deployer,
      home,
      other: circle.other,
      edit: (to) => circle.edit(to),
    });
    sandbox.transact(({ faults }) =>
      faults.inject("dark", { kind: "region-loss", region: HOME, calls: "hang" }),
    );
    circle.edit({ primary: OTHER, [`regions.${HOME}.state`]: "lost" });
  });

  it("can't be changed together with the home region: that waits for an answer", async () => {
    const giveUp = new AbortController();
    const refreshed = deployer.refresh(home, { signal: giveUp.signal });
    const soon = new Promise((resolve) => setTimeout(resolve, 5000, "still waiting"));
    expect(await Promise.race([refreshed, soon])).toBe("still waiting");
    giveUp.abort();
    await refreshed.catch(() => undefined);
  });

  it("is changed alone: the writer's name moves and the region is fenced", async () => {
    const name = `accounts-db.${OTHER}.online-bank.internal.`;
    const deployed = await deployer.up(home, GLOBAL_ONLY);
    expect(errorsOf(deployed)).toEqual([]);
    const urns = changesOf(deployed).map(({ urn }) => urn);
    expect(urns.filter((urn) => !urn.includes(`${GLOBAL}$`))).toEqual([]);
    expect(urns.join("\n")).toMatch(/BackendService::web\b/);
    expect(records().flat()).toContain(name);
    expect(changesOf(await deployer.preview(home, GLOBAL_ONLY))).toEqual([]);
  });

  it("can be read again alone, too", async () => {
    const refreshed = await deployer.refresh(home, GLOBAL_ONLY);
    expect([errorsOf(refreshed), changesOf(refreshed)]).toEqual([[], []]);
  });
});
