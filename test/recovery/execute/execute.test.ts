import { BRACKET, Killed, World } from "./bracket";

/** What is left when all is over. */
async function endOf(world: World) {
  world.lives = Number.POSITIVE_INFINITY;
  const [lease, frozen] = [await world.leases.seen(), await world.leases.frozen()];
  return { lease, frozen, primary: world.described.primary };
}

const END = { lease: "free", frozen: false, primary: "us-east1" };

describe("the executor", () => {
  it("carries every step out once, each after what it needs", async () => {
    const world = new World();
    const { steps, left } = await world.run();
    expect(steps.map(({ step }) => step)).toEqual(BRACKET.steps.map(({ id }) => id));
    expect(left).toEqual([]);
    const begun = world.entries.flatMap((entry) =>
      "step" in entry && entry.did === "begins" ? [entry.step] : [],
    );
    expect(new Set(begun).size).toBe(begun.length);
    expect(await endOf(world)).toEqual(END);
  });

  it("ends the same wherever it is killed and run again, and asks a person who has decided no more", async () => {
    const whole = new World();
    whole.lives = 1000;
    await whole.run();
    const effects = 1000 - whole.lives;
    expect(effects).toBeGreaterThan(25);
    for (let lives = 0; lives < effects; lives += 1) {
      const world = new World();
      world.lives = lives;
      await expect(world.run()).rejects.toThrow(Killed);
      const decided = world.entries.some(
        (entry) => "step" in entry && entry.step === "decide" && entry.did === "done",
      );
      const before = world.asked.length;
      world.lives = Number.POSITIVE_INFINITY;
      await world.run();
      expect(await endOf(world)).toEqual(END);
      expect(world.asked.length - before).toBe(decided ? 0 : 1);
    }
  });

  it("tells a second operator who holds the lease and since when, before anything is asked", async () => {
    const world = new World();
    await world.run("anna", { until: "freeze-deployments" });
    const asked = world.asked.length;
    world.entries.length = 0;
    await expect(world.run("ben")).rejects.toThrow(
      /^anna has held the lease since 2026-01-05T00:00:00.000Z, for "switchover us-east1"$/,
    );
    expect(world.asked).toHaveLength(asked);
    expect(await world.leases.seen()).toMatchObject({ holder: "anna" });
  });

  it("lets one of two take the lease that both have found free", async () => {
    const world = new World();
    const wanted = { since: "2026-01-05T00:00:00.000Z", plan: "failover us-central1" };
    await world.leases.take({ ...wanted, holder: "anna" });
    await expect(world.leases.take({ ...wanted, holder: "ben" })).rejects.toThrow("anna has held");
    await world.leases.take({ ...wanted, holder: "anna" });
    await expect(world.leases.release("ben")).rejects.toThrow("anna has held");
  });

  it.each(["", "{", "[]", "null", '{"holder":"eve"}', '{"holder":"eve","since":1,"plan":"x"}'])(
    "takes no lease for its own that says nothing of who holds it: %s",
    async (text) => {
      const world = new World();
      await world.leases.keep("lease.json", text, "0");
      await expect(world.leases.seen()).rejects.toThrow("gs://sandbox-test-recovery/lease.json");
      await expect(world.run("anna")).rejects.toThrow("is there and no lease");
      expect(world.asked).toEqual([]);
    },
  );

  it("says in the lease what it is held for now, when one recovery overtakes another", async () => {
    const world = new World();
    const wanted = {
      holder: "anna",
      since: "2026-01-05T00:00:00.000Z",
      plan: "switchover us-east1",
    };
    await world.leases.take(wanted);
    const overtaking = {
      ...wanted,
      since: "2026-01-05T00:10:00.000Z",
      plan: "failover us-central1",
    };
    await world.leases.take(overtaking);
    expect(await world.leases.seen()).toEqual(overtaking);
  });

  it("begins nothing more once the lease is somebody else's", async () => {
    const world = new World();
    await world.run("anna", { until: "freeze-deployments" });
    await world.leases.release("anna");
    const ben = { holder: "ben", since: "2026-01-05T00:00:00.000Z", plan: "failover us-central1" };
    await world.leases.take(ben);
    const writes = world.writes.length;
    await expect(world.run("anna")).rejects.toThrow("ben has held the lease");
    expect(world.writes.slice(writes).filter((call) => !call.includes("lease.json"))).toEqual([]);
  });

  it("stops when the lease is gone while it is at work", async () => {
    const world = new World();
    await world.run("anna", { until: "freeze-deployments" });
    await world.leases.release("anna");
    await expect(world.run("anna")).rejects.toThrow(
      "take-lease: the lease is not ours any more, nobody holds it; look, and plan anew",
    );
    expect(await endOf(world)).toMatchObject({ frozen: true, primary: "us-central1" });
  });

  it("doesn't take somebody else's lease for its own, taken while a person decided", async () => {
    const world = new World();
    const wanted = { since: "2026-01-05T00:00:00.000Z", plan: "failover us-central1" };
    world.whileAsked = () => world.leases.take({ ...wanted, holder: "ben" });
    await expect(world.run("anna")).rejects.toThrow("ben has held the lease");
    expect(await endOf(world)).toMatchObject({ frozen: false, primary: "us-central1" });
  });

  it("doesn't begin what was planned for a description that has changed while a person decided", async () => {
    const world = new World();
    world.whileAsked = () => {
      world.described.primary = "us-east1";
      return Promise.resolve();
    };
    await expect(world.run("anna")).rejects.toThrow(
      "take-lease: the description has changed since this was planned (primary: us-east1); look, and plan anew",
    );
    expect(await endOf(world)).toMatchObject({ lease: "free", frozen: false });
  });

  it("goes no further than it is told, and from there to the end", async () => {
    const world = new World();
    const { left } = await world.run("anna", { until: "take-lease" });
    expect(left[0]).toBe("freeze-deployments");
    expect(await endOf(world)).toMatchObject({ lease: { holder: "anna" }, primary: "us-central1" });
    await world.run();
    expect(await endOf(world)).toEqual(END);
  });

  it("changes and notes nothing in a dry run, and says what would be done", async () => {
    const world = new World();
    const { left } = await world.run("anna", { dryRun: true });
    expect(left).toContain("write-description");
    // Nobody holds the lease and nothing is frozen: that is how it would end anyway.
    expect(left).not.toContain("thaw-deployments");
    expect([world.writes, world.entries, world.asked]).toEqual([[], [], []]);
  });

  it("refuses a plan that has a step it can't carry out, before the first", async () => {
    const world = new World();
    const action = { kind: "dns.route", through: "front" } as const;
    const [first, ...rest] = BRACKET.steps;
    const plan = { ...BRACKET, steps: [{ ...first!, action }, ...rest] };
    await expect(world.run("anna", { plan })).rejects.toThrow(
      "no call is known for gather-evidence",
    );
    expect(world.entries).toEqual([]);
  });

  it("names the steps there are, if it shall stop at one that isn't there", async () => {
    await expect(new World().run("anna", { until: "lease" })).rejects.toThrow(
      "lease: is no step; there are gather-evidence, decide, take-lease",
    );
  });
});
