import { bucketAsOf, checkBucket, isBucket } from "../../../recovery/execute/bucket";
import { planForVerb } from "../../../recovery/plan/verb-plan";
import { generationsOf, insert, remove, bucketNamed } from "../../../sandbox/kinds/storage/objects";
import { setting } from "../plan/fixtures";
import { Killed, World } from "./bracket";

const FROM = "sandbox-test-online-bank-documents";
const COPY = `${FROM}-copy-1`;
const HOUR = 3_600_000;

/** A bucket in which, after a moment, one object was changed, one deleted, one made. */
class Documents extends World {
  readonly at: string;

  constructor(more = 0) {
    super();
    this.sandbox.transact((cloud) => {
      const place = { project: "sandbox-test", location: "US", name: FROM };
      const properties = { name: FROM, location: "US", versioning: { enabled: true } };
      cloud.create({ kind: "storage.Bucket", ...place }, properties);
    });
    for (const name of ["kept", "changed", "deleted/by mistake"]) this.put(name, `${name} first`);
    for (let one = 0; one < more; one += 1) this.put(`many/${one}`, "");
    this.pass();
    this.put("changed", "changed at last");
    this.pass();
    this.at = new Date(this.clock.now()).toISOString();
    this.pass();
    this.put("changed", "spoilt");
    this.put("made later", "of no interest");
    this.sandbox.transact((cloud) => remove(cloud, bucketNamed(cloud, FROM), "deleted/by mistake"));
  }

  pass(): void {
    this.sandbox.transact((cloud) => cloud.advanceTo(cloud.now + HOUR));
  }

  put(name: string, content: string, bucket = FROM): void {
    this.sandbox.transact((cloud) => insert(cloud, bucketNamed(cloud, bucket), { name, content }));
  }

  drop(name: string): void {
    this.sandbox.transact((cloud) => remove(cloud, bucketNamed(cloud, COPY), name));
  }

  held(bucket: string): Record<string, string> {
    return this.sandbox.transact((cloud) =>
      Object.fromEntries(
        [...generationsOf(cloud, bucket)].flatMap(({ name, content, replacedAt }) =>
          replacedAt === undefined ? [[name, content]] : [],
        ),
      ),
    );
  }

  get plan() {
    const asked = { verb: "restore", store: "documents", at: this.at } as const;
    const { plan, problems } = planForVerb(setting("online-bank", "hot"), asked, {} as never);
    if (!plan) throw new Error(problems.join());
    return plan;
  }

  restore() {
    return this.run("anna", { plan: { ...this.plan, verb: "switchover", of: "us-east1" } });
  }
}

const THEN = {
  kept: "kept first",
  changed: "changed at last",
  "deleted/by mistake": "deleted/by mistake first",
};

const action = ({ at }: Documents, kind: "bucket.restore" | "bucket.check") =>
  ({ kind, store: "documents", bucket: COPY, from: FROM, to: at }) as const;

describe("a bucket that is restored", () => {
  it("comes back in a new one as it was at the moment, and nothing of the old is touched", async () => {
    const world = new Documents();
    const before = world.held(FROM);
    const { left } = await world.restore();
    expect(left).toEqual([]);
    expect(world.held(COPY)).toEqual(THEN);
    expect(world.held(FROM)).toEqual(before);
    const said = world.entries.flatMap((entry) =>
      "step" in entry && entry.step === "check" && entry.said ? [entry.said] : [],
    );
    expect(said).toEqual(["3 objects of 49 bytes, each with the same sum"]);
    const changed = world.writes.filter((call) => !call.includes("sandbox-test-recovery"));
    expect(changed.filter((call) => !call.includes(COPY) && !call.includes("/b?project"))).toEqual(
      [],
    );
  });

  it("ends the same wherever it is killed and run again", async () => {
    const whole = new Documents();
    whole.lives = 1000;
    await whole.restore();
    const effects = 1000 - whole.lives;
    for (let lives = 0; lives < effects; lives += 1) {
      const world = new Documents();
      world.lives = lives;
      await expect(world.restore()).rejects.toThrow(Killed);
      world.lives = Number.POSITIVE_INFINITY;
      await world.restore();
      expect([lives, world.held(COPY)]).toEqual([lives, THEN]);
    }
  }, 60_000);

  it("holds all of it where a list has several pages", async () => {
    const world = new Documents(1000);
    const context = { rest: world.rest, hosts: world.hosts };
    const { said } = await bucketAsOf(action(world, "bucket.restore"), context);
    expect(said).toContain(`${COPY} holds 1003 objects`);
    expect(Object.keys(world.held(COPY))).toHaveLength(1003);
  });

  it.each<[string, (world: Documents) => void, string]>([
    ["lacks an object", (world) => world.drop("kept"), "1 objects are missing or differ"],
    [
      "holds another version",
      (world) => world.put("kept", "kept other", COPY),
      "1 objects are missing or differ, 0 weren't there, such as kept",
    ],
    [
      "holds what wasn't there",
      (world) => world.put("made later", "", COPY),
      "0 objects are missing or differ, 1 weren't there, such as made later",
    ],
  ])("is not good where the copy %s", async (_, spoil, why) => {
    const world = new Documents();
    const context = { rest: world.rest, hosts: world.hosts };
    await bucketAsOf(action(world, "bucket.restore"), context);
    expect(await checkBucket(action(world, "bucket.check"), context)).toMatchObject({
      said: "3 objects of 49 bytes, each with the same sum",
    });
    spoil(world);
    await expect(checkBucket(action(world, "bucket.check"), context)).rejects.toThrow(why);
  });

  it("can't be where no versions are kept, and says so", async () => {
    const world = new Documents();
    const context = { rest: world.rest, hosts: world.hosts };
    const from = "sandbox-test-recovery";
    const asked = { ...action(world, "bucket.restore"), from };
    await expect(bucketAsOf(asked, context)).rejects.toThrow(`${from} keeps no versions`);
    expect(await isBucket(context, COPY)).toBe(false);
    expect(await isBucket(context, FROM)).toBe(true);
    world.refuses = () => true; // somebody else's: its name is taken all the same
    expect(await isBucket({ ...context, rest: world.rest }, COPY)).toBe(true);
  });
});
