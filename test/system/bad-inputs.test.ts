import { addresses } from "./bad-inputs/addresses";
import { names } from "./bad-inputs/names";
import { shape } from "./bad-inputs/shape";
import { values } from "./bad-inputs/values";
import { edited, problemsOf, shop } from "./descriptions";

const rows = [...shape, ...names, ...values, ...addresses];

/** Rows that no description can get wrong, with the layer that meets them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  B16: "engine: a secret that cannot be decrypted is Pulumi's own configuration",
  B22: "topology: service account ids after the prefix",
  B23: "topology: names of clusters after the prefix",
  B26: "topology: bucket names are led by the project's id",
  B29: "cli: two stacks with one prefix in one project",
  B31: "components: labels are ours, no person types them",
  B35: "topology: regions that Google Cloud doesn't have",
  B37: "topology: zones that a region doesn't have",
  B41: "topology: machine types that no region has; which region has which is left to Google",
  B43: "topology: keys are made by us, next to the data",
  B44: "components: the network tier is ours",
  B46: "components: surge and unavailability follow from the zones",
  B52: "components: times to live are ours",
  B55: "components: flow sampling is ours",
  B61: "topology: the control plane's range follows from the address plan",
  B62: "policy: the gate refuses to replace a subnet",
  B64: "components: no router has an ASN",
  B65: "components: no allow-list is described",
  B67: "components: flags of recovery follow from the version",
  B68: "components: REGIONAL always comes with backups",
  B70: "components: a replica has its writer's tier",
  B71: "components: the role decides what is registered",
  B73: "policy: the gate refuses to replace what holds data",
  B77: "index.ts: the project is a setting of the stack",
  B79: "components: roles are ours",
  B83: "cli: the stack's project against the credentials'",
  B86: "cli: variables of the environment",
};

describe("bad inputs", () => {
  it.each(rows.map((row) => [row.id, row.what, row] as const))("%s: %s", (_id, _what, row) => {
    const text = "whole" in row ? row.whole : edited(shop, row.find, row.write);
    expect(problemsOf(text)).toEqual(row.problems);
  });

  it("says nothing about the description that the edits start from", () => {
    expect(problemsOf(shop)).toEqual([]);
  });

  it("has every row of the list, here or in the layer that meets it", () => {
    const listed =
      "1 2 4 5 7 8 10 11 13 14 16 17 19 20 22 23 25 26 28 29 31 32 34 35 37 38 40 41 43 44 46 47 49 50 " +
      "52 53 55 56 58 59 61 62 64 65 67 68 70 71 73 74 76 77 79 80 82 83 85 86";
    const ids = listed.split(" ").map((number) => `B${number}`);
    const sizes = ["B19"]; // hostile.test.ts has files that are too large
    const met = new Set([...rows.map(({ id }) => id), ...Object.keys(ELSEWHERE), ...sizes]);
    expect([...met].toSorted()).toEqual(ids.toSorted());
  });
});
