import { notFound } from "../../sandbox/error";
import type { Kind } from "../../sandbox/kind";
import { aCloud, address, refusal } from "./a-cloud";

const network = address("compute.Network", "net");
const THING = address("test.Thing", "thing");

describe("Cloud", () => {
  it("makes, reads, changes and deletes what it knows nothing of", () => {
    const { cloud } = aCloud();
    expect(cloud.create(THING, { a: 1 }).properties).toEqual({ a: 1 });
    expect(cloud.update(THING, { b: 2 }).properties).toEqual({ b: 2 });
    expect(cloud.get(THING).revision).toBe(2);
    cloud.delete(THING);
    expect(refusal(() => cloud.get(THING))).toEqual([404, "notFound"]);
    expect([...cloud.calls()].map(({ verb, answer }) => [verb, answer])).toEqual([
      ["create", "ok"],
      ["update", "ok"],
      ["get", "ok"],
      ["delete", "ok"],
      ["get", "The resource 'test.Thing:sandbox-bank/global/thing' was not found"],
    ]);
  });

  it("refuses a name that is there", () => {
    const { cloud } = aCloud();
    cloud.create(network, {});
    expect(refusal(() => cloud.create(network, {}))).toEqual([409, "alreadyExists"]);
  });

  it("counts no revision for an update that makes no difference", () => {
    const { cloud } = aCloud();
    cloud.create(THING, { a: [1, { b: 2 }] });
    expect(cloud.update(THING, { a: [1, { b: 2 }] }).revision).toBe(1);
    expect(cloud.update(THING, { a: [1, { b: 3 }] }).revision).toBe(2);
  });

  it("starts an operation when what it refers to is ready", () => {
    const { cloud } = aCloud([], { takes: () => "any" });
    const made = cloud.create(network, {});
    const link = "https://www.googleapis.com/compute/v1/projects/sandbox-bank/global/networks/net";
    const subnet = address("compute.Subnetwork", "sub", "us-east1");
    cloud.create(subnet, { network: link });
    const [first, second] = [...cloud.operations()];
    expect(first).toMatchObject({ start: 0, end: made.readyAt });
    expect(second?.start).toBe(made.readyAt);
    expect(second?.end).toBeGreaterThanOrEqual(made.readyAt + 1000);
    cloud.settle();
    expect(cloud.now).toBe(second?.end);
  });

  it("undoes all of a call that is refused half way", () => {
    const half: Kind = {
      kind: "test.Half",
      begun: (resource, _before, cloud) => {
        cloud.setRuntime(resource.id, { began: true });
        throw notFound("something");
      },
    };
    const { cloud, records } = aCloud([half]);
    cloud.create(THING, {});
    const left = () => records.all().filter(({ table }) => table !== "call" && table !== "setting");
    const before = left();
    const numbers = () => cloud.create(address("test.Half", "half"), {});
    expect(refusal(numbers)).toEqual([404, "notFound"]);
    expect(left()).toEqual(before);
  });

  it("undoes the effect of a verb that fails, and says so on its operation", () => {
    const verbs: Kind = {
      kind: "test.Thing",
      takes: () => "any",
      actions: {
        turn: {
          done: (resource, args, cloud) => {
            cloud.setProperties(resource.id, { turned: true });
            if (args["fail"] === true) throw notFound("the other side");
          },
        },
      },
    };
    const { cloud } = aCloud([verbs]);
    cloud.create(THING, {});
    const failing = cloud.act(THING, "turn", { fail: true });
    cloud.settle();
    expect(cloud.operation(failing.id).error).toBe("The resource 'the other side' was not found");
    expect(cloud.get(THING).properties).toEqual({});
    cloud.act(THING, "turn");
    cloud.settle();
    expect(cloud.get(THING).properties).toEqual({ turned: true });
    expect(refusal(() => cloud.act(THING, "jump"))).toEqual([400, "invalid"]);
  });

  it("keeps a Cloud SQL name for a week, in every region", () => {
    const { cloud } = aCloud();
    const instance = (region: string) => address("sql.DatabaseInstance", "db", region);
    cloud.create(instance("us-east1"), {});
    expect(refusal(() => cloud.create(instance("us-west1"), {}))).toEqual([409, "alreadyExists"]);
    cloud.delete(instance("us-east1"));
    const week = 7 * 24 * 60 * 60 * 1000;
    cloud.advanceTo(week - 1);
    expect(refusal(() => cloud.create(instance("us-west1"), {}))).toEqual([409, "alreadyExists"]);
    cloud.advanceTo(week);
    expect(cloud.create(instance("us-west1"), {}).revision).toBe(1);
  });

  it("keeps key rings' names for ever", () => {
    const { cloud } = aCloud();
    const ring = address("kms.KeyRing", "ring", "us-east1");
    cloud.create(ring, {});
    cloud.delete(ring);
    cloud.advanceTo(100 * 365 * 24 * 60 * 60 * 1000);
    expect(refusal(() => cloud.create(ring, {}))).toEqual([409, "alreadyExists"]);
  });

  it("knows a bucket's name in the whole world", () => {
    const { cloud } = aCloud();
    cloud.create(address("storage.Bucket", "b", "US"), {});
    const other = address("storage.Bucket", "b", "EU", "sandbox-other");
    expect(refusal(() => cloud.create(other, {}))).toEqual([409, "alreadyExists"]);
  });
});
