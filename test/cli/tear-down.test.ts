import type { PreviewState } from "../../inventory/preview-json";
import { heldIn, lossesOf, tearDown } from "../../cli/tear-down";
import { topologyFrom } from "./topology-from";

const HOME = "us-central1";
const OTHER = "us-east1";
const standing = topologyFrom({ "regions.us-east1.state": "standing" });
const planned = topologyFrom({});

const custom = (type: string, name: string, more: Partial<PreviewState> = {}): PreviewState => ({
  urn: `urn:pulumi:prod::standby::${type}::${name}`,
  type,
  custom: true,
  ...more,
});
const SQL = "gcp:sql/databaseInstance:DatabaseInstance";
const component: PreviewState = { urn: "urn:c", type: "standby:index:Global", custom: false };

describe("what takes a system down", () => {
  it("has home let go, then each region open and gone, and home last", () => {
    expect(tearDown(standing, { [HOME]: "protected", [OTHER]: "protected" })).toEqual({
      edits: { "regions.us-east1.state": "planned" },
      stages: [
        { kind: "release", region: HOME },
        { kind: "open", region: OTHER },
        { kind: "delete", region: OTHER },
        { kind: "open", region: HOME },
        { kind: "delete", region: HOME },
      ],
    });
  });

  it.each([
    ["home had let go", planned, "protected", "protected", [HOME, OTHER, OTHER, HOME, HOME]],
    ["the region was open", planned, "protected", "open", [OTHER, HOME, HOME]],
    ["the region was gone", planned, "protected", "nothing", [HOME, HOME]],
    ["home was open", planned, "open", "nothing", [HOME]],
    ["all was gone", planned, "nothing", "nothing", []],
  ] as const)("goes on where it was cut off: %s", (_, topology, home, other, regions) => {
    const found = tearDown(topology, { [HOME]: home, [OTHER]: other });
    expect("stages" in found && found.stages.map(({ region }) => region)).toEqual(regions);
    expect(found).toMatchObject({ edits: {} });
  });

  it("never deploys what has lost its protection: that would make it anew", () => {
    const found = tearDown(standing, { [HOME]: "open", [OTHER]: "open" });
    expect("stages" in found && found.stages.map(({ kind }) => kind)).toEqual(["delete", "delete"]);
  });

  it("is refused while another region writes, or one is lost", () => {
    const away = { primary: OTHER, "regions.us-east1.state": "standing" };
    const lost = { ...away, "regions.us-central1.state": "lost" };
    const held = { [HOME]: "protected", [OTHER]: "protected" } as const;
    expect(tearDown(topologyFrom(away), held)).toEqual({
      problems: ["us-east1 takes the writes; move them home first: standby switchover us-central1"],
    });
    expect(tearDown(topologyFrom(lost), held)).toMatchObject({
      problems: [
        expect.any(String),
        "us-central1 is lost; bring it back first: standby rejoin us-central1",
      ],
    });
  });
});

describe("what a state has", () => {
  it.each([
    ["nothing", []],
    ["nothing", [component]],
    ["open", [component, custom(SQL, "db")]],
    [
      "protected",
      [custom("gcp:compute/firewall:Firewall", "f"), custom(SQL, "db", { protect: true })],
    ],
  ])("is %s", (held, state) => expect(heldIn(state)).toBe(held));

  it("tells what is lost from what stays, and doesn't count what goes with its parent", () => {
    const instance = custom(SQL, "db", { protect: true });
    const abandoned = { inputs: { deletionPolicy: "ABANDON" } };
    expect(
      lossesOf([
        component,
        custom("gcp:compute/network:Network", "vpc"),
        custom("gcp:projects/service:Service", "peering"),
        custom("gcp:compute/firewall:Firewall", "f"),
        instance,
        custom("gcp:sql/database:Database", "accounts", {
          ...abandoned,
          dependencies: [instance.urn],
        }),
        custom("gcp:firestore/database:Database", "products-db", abandoned),
        custom("gcp:servicenetworking/connection:Connection", "peering", {
          ...abandoned,
          dependencies: [
            "gcp:compute/network:Network::vpc",
            "gcp:projects/service:Service::peering",
          ].map((name) => `urn:pulumi:prod::standby::${name}`),
        }),
        custom("gcp:kms/keyRing:KeyRing", "keys", { retainOnDelete: true }),
      ]),
    ).toMatchObject({
      lost: [
        "sql.DatabaseInstance db: all of its databases, and with them its point-in-time recovery",
      ],
      left: [
        "firestore.Database products-db",
        "servicenetworking.Connection peering",
        "compute.Network vpc", // in use by what stays
        "kms.KeyRing keys",
      ],
    });
  });
});
