import { changesOf, errorsOf } from "../../engine/deployer";
import { Circle, changed } from "./circle/circle";

const GLOBAL = "standby:index:Global";

// Each program run takes seconds, and more where others work on the machine.
jest.setTimeout(300_000);

/** One sandbox, from nothing to both stacks: each test goes on where the one before it ended. */
describe("the embedded engine in the sandbox", () => {
  const bank = new Circle("online-bank.yaml", { standby: "warm" });
  const { deployer, home, other } = bank;
  afterAll(() => bank.remove());

  it("knows nothing of a stack that was never deployed", async () => {
    expect(await deployer.state(home)).toEqual([]);
  });

  it("deploys, and lets what it has begun come up", async () => {
    const planned = await deployer.preview(home);
    expect(planned.digest.changeSummary).toEqual({ create: expect.any(Number) });
    expect(bank.sandbox.transact((cloud) => [...cloud.all()])).toEqual([]);

    const done = await deployer.up(home, { planned: true });
    expect(errorsOf(done)).toEqual([]);
    expect(changesOf(done).map(({ urn }) => urn)).toEqual(changesOf(planned).map(({ urn }) => urn));
    const late = bank.sandbox.transact((cloud) =>
      [...cloud.all()].filter(({ readyAt }) => readyAt > cloud.now),
    );
    expect(late).toEqual([]);
  });

  it("shows no secret in a state", async () => {
    const state = await deployer.state(home);
    expect(state.length).toBeGreaterThan(100);
    const password = state.find(
      ({ type }) => type === "random:index/randomPassword:RandomPassword",
    );
    expect(password?.outputs).toMatchObject({ result: "[secret]" });
  });

  it("changes only what is global while every call into the home region hangs", async () => {
    expect(errorsOf(await deployer.up(other))).toEqual([]);
    bank.edit({ [`regions.${other.region}.state`]: "standing", primary: other.region });
    bank.sandbox.transact((cloud) =>
      cloud.faults.inject("dark", { kind: "region-loss", region: home.region, calls: "hang" }),
    );
    const planned = await deployer.preview(home, { under: GLOBAL });
    const done = await deployer.up(home, { under: GLOBAL });
    bank.sandbox.transact((cloud) => cloud.faults.heal("dark"));
    expect(errorsOf(done)).toEqual([]);
    expect(changed(done)).toEqual(changed(planned));
    expect(changesOf(done).length).toBeGreaterThan(0);
    const elsewhere = changesOf(done).filter(({ urn }) => !urn.includes(GLOBAL));
    expect(elsewhere).toEqual([]);
  });

  it("gives up when it is told to, though a call is never answered", async () => {
    bank.sandbox.transact((cloud) =>
      cloud.faults.inject("dark", { kind: "region-loss", region: home.region, calls: "hang" }),
    );
    const given = new AbortController();
    setTimeout(() => given.abort(), 500);
    const run = deployer.refresh(home, { signal: given.signal });
    const failed = await run;
    bank.sandbox.transact((cloud) => cloud.faults.heal("dark"));
    expect(failed.failed).toBe(true);
  });

  it("destroys nothing while anything is protected, and takes protection off piece by piece", async () => {
    const before = await deployer.state(other);
    const refused = await deployer.destroy(other);
    const isProtected = before.filter(({ protect }) => protect).map(({ urn }) => urn);
    expect(isProtected.length).toBeGreaterThan(2);
    expect(errorsOf(refused)).toHaveLength(isProtected.length);
    expect(await deployer.state(other)).toEqual(before);
    await deployer.unprotect(other, isProtected.slice(0, 1));
    expect(errorsOf(await deployer.previewDestroy(other))).toHaveLength(isProtected.length - 1);
  });
});
