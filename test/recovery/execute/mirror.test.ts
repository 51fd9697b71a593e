import { JournalTaken, keptFor } from "../../../recovery/execute/mirror";
import { BRACKET, Killed, World } from "./bracket";

const SINCE = "2026-01-05T00:00:00.000Z";

/** What another machine finds of what this one has begun. */
async function kept(world: World) {
  const lease = await world.leases.seen();
  return lease === "free" ? undefined : keptFor(world.leases, lease);
}

/** The first machine is gone with all that it had; the second has what is beside the lease. */
async function takenOver(world: World): Promise<void> {
  const found = await kept(world);
  const lease = { holder: "ben", since: SINCE, plan: "switchover us-east1" };
  await world.leases.takeOver("anna", lease);
  world.entries.length = 0;
  world.entries.push(...(found?.entries ?? []));
  world.described.primary = found?.described ?? "us-central1";
}

async function endOf(world: World) {
  const [lease, frozen] = [await world.leases.seen(), await world.leases.frozen()];
  return { lease, frozen, primary: world.described.primary };
}

const END = { lease: "free", frozen: false, primary: "us-east1" };

describe("a journal that is kept beside the lease", () => {
  it("says all that going on takes, and what was done", async () => {
    const world = new World();
    world.mirrors = true;
    await world.run("anna", { until: "write-description" });
    expect(await kept(world)).toMatchObject({
      plan: { verb: "switchover", of: "us-east1" },
      before: "us-central1",
      lease: { holder: "anna", since: SINCE },
    });
    const done = (await kept(world))?.entries.flatMap((entry) =>
      "step" in entry && entry.did === "done" ? [entry.step] : [],
    );
    expect(done).toEqual(expect.arrayContaining(["gather-evidence", "decide", "take-lease"]));
  });

  it("lets another machine go on wherever the first was killed, and ends the same", async () => {
    const whole = new World();
    whole.mirrors = true;
    whole.lives = 1000;
    await whole.run();
    const effects = 1000 - whole.lives;
    let taken = 0;
    for (let lives = 0; lives < effects; lives += 1) {
      const world = new World();
      world.mirrors = true;
      world.lives = lives;
      await expect(world.run("anna")).rejects.toThrow(Killed);
      world.lives = Number.POSITIVE_INFINITY;
      if ((await world.leases.seen()) === "free") continue; // nothing is held: whoever comes begins anew
      const before = world.asked.length;
      // It was kept before the lease was taken, so whoever has decided is not asked again.
      await takenOver(world);
      await world.run("ben");
      expect([lives, await endOf(world)]).toEqual([lives, END]);
      expect([lives, world.asked.length - before]).toEqual([lives, 0]);
      taken += 1;
    }
    expect(taken).toBeGreaterThan(15);
  });

  it.each([
    ["was cut off", '{"plan":{"verb":"switch'],
    ["is something else", '{"plan":{"verb":"failover","of":"us-east1","steps":[]}}'],
  ])("is none where it %s", async (_, text) => {
    const world = new World();
    world.mirrors = true;
    await world.run("anna", { until: "take-lease" });
    expect(await kept(world)).toBeDefined();
    const name = `recoveries/${SINCE.replaceAll(":", "")}.json`;
    const { generation = "" } = (await world.leases.kept(name)) ?? {};
    await world.leases.keep(name, text, generation);
    expect(await kept(world)).toBeUndefined();
  });

  it("stops the first machine when it comes back after another has gone on", async () => {
    const world = new World();
    world.mirrors = true;
    await world.run("anna", { until: "freeze-deployments" });
    const hers = [...world.entries];
    await takenOver(world);
    world.entries.length = 0;
    world.entries.push(...hers);
    await expect(world.run("anna")).rejects.toThrow("ben has held the lease");
  });

  it("doesn't write over what another machine has kept meanwhile", async () => {
    const world = new World();
    world.mirrors = true;
    await world.run("anna", { until: "take-lease" });
    const found = await world.leases.kept(`recoveries/${SINCE.replaceAll(":", "")}.json`);
    const name = `recoveries/${SINCE.replaceAll(":", "")}.json`;
    const work = world.run("anna", {
      observe: async () => {
        const now = await world.leases.kept(name);
        await world.leases.keep(name, "another", now?.generation ?? "0");
        return world.look();
      },
    });
    expect(found).toBeDefined();
    await expect(work).rejects.toThrow(JournalTaken);
  });

  it("is taken from nobody who doesn't hold the lease", async () => {
    const world = new World();
    const lease = { holder: "ben", since: SINCE, plan: "switchover us-east1" };
    await expect(world.leases.takeOver("anna", lease)).rejects.toThrow("nobody holds the lease");
    await world.leases.take({ ...lease, holder: "eve" });
    await expect(world.leases.takeOver("anna", lease)).rejects.toThrow("eve has held the lease");
  });

  it("holds no recovery up where it can't be written, and says so", async () => {
    const world = new World();
    world.mirrors = true;
    world.refuses = (url) => url.includes("recoveries");
    const { left } = await world.run();
    expect(left).toEqual([]);
    expect(world.said[0]).toContain("refused for this test");
    expect(BRACKET.steps.length).toBeGreaterThan(5);
  });
});
