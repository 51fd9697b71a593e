import type { Properties } from "../../../engine/embedded/wire";
import { shown } from "../../../engine/embedded/wire";
import { RandomProvider } from "../../../sandbox/provider/random";
import { openSandbox } from "../../../sandbox/sandbox";
import { urnOf } from "./providers";

const token = (word: string) =>
  `random:index/${word.charAt(0).toLowerCase()}${word.slice(1)}:${word}`;

function aProvider(seed = 1) {
  const provider = new RandomProvider(openSandbox({ seed }).transact);
  const draw = (word: string, inputs: Properties, name?: string) =>
    provider.create({ urn: urnOf(token(word), name), inputs, preview: false });
  return { provider, draw };
}

const result = (made: { readonly outputs: Properties }) => JSON.stringify(made.outputs["result"]);

describe("the random provider in the sandbox", () => {
  it("draws the same for the same seed and resource, another for any other", async () => {
    const length = { length: 24 };
    const first = result(await aProvider().draw("RandomPassword", length));
    expect(result(await aProvider().draw("RandomPassword", length))).toBe(first);
    expect(result(await aProvider(2).draw("RandomPassword", length))).not.toBe(first);
    expect(result(await aProvider().draw("RandomPassword", length, "other"))).not.toBe(first);
    const { draw } = aProvider();
    await draw("RandomPassword", length);
    expect(result(await draw("RandomPassword", length))).not.toBe(first);
  });

  it("marks a password as secret, and keeps to its alphabets", async () => {
    const { draw } = aProvider();
    const { id, outputs } = await draw("RandomPassword", {
      length: 40,
      special: false,
      minNumeric: 3,
    });
    expect(id).toBe("none");
    expect(shown(outputs)).toMatchObject({ result: "[secret]", bcryptHash: "[secret]" });
    const text = await draw("RandomString", {
      length: 40,
      special: false,
      upper: false,
      minNumeric: 3,
    });
    expect(text.outputs["result"]).toMatch(/^(?=(.*\d){3})[a-z\d]{40}$/);
  });

  it("draws ids, integers and UUIDs in their forms", async () => {
    const { draw } = aProvider();
    expect((await draw("RandomId", { byteLength: 4 })).outputs["hex"]).toMatch(/^[0-9a-f]{8}$/);
    const { result: integer } = (await draw("RandomInteger", { min: 5, max: 7 })).outputs;
    expect([5, 6, 7]).toContain(integer);
    const { result: uuid } = (await draw("RandomUuid", {})).outputs;
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("replaces for every change, and says what it can't draw", async () => {
    const { provider, draw } = aProvider();
    const { id, outputs } = await draw("RandomString", { length: 8 });
    const asked = { urn: urnOf(token("RandomString")), id, olds: outputs, ignoreChanges: [] };
    const difference = await provider.diff({
      ...asked,
      oldInputs: { length: 8 },
      news: { length: 9 },
    });
    expect(difference).toMatchObject({ changes: { length: "update" }, replaces: ["length"] });
    const { failures } = await provider.check({
      urn: urnOf(token("RandomPet")),
      news: {},
      olds: undefined,
      randomSeed: "",
    });
    expect(failures[0]?.reason).toContain("can't draw a RandomPet");
  });
});
