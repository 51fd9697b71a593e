import { UNKNOWN, type Inventory, type Resource } from "../../inventory/model";
import { inStableOrder } from "../../inventory/order";
import { fromPreview, toPreview } from "../../inventory/preview-json";

const URN = "urn:pulumi:prod::shop::";
const ROOT = `${URN}pulumi:pulumi:Stack::shop-prod`;
const NETWORK = `${URN}gcp:compute/network:Network::main`;
const SUBNET = `${URN}gcp:compute/subnetwork:Subnetwork::a`;

function resource(urn: string, more: Partial<Resource> = {}): Resource {
  const [, , chain = "", name = ""] = urn.split("::");
  return {
    urn,
    type: chain,
    name,
    custom: urn !== ROOT,
    inputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    ...more,
  };
}

const inventory: Inventory = {
  project: "shop",
  stack: "prod",
  resources: [
    resource(ROOT),
    resource(NETWORK, { parent: ROOT, protect: true, inputs: { autoCreateSubnetworks: false } }),
    resource(SUBNET, {
      parent: ROOT,
      inputs: { network: UNKNOWN, secondaryIpRanges: [{ rangeName: "pods" }] },
      dependencies: [NETWORK],
      propertyDependencies: { network: [NETWORK] },
      retainOnDelete: true,
      ignoreChanges: ["description"],
      timeouts: { create: 5400 },
    }),
  ],
  outputs: { networkId: UNKNOWN },
};

describe("a preview", () => {
  it("says the same after it was written and read", () => {
    const text = JSON.stringify(toPreview(inventory, { config: { "gcp:project": "x" } }));
    expect(fromPreview(JSON.parse(text))).toEqual(inventory);
    expect(JSON.parse(text)).toMatchObject({
      config: { "gcp:project": "x" },
      changeSummary: { create: 3 },
    });
  });

  it("is written as the CLI writes one: nothing empty, nothing false", () => {
    expect(toPreview(inventory).steps[1]).toEqual({
      op: "create",
      urn: NETWORK,
      newState: {
        urn: NETWORK,
        custom: true,
        type: "gcp:compute/network:Network",
        inputs: { autoCreateSubnetworks: false },
        parent: ROOT,
        protect: true,
      },
    });
  });

  it("holds what will exist: no providers, nothing deleted or only read, no edges to those", () => {
    const state = (urn: string, more: object = {}) => ({
      urn,
      type: urn.split("::")[2],
      custom: true,
      ...(urn === ROOT ? {} : { parent: ROOT }),
      ...more,
    });
    const provider = `${URN}pulumi:providers:gcp::default`;
    const shared = `${URN}gcp:compute/address:Address::shared`;
    const steps = [
      { op: "same", urn: ROOT, newState: { ...state(ROOT), custom: false } },
      { op: "create", urn: provider, newState: state(provider) },
      { op: "read", urn: shared, newState: state(shared, { external: true }) },
      { op: "delete", urn: `${URN}a:b:C::old`, oldState: state(`${URN}a:b:C::old`) },
      { op: "create-replacement", urn: SUBNET, newState: state(SUBNET) },
      {
        op: "replace",
        urn: SUBNET,
        newState: state(SUBNET, { dependencies: [provider, NETWORK] }),
      },
      { op: "delete-replaced", urn: SUBNET, newState: state(SUBNET) },
      {
        op: "update",
        urn: NETWORK,
        newState: state(NETWORK, {
          dependencies: [shared],
          propertyDependencies: { address: [shared], mtu: [], routingMode: null },
        }),
      },
    ];
    const read = fromPreview({ steps });
    expect(read.resources.map(({ urn }) => urn)).toEqual([ROOT, NETWORK, SUBNET]);
    expect(read.resources[1]).toEqual(resource(NETWORK, { parent: ROOT }));
    expect(read.resources[2]?.dependencies).toEqual([NETWORK]);
  });

  it("doesn't show which engine wrote an asset or a reference", () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const asset = { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "x" };
    const reference = { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: NETWORK };
    const inputs = {
      source: { ...asset, hash: "123" },
      list: [{ ...reference, id: "", packageVersion: "" }],
      settings: { hash: "mine", id: "mine" },
    };
    const { resources } = fromPreview(
      toPreview({ ...inventory, resources: [resource(ROOT, { inputs })] }),
    );
    expect(resources[0]?.inputs).toEqual({
      source: asset,
      list: [reference],
      settings: { hash: "mine", id: "mine" },
    });
  });

  it.each([
    [null, `not a preview: it has no list "steps"`],
    [{ steps: {} }, `not a preview: it has no list "steps"`],
    [{ steps: [{ newState: { urn: "x" } }] }, `a step has a "newState" without "urn" or "type"`],
    [{ steps: [] }, "no step registers the stack itself"],
  ])("is refused if it is %j", (json, message) => {
    expect(() => fromPreview(json)).toThrow(message);
  });
});

describe("the order of resources", () => {
  it("is parents and dependencies first, then by URN, however they came", () => {
    const parent = resource(`${URN}x:y:Z::z`);
    const child = resource(`${URN}x:y:Z$a:b:C::a`, { parent: parent.urn });
    const first = resource(`${URN}a:a:A::user`, { dependencies: [child.urn] });
    const expected = [parent, child, first, resource(`${URN}b:b:B::b`)];
    expect(inStableOrder(expected)).toEqual(expected);
    expect(inStableOrder([...expected].reverse())).toEqual(expected);
  });

  it("survives a circle", () => {
    const component = resource(`${URN}a:b:C::a`, { dependencies: [`${URN}a:b:D::d`] });
    const child = resource(`${URN}a:b:D::d`, { parent: component.urn });
    expect(inStableOrder([component, child])).toHaveLength(2);
  });
});
