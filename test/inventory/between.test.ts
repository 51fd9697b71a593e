import * as fc from "fast-check";
import { digestBetween } from "../../inventory/between";
import type { Inventory, Resource } from "../../inventory/model";
import { fromPreview } from "../../inventory/preview-json";
import { resource } from "./scene";

const inventory = (resources: readonly Resource[]): Inventory => ({
  project: "standby",
  stack: "prod",
  resources: [
    resource("pulumi.Stack", {}, { type: "pulumi:pulumi:Stack", custom: false, name: "stack" }),
    ...resources,
  ],
  outputs: {},
});
const bucket = (name: string, inputs: Record<string, unknown>, protect = false) =>
  resource("storage.Bucket", inputs, { name, protect });
const isReplace = (_type: string, path: string) => path === "location";

const steps = (before: readonly Resource[], after: readonly Resource[]) =>
  digestBetween(inventory(before), inventory(after), isReplace).steps.filter(
    ({ newState }) => newState?.type !== "pulumi:pulumi:Stack",
  );

describe("what lies between two inventories", () => {
  it("is creations where there was nothing before", () => {
    const { changeSummary } = digestBetween(undefined, inventory([bucket("a", {})]), isReplace);
    expect(changeSummary).toEqual({ create: 2 });
  });

  it("says what is made, changed, replaced and deleted, and by which inputs", () => {
    const before = [
      bucket("gone", {}),
      bucket("moved", { location: "US" }),
      bucket("changed", { labels: { a: "1" }, rules: [{ age: 1 }] }),
      bucket("same", { location: "US" }),
    ];
    const after = [
      bucket("moved", { location: "EU" }),
      bucket("changed", { labels: { a: "2" }, rules: [{ age: 1 }, { age: 2 }] }),
      bucket("same", { location: "US" }),
      bucket("new", {}),
    ];
    const said = steps(before, after).map(({ op, urn, detailedDiff }) => [
      op,
      urn.split("::").at(-1),
      Object.fromEntries(
        Object.entries(detailedDiff ?? {}).map(([path, { kind }]) => [path, kind]),
      ),
    ]);
    expect(said).toEqual([
      ["replace", "moved", { location: "update-replace" }],
      ["update", "changed", { "labels.a": "update", "rules[1]": "add" }],
      ["create", "new", {}],
      ["delete", "gone", {}],
    ]);
  });

  it("shows protection that is taken off", () => {
    const [step] = steps([bucket("a", {}, true)], [bucket("a", {})]);
    expect(step).toMatchObject({ op: "same", oldState: { protect: true } });
    expect(step?.newState?.protect).toBeUndefined();
  });

  it("leads from the one to the other, whatever they are", () => {
    const any = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("a", "b", "c", "d"),
        inputs: fc.dictionary(fc.constantFrom("x", "y"), fc.jsonValue()),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(any, any, (before, after) => {
        const [old, fresh] = [before, after].map((all) =>
          inventory(all.map(({ name, inputs }) => bucket(name, inputs))),
        );
        const digest = digestBetween(old, fresh!, isReplace);
        const names = (all: Inventory) => all.resources.map(({ urn }) => urn).sort();
        const left = new Map(old!.resources.map((each) => [each.urn, JSON.stringify(each.inputs)]));
        for (const { op, urn, newState } of digest.steps) {
          if (op === "delete") left.delete(urn);
          else left.set(urn, JSON.stringify(newState?.inputs ?? {}));
        }
        expect([...left.keys()].sort()).toEqual(names(fresh!));
        for (const each of fresh!.resources)
          expect(left.get(each.urn)).toBe(JSON.stringify(each.inputs));
        expect(fromPreview(digest).resources.every(({ urn }) => names(fresh!).includes(urn))).toBe(
          true,
        );
      }),
    );
  });
});
