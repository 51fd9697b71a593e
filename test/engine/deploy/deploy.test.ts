import { refresh } from "../../../engine/embedded/deploy/refresh";
import { deploy, plan } from "../../../engine/embedded/deploy/run";
import { isChange } from "../../../engine/embedded/deploy/step";
import { ProviderError } from "../../../engine/embedded/provider";
import { Cloud } from "./cloud";
import { graphOf, runOn, urn, type Node } from "./graph";
import { MemoryKeeper } from "./keeper";
import { done } from "./staged";

const CHAIN: Node[] = [
  { name: "base" },
  { name: "middle", uses: ["base"] },
  { name: "top", uses: ["middle"] },
];

describe("a deployment", () => {
  let cloud: Cloud;
  let keeper: MemoryKeeper;
  beforeEach(() => {
    cloud = new Cloud();
    keeper = new MemoryKeeper();
  });

  const up = (nodes: readonly Node[], more = {}) =>
    deploy(graphOf(nodes), keeper, { ...runOn(cloud), ...more });
  const preview = (nodes: readonly Node[], more = {}) =>
    plan(graphOf(nodes), keeper.state, { ...runOn(cloud), ...more });

  function failing(call: string, times = 1) {
    let left = times;
    cloud.faults = {
      before: (asked, name) => {
        if (!`${asked} ${name}`.startsWith(call) || left-- <= 0) return;
        throw new ProviderError(`${name} has no quota`);
      },
    };
  }

  it("has nothing to do the second time, and a plan changes nothing", async () => {
    expect(done((await preview(CHAIN)).steps)).toEqual([
      "create default",
      "create base",
      "create middle",
      "create top",
    ]);
    expect(cloud.calls).toEqual([]);
    await up(CHAIN);
    expect((await preview(CHAIN)).steps.filter(isChange)).toEqual([]);
    expect((await up(CHAIN)).steps.filter(isChange)).toEqual([]);
    expect(cloud.made).toBe(3);
  });

  it("makes what is needed first, and deletes it last", async () => {
    await up(CHAIN);
    await up([]);
    const order = cloud.calls.map((call) => call.replace(/-[0-9a-f]+$/, ""));
    expect(order).toEqual([
      ...["create base", "create middle", "create top"],
      ...["delete top", "delete middle", "delete base"],
    ]);
    expect(keeper.state.resources).toEqual([]);
  });

  it("makes again what it deleted for another's sake only when it is gone", async () => {
    await up([{ name: "a" }, { name: "b", of: "a" }]);
    const events: string[] = [];
    cloud.faults.after = async (call, name) => {
      if (!`${call} ${name}`.startsWith("delete b")) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      events.push("b is gone");
    };
    cloud.faults.before = (call, name) => {
      if (`${call} ${name}`.startsWith("create b")) events.push("b is made");
    };
    await up([{ name: "a", literal: true }, { name: "b" }]); // b needs a no more, and doesn't wait for it
    expect(events).toEqual(["b is gone", "b is made"]);
    expect(keeper.state.resources.map(({ urn }) => urn).sort()).toEqual(
      [`urn:pulumi:prod::shop::pulumi:providers:cloud::default`, urn("a"), urn("b")].sort(),
    );
    expect(done((await up([{ name: "a", literal: true }, { name: "b" }])).steps)).toEqual([]);
  });

  it("ends what is under way after a failure, begins nothing more, and says what failed", async () => {
    failing("create base");
    const slow: (() => void)[] = [];
    cloud.faults.after = async (_, name) => {
      if (name.startsWith("slow")) await new Promise<void>((resolve) => slow.push(resolve));
    };
    const running = up([...CHAIN, { name: "slow" }, { name: "later", uses: ["slow"] }]);
    while (slow.length === 0) await new Promise(setImmediate);
    slow[0]?.();
    const { failed, diagnostics } = await running;
    expect(failed).toBe(true);
    expect(diagnostics).toEqual([
      {
        severity: "error",
        urn: urn("base"),
        message: expect.stringMatching(/^base-.* has no quota$/),
      },
    ]);
    expect(keeper.state.resources.map(({ urn }) => urn)).toContain(urn("slow"));
    expect(keeper.state.pending).toEqual([]);
    expect(cloud.things.size).toBe(1);
    await up([...CHAIN, { name: "slow" }]);
    expect(cloud.things.size).toBe(4);
  });

  it("keeps what was made half, and makes it whole the next time", async () => {
    cloud.faults.after = (call, name) => {
      if (call !== "create") return;
      const half = { id: `things/${name}`, outputs: { ...cloud.things.get(name) } };
      throw new ProviderError("it is there, but not healthy", half);
    };
    expect((await up([{ name: "base" }])).failed).toBe(true);
    expect(keeper.state.resources.at(-1)).toMatchObject({
      urn: urn("base"),
      initErrors: ["it is there, but not healthy"],
    });
    cloud.faults = {};
    expect(done((await up([{ name: "base" }])).steps)).toEqual(["update base"]);
    expect(keeper.state.resources.at(-1)?.initErrors).toEqual([]);
    expect(cloud.made).toBe(1);
  });

  it("takes over what a killed deployment was making, and says so", async () => {
    cloud.faults.after = (call) => {
      if (call !== "create") return;
      keeper.kill();
      throw new Error("killed");
    };
    await up([{ name: "base" }]);
    cloud.faults = {};
    keeper = keeper.reopened();
    expect(keeper.state.pending).toMatchObject([
      { type: "creating", resource: { urn: urn("base") } },
    ]);
    expect(done((await preview([{ name: "base" }])).steps)).toEqual([]);
    const { diagnostics, steps } = await up([{ name: "base" }]);
    expect(done(steps)).toEqual([]);
    expect(diagnostics).toMatchObject([
      { severity: "info", message: expect.stringContaining("taken over") },
    ]);
    expect(cloud.made).toBe(1);
  });

  it("refuses to make what it can't find out about", async () => {
    const other = keeper.state;
    cloud.faults.after = () => {
      throw new ProviderError("no answer", undefined, true);
    };
    await up([{ name: "base" }]);
    expect(keeper.state).not.toEqual(other);
    cloud.faults = {
      before: (call) => {
        if (call === "read") throw new ProviderError("unreachable");
      },
    };
    const { diagnostics, failed } = await up([{ name: "base" }]);
    expect(failed).toBe(true);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "what became of creating it is not known: unreachable",
      "whether it was made by the last deployment could not be found out",
    ]);
    expect(keeper.state.pending).toHaveLength(1);
    cloud.faults = {};
    expect((await up([{ name: "base" }])).failed).toBe(false);
    expect(cloud.made).toBe(1);
  });

  it("refuses everything that is protected at once, before anything is done", async () => {
    const safe: Partial<Node> = { options: { protect: true } };
    await up([{ name: "a", ...safe }, { name: "b", ...safe }, { name: "c" }]);
    const before = keeper.state;
    const { diagnostics, failed } = await up([{ name: "c", size: 2 }, { name: "new" }]);
    expect(failed).toBe(true);
    expect(diagnostics.map(({ urn }) => urn).sort()).toEqual([urn("a"), urn("b")]);
    expect(keeper.state).toEqual(before);
    expect(cloud.calls.filter((call) => !call.startsWith("create"))).toEqual([]);
    expect(cloud.made).toBe(3);
  });

  it("changes only targets, and looks at nothing else", async () => {
    await up([...CHAIN, { name: "gone" }]);
    cloud.calls.length = 0;
    const target = (asked: string) => asked === urn("top");
    const next: Node[] = [
      { name: "base", size: 2 },
      { name: "middle", uses: ["base"], size: 2 },
      { name: "top", uses: ["middle"], size: 2 },
      { name: "new" },
    ];
    const { steps } = await up(next, { target });
    expect(done(steps)).toEqual(["update top"]);
    expect(cloud.calls).toEqual([expect.stringMatching(/^update top/)]);
    expect(keeper.state.resources).toHaveLength(5);
    const order = keeper.state.resources.map(({ urn }) => urn);
    expect(order.indexOf(urn("base"))).toBeLessThan(order.indexOf(urn("middle")));
    expect(done((await up(next)).steps).sort()).toEqual(
      ["create new", "delete gone", "update base", "update middle"].sort(),
    );
  });

  it("refuses a target that needs something new that is none", async () => {
    const target = (asked: string) => asked === urn("middle");
    const { diagnostics, failed } = await up(CHAIN, { target });
    expect(failed).toBe(true);
    expect(diagnostics).toMatchObject([
      { urn: urn("middle"), message: expect.stringContaining(`depends on '${urn("base")}'`) },
    ]);
    expect(cloud.made).toBe(0);
  });

  it("is given up with a state that says what was begun", async () => {
    const given = new AbortController();
    cloud.faults.before = (_, name) => {
      if (name.startsWith("middle")) given.abort();
    };
    const runner = graphOf(CHAIN);
    const stopping = deploy(
      async (dryRun, registrarOf) => {
        const served = await runner(dryRun, registrarOf);
        given.signal.throwIfAborted();
        return served;
      },
      keeper,
      { ...runOn(cloud), signal: given.signal },
    );
    await expect(stopping).rejects.toThrow("aborted");
    expect(cloud.names().map((name) => name.replace(/-.*/, ""))).toEqual(["base", "middle"]);
    expect(keeper.state.pending).toEqual([]);
    expect(done((await up(CHAIN)).steps)).toEqual(["create top"]);
  });

  it("sees what changed or went away outside, once it is told to look", async () => {
    await up(CHAIN);
    const [base = "", middle = ""] = cloud.names();
    cloud.things.set(base, { ...cloud.things.get(base), size: 7 });
    cloud.things.delete(middle);
    const { providers } = runOn(cloud);
    const found = await refresh(keeper.state, providers);
    expect(found.steps.map(({ op, urn }) => [op, urn])).toEqual([
      ["update", urn("base")],
      ["delete", urn("middle")],
      ["refresh", urn("top")],
    ]);
    expect(found.steps[0]?.changes).toEqual({ size: "update" });
    expect(found.state.resources.at(-1)?.dependencies).toEqual([]);
    keeper.finish(found.state);
    const { steps } = await up(CHAIN);
    expect(done(steps)).toEqual(["update base", "create middle"]);
    expect(cloud.things.get(base)).toMatchObject({ size: 1 });
  });

  it("costs no more writes than steps, however large", async () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ name: `thing-${index}` }));
    let changes = 0;
    const record = keeper.record.bind(keeper);
    keeper.record = (change) => {
      changes += (change.put?.length ?? 0) + (change.keep?.length ?? 0);
      record(change);
    };
    await up(many);
    expect(changes).toBe(401);
    changes = 0;
    await up(many);
    expect(changes).toBe(401);
  });
});
