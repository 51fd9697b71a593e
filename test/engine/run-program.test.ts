import path from "node:path";
import { runProgram, type ProgramResult } from "../../engine/embedded/run-program";
import { readStacks } from "../../engine/project";
import { SECRET, UNKNOWN, type Resource } from "../../inventory/model";
import { toPreview } from "../../inventory/preview-json";

const SHOP = path.join(__dirname, "fixtures/shop");
const PREFIX = "urn:pulumi:prod::shop::";

async function preview(): Promise<ProgramResult> {
  const [prod] = readStacks(SHOP);
  return runProgram({ dir: SHOP, stack: "prod", config: prod?.config ?? {} });
}

describe("runProgram", () => {
  let result: ProgramResult;
  beforeAll(async () => {
    result = await preview();
  });

  function find(urn: string): Resource {
    const found = result.inventory.resources.find((resource) => resource.urn === PREFIX + urn);
    if (!found) throw new Error(`${urn} was not registered`);
    return found;
  }

  it("registers everything, without a word", () => {
    expect(result.diagnostics).toEqual([]);
    expect(result.failed).toBe(false);
    expect(result.inventory).toMatchObject({ project: "shop", stack: "prod" });
    expect(result.inventory.resources).toHaveLength(17);
  });

  it("names resources by the types of all components above them", () => {
    const zone = "shop:index:Network$shop:index:Region$shop:index:Zone";
    expect(find(`${zone}$gcp:compute/subnetwork:Subnetwork::central-a`)).toMatchObject({
      name: "central-a",
      custom: true,
      parent: `${PREFIX}${zone}::central-a`,
    });
    expect(find("shop:index:Network::main")).toMatchObject({
      custom: false,
      parent: `${PREFIX}pulumi:pulumi:Stack::shop-prod`,
    });
  });

  it("takes a dependency on a component for one on what it holds", () => {
    const sql = find("gcp:sql/databaseInstance:DatabaseInstance::accounts");
    const zone = `${PREFIX}shop:index:Network$shop:index:Region$shop:index:Zone`;
    const network = `${PREFIX}shop:index:Network$gcp:compute/network:Network::main`;
    const password = `${PREFIX}random:index/randomPassword:RandomPassword::database`;
    expect(sql.dependencies).toEqual([
      password,
      network,
      `${zone}$gcp:compute/subnetwork:Subnetwork::central-a`,
      `${zone}$gcp:compute/subnetwork:Subnetwork::central-b`,
    ]);
    expect(sql.propertyDependencies).toEqual({ rootPassword: [password], settings: [network] });
  });

  it("keeps options, also those that come from a parent or a transform", () => {
    const zone = "shop:index:Network$shop:index:Region$shop:index:Zone";
    const protectedOnes = result.inventory.resources.filter(({ protect }) => protect);
    expect(protectedOnes.map(({ name }) => name).sort()).toEqual([
      "accounts",
      "central",
      ...["central-a", "central-a", "central-b"], // zone b's subnet says that it isn't
      "documents",
    ]);
    expect(find(`${zone}::central-a`)).toMatchObject({ protect: true, retainOnDelete: true });
    expect(find("gcp:sql/databaseInstance:DatabaseInstance::accounts").retainOnDelete).toBe(true);
    expect(find("gcp:storage/bucketObject:BucketObject::changed")).toMatchObject({
      ignoreChanges: ["metadata"],
      retainOnDelete: true,
    });
    expect(find("random:index/randomPassword:RandomPassword::database").ignoreChanges).toEqual([
      "length",
    ]);
  });

  it("applies transforms of the resource, of its parents, and of the stack", () => {
    const subnet = "shop:index:Network$shop:index:Region$shop:index:Zone$gcp:compute/subnetwork";
    expect(find(`${subnet}:Subnetwork::central-a`).inputs).toMatchObject({
      ipCidrRange: "10.0.0.0/24",
      privateIpGoogleAccess: true,
    });
    expect(find("gcp:storage/bucket:Bucket::documents").inputs).toEqual({
      name: "documents-0a0f076",
      location: "US",
      labels: { team: "web" },
      storageClass: "STANDARD",
    });
  });

  it("shows what isn't known yet as unknown", () => {
    const sql = find("gcp:sql/databaseInstance:DatabaseInstance::accounts");
    expect(sql.inputs).toMatchObject({
      rootPassword: UNKNOWN,
      settings: { ipConfiguration: { privateNetwork: UNKNOWN } },
    });
    expect(result.inventory.outputs).toEqual({
      networkId: UNKNOWN,
      instanceName: "shop-accounts",
      rootPassword: UNKNOWN,
      fixed: { zones: ["a", "b"], answer: 42 },
    });
  });

  it("lets no secret out", () => {
    expect(find("gcp:sql/user:User::web").inputs).toMatchObject({ name: "web", password: SECRET });
    const template = find("gcp:compute/regionInstanceTemplate:RegionInstanceTemplate::web");
    expect(template.inputs["metadata"]).toEqual({ instances: "2", note: SECRET });
    const text = JSON.stringify([result, toPreview(result.inventory)]);
    expect(text).not.toMatch(/hunter2|very-secret|a-secret-page/);
  });

  it("makes up names where none is given, and only there", () => {
    const names = ["gcp:compute/globalAddress:GlobalAddress::front", "gcp:sql/user:User::web"];
    expect(names.map((urn) => find(urn).inputs["name"])).toEqual(["front-0564177", "web"]);
    const template = find("gcp:compute/regionInstanceTemplate:RegionInstanceTemplate::web");
    expect(template.inputs).not.toHaveProperty("name"); // it has a namePrefix
  });

  it("leaves providers out, with the edges to them", () => {
    const text = JSON.stringify(result.inventory.resources);
    expect(text).not.toContain("pulumi:providers");
  });

  it("gives the same inventory every time", async () => {
    expect(await preview()).toEqual(result);
  });
});
