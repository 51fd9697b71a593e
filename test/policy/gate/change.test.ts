import { readPreview } from "../../../policy/gate/change";
import { gate } from "../../../policy/gate/gate";
import { PLAIN } from "./corpus";

const type = "gcp:storage/bucket:Bucket";
const urn = `urn:pulumi:prod::standby::${type}::documents`;
const state = (enabled: boolean) => ({
  ...{ urn, type, custom: true },
  inputs: { versioning: { enabled } },
});
const step = (op: string, old?: boolean, fresh?: boolean) => ({
  ...{ op, urn },
  ...(old === undefined ? {} : { oldState: state(old) }),
  ...(fresh === undefined ? {} : { newState: state(fresh) }),
});
const read = (...steps: readonly object[]) => readPreview("prod.json", { steps });

describe("a resource that several steps are about", () => {
  it("is judged by what is done after a refresh, not by the refresh", () => {
    const preview = read(step("refresh", true, true), step("update", true, false));
    expect(preview.changes.map(({ op }) => op)).toEqual(["update"]);
    expect(gate([preview], PLAIN).refusals.map(({ rule }) => rule)).toEqual(["protection-lost"]);
  });

  it("is nothing to judge where it is refreshed alone", () => {
    expect(read(step("refresh", true, false)).changes).toEqual([]);
  });

  it.each([
    [["create-replacement", "replace", "delete-replaced"], "replace"],
    [["delete", "create"], "replace"],
    [["update"], "update"],
    [["conjure"], "unclear"],
  ])("%j is %s", (ops, op) => {
    expect(read(...ops.map((one) => step(one, true, true))).changes[0]?.op).toBe(op);
  });
});
