import * as fc from "fast-check";
import { checkInventory } from "../../inventory/check";
import { SECRET, UNKNOWN, type Resource } from "../../inventory/model";
import * as good from "./good";
import * as data from "./good-data";
import { changed, fieldRules, inventory } from "./scene";

const resources: readonly Resource[] = [
  ...[good.network(), good.subnetwork(), good.proxySubnetwork(), good.nat(), good.firewall()],
  ...[good.template(), good.group(), good.autoscaler(), good.healthCheck(), good.dnsCheck()],
  ...[good.backendService(), good.regionalBackend(), good.urlMap(), good.httpsProxy()],
  ...[good.globalRule(), good.regionalRule(), good.securityPolicy(), data.writer(), data.replica()],
  ...[data.mySql(), data.bucket(), data.zone(), data.record(), data.routedRecord()],
  data.internalRecord(),
];
const anyResource = fc.constantFrom(...resources);
/** Values that are wrong in most places, so that there is something to find. */
const anyValue = fc.oneof(
  ...[fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)],
  ...[fc.constant([]), fc.constant({}), fc.jsonValue()],
);

function findings(all: readonly Resource[]): readonly unknown[] {
  return checkInventory(inventory(all), fieldRules).findings;
}

describe("checkInventory", () => {
  it("finds nothing in the scenes together", () => {
    expect(findings(resources)).toEqual([]);
  });

  it.each(resources.map((one) => [one.type, one] as const))(
    "never minds a value of %s that comes late",
    (_, one) => {
      const found = placesIn(one.inputs).flatMap((place) =>
        [UNKNOWN, SECRET].flatMap((late) => findings([changed(one, { [place]: late })])),
      );
      expect(found).toEqual([]);
    },
  );

  it("doesn't depend on the order of keys", () => {
    fc.assert(
      fc.property(anyResource, fc.nat(), anyValue, (one, at, value) => {
        const paths = placesIn(one.inputs);
        const spoilt = changed(one, { [paths[at % paths.length] ?? ""]: value });
        // Turning an object's keys around gives an object again.
        const turned = { ...spoilt, inputs: turnedKeys(spoilt.inputs) as Resource["inputs"] };
        expect(findings([turned])).toEqual(findings([spoilt]));
      }),
      { numRuns: 300 },
    );
  });

  it("survives any input, whatever it is", () => {
    fc.assert(
      fc.property(anyResource, fc.nat(), anyValue, (one, at, value) => {
        const paths = placesIn(one.inputs);
        const spoilt = changed(one, { [paths[at % paths.length] ?? ""]: value });
        expect(() => findings([spoilt, ...resources])).not.toThrow();
      }),
      { numRuns: 25 },
    );
  });
});

/** The paths of all values, blocks and lists included, as `changed` takes them. */
function placesIn(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    placesIn(inner, path === "" ? key : `${path}.${key}`),
  );
  return path === "" ? inside : [path, ...inside];
}

function turnedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turnedKeys(inner)]),
  );
}
