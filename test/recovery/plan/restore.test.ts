import { planForVerb, type Wanted } from "../../../recovery/plan/verb-plan";
import { setting } from "./fixtures";

const AT = "2026-11-21T10:00:00Z";
const bank = setting("online-bank", "hot");

const ask = (more: Partial<Wanted>, where = bank) =>
  planForVerb(where, { verb: "restore", store: "accounts-db", at: AT, ...more }, {} as never);
const ids = (more: Partial<Wanted>) => ask(more).plan?.steps.map(({ id }) => id) ?? [];

describe("a restore", () => {
  it.each(["accounts-db", "products-db", "documents"])("gives the lease back: %s", (store) => {
    expect(ids({ store }).slice(-3)).toEqual(["thaw-deployments", "report", "release-lease"]);
  });

  it("loses what a queue has forgotten before its messages are delivered again, and else nothing", () => {
    const loss = (retention: string) => {
      const where = setting("api-platform", "hot", { "data.tasks.retention": retention });
      const seconds = ask({ store: "tasks" }, where).plan?.loss["tasks"]?.seconds;
      return seconds === "unknown" ? undefined : seconds;
    };
    expect(loss("7 days")).toEqual({ best: 0, expected: 0, worst: 0 });
    // Half an hour to find out and five minutes to decide, as described, and up to ten for the rest.
    const short = loss("35 minutes")!;
    expect([short.best > 0, short.worst < 10 * 60]).toEqual([true, true]);
    expect(loss("40 minutes")).toMatchObject({ best: 0, worst: short.worst - 5 * 60 });
  });

  it("asks a person for a copy that nothing describes how to check, and the copy itself where it is", () => {
    const check = (where: typeof bank) =>
      ask({}, where).plan?.steps.find(({ id }) => id === "check")?.action.kind;
    expect(check(bank)).toBe("verify");
    const { topology, durations } = bank;
    const store = topology.system.data["accounts-db"]!;
    const checks = [{ database: "accounts", query: "SELECT count(*) FROM entries", least: 1 }];
    const data = { ...topology.system.data, "accounts-db": { ...store, checks } };
    const system = { ...topology.system, data } as typeof topology.system;
    expect(check({ durations, topology: { ...topology, system } })).toBe("sql.check");
  });

  it("stops the old writer only when the copy was found good, agreed to and made ready, and only then lets the name go", () => {
    const before = (id: string) => {
      const steps = ask({ cutOver: true }).plan?.steps ?? [];
      const needs = (one: string): string[] =>
        (steps.find((step) => step.id === one)?.needs ?? []).flatMap((n) => [n, ...needs(n)]);
      return needs(id);
    };
    expect(before("stop-accounts-db")).toEqual(
      expect.arrayContaining(["restore-accounts-db", "check", "consent", "protect-accounts-db"]),
    );
    expect(before("point-accounts-db")).toContain("stop-accounts-db");
    expect(before("write-description")).toContain("point-accounts-db");
    expect(before("up-us-central1")).toEqual(
      expect.arrayContaining(["take-in-accounts-db", "keep-accounts-db-us-east1", "up-us-east1"]),
    );
  });

  it("asks for the store's name to be typed, and says what only the old one has", () => {
    const plan = ask({ cutOver: true }).plan!;
    const typed = plan.steps.flatMap(({ action }) =>
      action.kind === "ask" && action.typed !== undefined ? [action.typed] : [],
    );
    expect(typed).toEqual(["accounts-db"]);
    expect(plan.obligations.map(({ title }) => title)).toEqual([
      `Look through online-bank-accounts-db-us-central1-1 for what was written since ${AT}, then delete online-bank-accounts-db-us-central1-1 and online-bank-accounts-db-us-east1-1`,
    ]);
    expect(ids({})).not.toContain("consent");
  });

  it("describes new generations wherever an instance stands: nothing follows the old one", () => {
    const edits = ask({ cutOver: true, generation: 4 }).plan?.steps.flatMap(({ action }) =>
      action.kind === "describe" ? [action.edits] : [],
    );
    expect(edits).toEqual([{ "data.accounts-db.instances": { "us-central1": 4, "us-east1": 2 } }]);
  });

  it.each<[string, Partial<Wanted>, string]>([
    ["what applications use", { generation: 1 }, '"1" is what applications use in us-central1'],
    ["a store without instances", { store: "documents", cutOver: true }, "is no Cloud SQL store"],
  ])("is refused for %s", (_, more, why) => {
    expect(ask(more).problems?.join()).toContain(why);
  });

  it("delivers a queue's tasks again, of which there is no copy", () => {
    const platform = setting("api-platform", "hot");
    expect(ask({ store: "tasks", generation: 2 }, platform).problems).toEqual([
      "--generation  tasks has no copies to count",
    ]);
    const { plan } = ask({ store: "tasks" }, platform);
    expect(plan?.title).toBe(`tasks from ${AT}, delivered again`);
    expect(plan?.obligations).toEqual([]);
    expect(plan?.steps.map(({ action }) => action)).toContainEqual({
      ...{ kind: "queue.seek", store: "tasks", to: AT },
    });
  });

  it("goes to a whole minute with documents, and names each database of Spanner", () => {
    const documents = ask({ store: "products-db", at: "2026-11-21T10:00:59Z", generation: 3 });
    expect(documents.plan?.steps.map(({ action }) => action)).toContainEqual({
      ...{ kind: "firestore.restore", store: "products-db", to: "2026-11-21T10:00:00Z" },
      ...{ from: "online-bank-products-db", copy: "online-bank-products-db-copy-3" },
    });
    const orders = ask({ store: "orders" }, setting("shop-smart", "hot"));
    expect(orders.plan?.obligations.map(({ title }) => title)).toEqual([
      "Delete the restored copy of orders, orders-copy-1 when it is no longer needed",
    ]);
  });

  it("makes a disk beside the old, and states what the snapshot lacks to the second", () => {
    const of = { region: "us-central1", disk: "api-platform-volume-us-central1-1" };
    const snapshot = { name: "shot", at: "2026-11-21T08:00:00.000Z", before: 7200, of };
    const { plan } = ask({ store: "volume", snapshot }, setting("api-platform", "hot"));
    const actions = plan?.steps.flatMap(({ action }) => ("disk" in action ? [action] : []));
    expect(actions).toMatchObject([
      {
        ...{ kind: "disk.restore", region: "us-central1", from: of, snapshot: "shot", to: AT },
        disk: "api-platform-volume-us-central1-copy-1",
      },
      { kind: "disk.check" },
    ]);
    expect(plan?.loss["volume"]).toMatchObject({
      seconds: { best: 7200, expected: 7200, worst: 7200 },
      basis: "measured",
    });
    expect(plan?.obligations[0]?.title).toBe(
      "Delete the restored copy of volume, api-platform-volume-us-central1-copy-1 when it is no longer needed",
    );
  });

  it("is refused where the copy's name would be longer than a bucket's may be", () => {
    const naming = { ...bank.topology.naming, project: "a-project-of-thirty-characters" };
    const where = { ...bank, topology: { ...bank.topology, naming } };
    expect(ask({ store: "documents", generation: 1 }, where).problems).toBeUndefined();
    expect(ask({ store: "documents", generation: 10 ** 9 }, where).problems).toEqual([
      expect.stringContaining("has 68 characters, 63 is the limit"),
    ]);
  });

  it("is refused to take a writer's place away from home, or while a region is lost", () => {
    const away = { ...bank, topology: { ...bank.topology, primary: "us-east1" } };
    expect(ask({ cutOver: true }, away).problems?.join()).toContain(
      "standby switchover us-central1",
    );
    const east = { ...bank.topology.regions["us-east1"]!, state: "lost" as const };
    const regions = { ...bank.topology.regions, "us-east1": east };
    const lost = { ...bank, topology: { ...bank.topology, regions } };
    expect(ask({ cutOver: true }, lost).problems?.join()).toContain("standby rejoin first");
  });
});
