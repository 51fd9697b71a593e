import { checkFields } from "../../../inventory/fields/check";
import { SECRET, UNKNOWN } from "../../../inventory/model";
import { group, healthCheck, template } from "../good";
import { record, writer } from "../good-data";
import { changed, fieldRules, resource } from "../scene";
import { findFaults, says, type Row } from "./says";

const rows: readonly Row[] = [
  [
    "an unknown input",
    group(),
    { baseInstancename: "x" },
    [
      'fields/unknown baseInstancename: "baseInstancename" is not an input of compute.RegionInstanceGroupManager; did you mean "baseInstanceName"?',
    ],
  ],
  [
    "an unknown input deep inside",
    template(),
    { "disks.0.diskSizeGB": 20 },
    [
      'fields/unknown disks[0].diskSizeGB: "diskSizeGB" is not an input of compute.RegionInstanceTemplate; did you mean "diskSizeGb"?',
    ],
  ],
  [
    "an input that resembles none",
    group(),
    { flavour: "mint" },
    [
      'fields/unknown flavour: "flavour" is not an input of compute.RegionInstanceGroupManager; leave it out',
    ],
  ],
  [
    "a reserved word",
    group(),
    { constructor: "x" },
    [
      'fields/unknown constructor: "constructor" is not an input of compute.RegionInstanceGroupManager; leave it out',
    ],
  ],
  [
    "a missing input",
    template(),
    { machineType: undefined },
    [
      "fields/required machineType: is missing and compute.RegionInstanceTemplate needs it; give a string",
    ],
  ],
  [
    "a missing list",
    template(),
    { disks: [] },
    ["fields/required disks: is missing and compute.RegionInstanceTemplate needs it; give a list"],
  ],
  [
    "a missing input deep inside",
    group(),
    { autoHealingPolicies: { healthCheck: "bank-live" } },
    [
      "fields/required autoHealingPolicies.initialDelaySec: is missing and compute.RegionInstanceGroupManager needs it; give a number",
    ],
  ],
  [
    "a string for a number",
    group(),
    { "updatePolicy.maxSurgeFixed": "3" },
    ['fields/type updatePolicy.maxSurgeFixed: "3" is a string; give a number'],
  ],
  [
    "a number for a string",
    healthCheck(),
    { description: 7 },
    ['fields/type description: "7" is a number; give a string'],
  ],
  [
    "a string for a flag",
    template(),
    { "disks.0.boot": "true" },
    ['fields/type disks[0].boot: "true" is a string; give a boolean'],
  ],
  [
    "a value for a list",
    group(),
    { distributionPolicyZones: "us-central1-a" },
    ['fields/type distributionPolicyZones: "us-central1-a" is a string; give a list'],
  ],
  [
    "a list for a value",
    resource("compute.BackendService", { name: "web" }),
    { healthChecks: ["bank-ready"] },
    ['fields/type healthChecks: ["bank-ready"] is a list; give a string'],
  ],
  [
    "a value for a block",
    group(),
    { updatePolicy: "PROACTIVE" },
    ['fields/type updatePolicy: "PROACTIVE" is a string; give a block'],
  ],
  [
    "a list for a block",
    group(),
    { updatePolicy: [{}] },
    ["fields/type updatePolicy: [{}] is a list; give a block"],
  ],
  [
    "a number in a map",
    template(),
    { labels: { tier: 1 } },
    ['fields/type labels.tier: "1" is a number; give a string'],
  ],
  [
    "a number in a list",
    group(),
    { "distributionPolicyZones.1": 2 },
    ['fields/type distributionPolicyZones[1]: "2" is a number; give a string'],
  ],
  [
    "a value that isn't allowed",
    group(),
    { "updatePolicy.type": "PROACTIV" },
    [
      'fields/enum updatePolicy.type: "PROACTIV" is not one of OPPORTUNISTIC, PROACTIVE; did you mean "PROACTIVE"?',
    ],
  ],
  [
    "a value that resembles none",
    group(),
    { "updatePolicy.type": "x" },
    ['fields/enum updatePolicy.type: "x" is not one of OPPORTUNISTIC, PROACTIVE; use one of these'],
  ],
  [
    "an entry that isn't allowed",
    resource("monitoring.AlertPolicy", {
      displayName: "a",
      combiner: "OR",
      conditions: [{ displayName: "c" }],
    }),
    { alertStrategy: { notificationPrompts: ["OPENED", "SHUT"] } },
    [
      'fields/enum alertStrategy.notificationPrompts: "SHUT" is not one of NOTIFICATION_PROMPT_UNSPECIFIED, OPENED, CLOSED; use one of these',
    ],
  ],
  [
    "a number out of range",
    group(),
    { autoHealingPolicies: { healthCheck: "bank-live", initialDelaySec: 3601 } },
    [
      'fields/range autoHealingPolicies.initialDelaySec: "3601" is out of range; give a whole number from 0 to 3600',
    ],
  ],
  [
    "a fraction",
    group(),
    { autoHealingPolicies: { healthCheck: "bank-live", initialDelaySec: 0.5 } },
    [
      'fields/range autoHealingPolicies.initialDelaySec: "0.5" is out of range; give a whole number from 0 to 3600',
    ],
  ],
  [
    "too few",
    healthCheck(),
    { sourceRegions: ["us-central1"] },
    ['fields/length sourceRegions: has "1" entries; give at least 3'],
  ],
  [
    "too many",
    resource("compute.ForwardingRule", { name: "web", target: "t" }),
    { ports: ["1", "2", "3", "4", "5", "6"] },
    ['fields/length ports: has "6" entries; give at most 5'],
  ],
  [
    "an output",
    writer(),
    { "settings.version": 3 },
    ["fields/output settings.version: is set by the service alone; leave it out"],
  ],
  [
    "an input that the SDK alone knows",
    resource("projects.Service", { service: "compute.googleapis.com" }),
    { service: undefined, disableOnDelete: true },
    [
      'fields/unknown disableOnDelete: "disableOnDelete" is not an input of projects.Service; did you mean "disableOnDestroy"?',
      "fields/required service: is missing and projects.Service needs it; give a string",
    ],
  ],
];

describe("checkFields", () => {
  findFaults(rows);

  it("says that it knows nothing of a kind", () => {
    const [finding, ...more] = checkFields(
      resource("compute.UnheardOf", { any: "thing" }),
      fieldRules,
    );
    expect(more).toEqual([]);
    expect(finding).toEqual({
      severity: "uncovered",
      urn: "urn:pulumi:prod::bank::gcp:compute/unheardOf:UnheardOf::web",
      path: "",
      message:
        "no field rules exist for gcp:compute/unheardOf:UnheardOf; nothing about it has been checked",
      rule: "fields/uncovered",
    });
  });

  it.each([UNKNOWN, SECRET])("lets %s stand for every type", (late) => {
    const all = [
      "updatePolicy",
      "namedPorts",
      "distributionPolicyZones",
      "waitForInstances",
      "targetSize",
    ];
    expect(says(changed(group(), Object.fromEntries(all.map((key) => [key, late]))))).toEqual([]);
  });

  it("takes an unknown part of a choice for the one", () => {
    expect(says(changed(record(), { rrdatas: UNKNOWN }))).toEqual([]);
    expect(says(changed(record(), { routingPolicy: UNKNOWN }))).toEqual([]);
    expect(says(changed(record(), { rrdatas: undefined, routingPolicy: UNKNOWN }))).toEqual([]);
  });

  it("passes over what the engine marks, what is null, and a name to be made up", () => {
    const marked = { ...group().inputs, __defaults: ["name"], name: undefined, description: null };
    expect(says(resource("compute.RegionInstanceGroupManager", marked))).toEqual([]);
  });

  it("takes an empty text for a value that isn't given", () => {
    expect(
      says(resource("compute.ForwardingRule", { name: "psc", loadBalancingScheme: "" })),
    ).toEqual([]);
  });
});
