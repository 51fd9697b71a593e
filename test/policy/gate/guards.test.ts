import { readPreview } from "../../../policy/gate/change";
import { gate } from "../../../policy/gate/gate";
import { GUARDS } from "../../../policy/gate/guards";
import { isWeaker, type Comparison } from "../../../policy/gate/weaker";
import { UNKNOWN } from "../../../inventory/model";
import { PLAIN } from "./corpus";

const rule = (days: number) => ({ action: { type: "Delete" }, condition: { age: days } });

/** A value that protects, and one that protects less. */
function pairOf(by: Comparison): readonly [unknown, unknown] {
  if (by === "kept") return [{ maxDeliveryAttempts: 5 }, undefined];
  if (by === "delete-rules") return [[rule(30)], [rule(30), rule(1)]];
  if ("amount" in by)
    return [`${by.amount + 7}s`, by.amount === 0 ? undefined : `${by.amount - 1}s`];
  if ("unsafe" in by) return [undefined, by.unsafe];
  return [by.safe, undefined];
}

/** The preview of an update of one resource from some inputs to others. */
function update(kind: string, path: string, [old, fresh]: readonly [unknown, unknown]) {
  const [module = "", name = ""] = kind.split(".");
  const type = `gcp:${module}/${name.toLowerCase()}:${name}`;
  const urn = `urn:pulumi:prod::standby::${type}::thing`;
  const state = (value: unknown) => ({
    urn,
    type,
    custom: true,
    inputs: at(path.split("."), value),
  });
  const step = { op: "update", urn, oldState: state(old), newState: state(fresh) };
  return readPreview("update", { steps: [step], changeSummary: { update: 1 } });
}

function at([key = "", ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const inner = rest.length === 0 ? value : at(rest, value);
  return inner === undefined ? {} : { [key]: inner };
}

const each = GUARDS.flatMap((guard) =>
  guard.kinds.map((kind) => [kind, guard.path, pairOf(guard.by)] as const),
);

describe("each guard", () => {
  it.each(each)("%s %s: refused when it gets weaker", (kind, path, pair) => {
    const { refusals } = gate([update(kind, path, pair)], PLAIN);
    expect(refusals).toEqual([expect.objectContaining({ rule: "protection-lost", path })]);
    expect(refusals[0]?.message).toMatch(/^would go from .+ to .+, and lose .+; leave it$/);
  });

  it.each(each)("%s %s: let through when it gets stronger, or stays", (kind, path, pair) => {
    const [strong, weak] = pair;
    expect(gate([update(kind, path, [weak, strong])], PLAIN).verdict).toBe("pass");
    expect(gate([update(kind, path, [strong, strong])], PLAIN).verdict).toBe("pass");
    expect(gate([update(kind, path, [weak, weak])], PLAIN).verdict).toBe("pass");
  });
});

describe("rules that delete objects", () => {
  const of = (days: number, prefix?: string) => ({
    action: { type: "Delete" },
    condition: { age: days, ...(prefix ? { matchesPrefixes: [prefix] } : {}) },
  });

  it.each([
    [
      "one of several gets shorter",
      [of(90, "a/"), of(30, "b/")],
      [of(30, "a/"), of(30, "b/")],
      true,
    ],
    ["a new prefix", [of(90, "a/")], [of(90, "a/"), of(1, "b/")], false],
    ["a new one for all objects", [of(90, "a/")], [of(90, "a/"), of(400)], true],
    ["one that is taken out", [of(90, "a/"), of(30)], [of(90, "a/")], false],
    [
      "without a condition of days",
      [of(30)],
      [{ action: { type: "Delete" }, condition: {} }],
      true,
    ],
  ])("%s", (_, old, fresh, weaker) => {
    expect(isWeaker("delete-rules", old, fresh)).toBe(weaker);
  });
});

it("can't be decided where a value is known only later", () => {
  const preview = update("storage.Bucket", "versioning.enabled", [true, UNKNOWN]);
  expect(gate([preview], PLAIN).verdict).toBe("inconclusive");
});

it("lets a writer that has become a replica give up what only a writer has", () => {
  const urn = "urn:pulumi:prod::standby::gcp:sql/databaseInstance:DatabaseInstance::db";
  const state = (instanceType: string, enabled: boolean) => ({
    urn,
    type: "gcp:sql/databaseInstance:DatabaseInstance",
    custom: true,
    inputs: { instanceType, settings: { backupConfiguration: { enabled } } },
  });
  const preview = (to: string) =>
    readPreview("roles", {
      steps: [
        {
          op: "update",
          urn,
          oldState: state(to, true),
          newState: state(to, false),
          detailedDiff: { "settings.backupConfiguration.enabled": { kind: "update" } },
        },
      ],
    });
  expect(gate([preview("READ_REPLICA_INSTANCE")], PLAIN).verdict).toBe("pass");
  expect(gate([preview("CLOUD_SQL_INSTANCE")], PLAIN).verdict).toBe("refused");
});
