import { environmentDifference } from "../../inventory/environment";
import type { Inventory } from "../../inventory/model";

const resource = (type: string, name: string, inputs: object, custom = true) =>
  ({ urn: `urn::${type}::${name}`, type, name, inputs, custom }) as never;
const inventory = (...resources: never[]) => ({ resources }) as unknown as Inventory;
const SYSTEMS = { base: "bank", copy: "bank-test" };

describe("an environment beside the system that it is a copy of", () => {
  const base = inventory(
    resource("sql", "bank-db-us-east1", { name: "bank-db-us-east1", tier: "n-4", flags: [1, 2] }),
    resource("network", "bank", { host: "bank.example.com" }),
    resource("Component", "bank", { role: "primary" }, false),
  );

  it("has the same shape where only sizes differ, whatever it is called", () => {
    const copy = inventory(
      resource("sql", "bank-test-db-us-east1", {
        ...{ name: "bank-test-db-us-east1", tier: "n-2", flags: [1, 3] },
      }),
      resource("network", "bank-test", { host: "bank-test.example.com" }),
    );
    expect(environmentDifference(base, copy, SYSTEMS)).toEqual({
      missing: [],
      extra: [],
      changes: [
        { resource: "sql bank-db-us-east1", path: "tier", from: `"n-4"`, to: `"n-2"` },
        { resource: "sql bank-db-us-east1", path: "flags[1]", from: "2", to: "3" },
        {
          resource: "network bank",
          path: "host",
          from: `"bank.example.com"`,
          to: `"bank-test.example.com"`,
        },
      ],
    });
  });

  it("has another one where it lacks something, or has something besides", () => {
    const copy = inventory(resource("network", "bank-test", {}), resource("vpn", "bank-test", {}));
    const { missing, extra, changes } = environmentDifference(base, copy, SYSTEMS);
    expect({ missing, extra }).toEqual({ missing: ["sql bank-db-us-east1"], extra: ["vpn bank"] });
    expect(changes).toEqual([
      { resource: "network bank", path: "host", from: `"bank.example.com"`, to: "" },
    ]);
  });
});
