import { forgotten, NOTHING, type ResourceState } from "../../engine/embedded/deploy/state";
import { withoutResources } from "../../engine/pulumi/without-resources";

const DB = "urn:pulumi:prod::p::gcp:sql/databaseInstance:DatabaseInstance::db-1";
const USER = "urn:pulumi:prod::p::gcp:sql/user:User::app";
const NET = "urn:pulumi:prod::p::gcp:compute/network:Network::net";

describe("a state that forgets a resource", () => {
  const document = {
    version: 3,
    deployment: {
      manifest: { version: "3.250.0" },
      secrets_providers: { type: "passphrase" },
      resources: [
        { urn: NET, type: "network" },
        { urn: DB, type: "db", dependencies: [NET], protect: true },
        {
          urn: USER,
          type: "user",
          dependencies: [NET, DB],
          propertyDependencies: { instance: [DB], name: [] },
          deletedWith: DB,
          inputs: { password: { ciphertext: "abc" } },
        },
      ],
    },
  };

  it("has it nowhere any more, and is otherwise as the CLI wrote it", () => {
    const left = withoutResources(document, [DB]);
    expect(JSON.stringify(left)).not.toContain(DB);
    expect(left).toEqual({
      version: 3,
      deployment: {
        ...document.deployment,
        resources: [
          { urn: NET, type: "network" },
          {
            urn: USER,
            type: "user",
            dependencies: [NET],
            propertyDependencies: { instance: [], name: [] },
            inputs: { password: { ciphertext: "abc" } },
          },
        ],
      },
    });
  });

  it("is the same document if there is nothing to forget", () => {
    expect(withoutResources(document, [])).toEqual(document);
  });

  it("does the same with the embedded engine's", () => {
    const resource = (urn: string, more: Partial<ResourceState>) =>
      ({ urn, dependencies: [], propertyDependencies: {}, ...more }) as unknown as ResourceState; // the rest is carried along
    const resources = [
      resource(DB, {}),
      resource(USER, { dependencies: [DB], propertyDependencies: { instance: [DB] } }),
    ];
    expect(forgotten({ ...NOTHING, resources }, [DB])).toEqual({
      pending: [],
      resources: [resource(USER, { propertyDependencies: { instance: [] } })],
    });
  });
});
