import { destroy } from "../../../engine/embedded/deploy/program";
import { toDigest } from "../../../engine/embedded/deploy/digest";
import { SECRET } from "../../../inventory/model";
import { done, EmbeddedStack, PREFIX } from "./staged";

describe("a program on the embedded engine", () => {
  const stack = new EmbeddedStack();
  const outputs = () =>
    stack.keeper.state.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;

  it("is deployed, and its hooks run", async () => {
    const { diagnostics, failed } = await stack.up("first");
    expect(diagnostics).toEqual([]);
    expect(failed).toBe(false);
    expect(stack.cloud.things.size).toBe(25);
    expect(outputs()).toMatchObject({
      link: expect.stringMatching(/^cloud:\/\/plain-/),
      notes: "hooked 1; hooked 1",
    });
  });

  it("is planned against its state, and shows no secret", async () => {
    const calls = stack.cloud.calls.length;
    const plan = await stack.plan("second");
    expect(plan.diagnostics).toEqual([]);
    expect(stack.cloud.calls).toHaveLength(calls);
    const digest = toDigest(plan);
    expect(digest.changeSummary).toEqual({ delete: 6, replace: 5, same: 8, update: 10 });
    const vault = digest.steps.find(({ urn }) => urn.endsWith("::vault"));
    expect(vault?.newState?.inputs).toMatchObject({ password: SECRET });
    expect(JSON.stringify(digest)).not.toMatch(/hunter2|value of vault/);
  });

  it("ignores what it is told to, and follows aliases down to children", async () => {
    await stack.up("second");
    const find = (name: string) =>
      stack.keeper.state.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    expect(find("ignoring")?.inputs).toMatchObject({ size: 1, labels: { owner: "us", tier: "b" } });
    expect(find("after")?.id).toMatch(/^things\/before-/);
    expect(find("holder-after-inner")).toMatchObject({
      id: expect.stringMatching(/^things\/holder-inner-/),
      parent: `${PREFIX}staged:index:Group::holder-after`,
    });
    expect(find("retained")).toBeUndefined();
    const left = stack.cloud.names().filter((name) => /^(retained|owned|owner)-/.test(name));
    expect(left).toEqual([
      expect.stringMatching(/^owned-/), // it would have gone with its owner
      expect.stringMatching(/^retained-/),
    ]);
    expect(done((await stack.plan("second")).steps)).toEqual([]);
  });

  it("is refused by a hook in a plan already, and makes nothing then", async () => {
    const plan = await stack.plan("hooked");
    expect(plan.diagnostics).toMatchObject([
      { severity: "error", message: `before hook "refuse" failed: late is new` },
    ]);
    const made = stack.cloud.made;
    const { diagnostics, failed } = await stack.up("hooked", { planned: true } as object);
    expect(failed).toBe(true);
    expect(diagnostics).toMatchObject(plan.diagnostics);
    expect(stack.cloud.made).toBe(made);
  });

  it("is cut off when it is given up", async () => {
    const given = new AbortController();
    stack.cloud.faults.before = () => given.abort();
    const run = stack.up("first", { signal: given.signal, planned: true } as object);
    await expect(run).rejects.toThrow("aborted");
    stack.cloud.faults = {};
    expect(stack.keeper.state.pending).toEqual([]);
    expect((await stack.up("second")).failed).toBe(false);
  });

  it("is not destroyed as long as anything in it is protected", async () => {
    const { providers } = stack.run("second");
    const whole = { stack: "prod", project: "staged", providers };
    const refused = await destroy(whole, stack.keeper);
    expect(refused.diagnostics.map(({ urn }) => urn).sort()).toEqual(
      ["guarded", "kept"].map((name) => `${PREFIX}cloud:index:Thing::${name}`),
    );
    const { resources } = stack.keeper.state;
    const open = resources.map((each) => ({ ...each, protect: false, hooks: {} }));
    stack.keeper.finish({ resources: open, pending: [] });
    expect((await destroy(whole, stack.keeper)).diagnostics).toEqual([]);
    expect(stack.keeper.state.resources).toEqual([]);
    expect(stack.cloud.names().map((name) => name.replace(/-.*/, ""))).toEqual([
      "owned",
      "retained",
    ]);
  });
});
