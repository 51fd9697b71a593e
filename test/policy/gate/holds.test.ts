import { readPreview } from "../../../policy/gate/change";
import { gate } from "../../../policy/gate/gate";
import { HELD_KINDS } from "../../../policy/gate/holds";
import { PLAIN } from "./corpus";

/** `gcp:sql/databaseInstance:DatabaseInstance`, as the engine spells a kind. */
function typeOf(kind: string): string {
  const [provider = "", rest = ""] = kind.includes(":") ? kind.split(":") : ["gcp", kind];
  const [module = "", name = ""] = rest.split(".");
  if (provider === "kubernetes") return `kubernetes:${module}/v1:${name}`;
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return `${module === "random" ? "random:index" : `gcp:${module}`}/${file}:${name}`;
}

function preview(type: string, ...ops: readonly string[]) {
  const urn = `urn:pulumi:prod::standby::${type}::thing`;
  const state = { urn, type, custom: true, inputs: {} };
  const steps = ops.map((op) => ({ op, urn, oldState: state, newState: state }));
  return readPreview("prod.json", { steps });
}

/** Nothing here is protected in Pulumi: what holds data is known by its kind. */
describe("each kind that holds data", () => {
  it.each(HELD_KINDS)("%s: refused where it is deleted, or made anew", (kind) => {
    const rules = (...ops: string[]) =>
      gate([preview(typeOf(kind), ...ops)], PLAIN).refusals.map(({ rule }) => rule);
    expect(rules("delete")).toEqual(["data-deleted"]);
    expect(rules("create-replacement", "replace", "delete-replaced")).toEqual(["data-replaced"]);
    expect(rules("update")).toEqual([]);
  });

  it("lets what the program makes anew go, such as a rule of the firewall", () => {
    const done = gate([preview("gcp:compute/firewall:Firewall", "delete")], PLAIN);
    expect(done.verdict).toBe("pass");
  });
});
