import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declaredTsv, differences, installedSdks } from "../../scripts/declared-fields";

const FOLDER = join(__dirname, "..", "..", "inventory", "fields");
const google = readFileSync(join(FOLDER, "google.tsv"), "utf8");
const sdks = installedSdks();
const { gcp } = sdks;

describe("declared.tsv", () => {
  it("is what the script makes of the installed SDKs", () => {
    const committed = readFileSync(join(FOLDER, "declared.tsv"), "utf8");
    expect(declaredTsv(google, sdks) === committed).toBe(true);
  });
});

describe("google.tsv", () => {
  it("agrees with the installed SDK", () => {
    expect(differences(google, gcp)).toEqual([]);
  });

  it("would show what an upgrade changes", () => {
    const rows = [
      ["compute.Network", "mtu", "string", "REQ", ""],
      ["compute.Network", "colour", "string", "", ""],
      ["compute.Network", "routingMode", "string", "REQ", ""],
      ["compute.UnheardOf", "name", "string", "", ""],
    ];
    const drifted = rows.map((row) => row.join("\t")).join("\n");
    expect(differences(drifted, gcp)).toEqual([
      "compute.Network mtu is number now, not string",
      "compute.Network colour is gone from the SDK",
      "compute.Network routingMode is optional now",
      "compute.UnheardOf is gone from the SDK",
    ]);
  });
});

describe("SdkDeclarations", () => {
  const typesOf = (module: string, name: string) =>
    Object.fromEntries(gcp.fields(module, name).map(({ path, type }) => [path, type]));

  it("finds a class whose file is spelt otherwise", () => {
    expect(typesOf("compute", "URLMap")["defaultService"]).toBe("string");
  });

  it("reads every form of type", () => {
    const cluster = typesOf("container", "Cluster");
    expect(cluster).toMatchObject({
      name: "string",
      initialNodeCount: "number",
      deletionProtection: "boolean",
      nodeLocations: "string[]",
      resourceLabels: "Map:string",
      nodePools: "container.ClusterNodePool[]",
      "nodePools.nodeConfig": "container.ClusterNodePoolNodeConfig",
      "nodePools.nodeConfig.machineType": "string",
    });
  });

  it("leaves no type of the SDK unread but assets", () => {
    const unread = ["compute", "storage", "container", "sql"].flatMap((module) =>
      gcp
        .classes(module)
        .flatMap((name) => gcp.fields(module, name).filter(({ type }) => type === "any"))
        .map(({ path }) => path),
    );
    expect(unread).toEqual(["source"]);
  });
});
