import { checkFields } from "../../../inventory/fields/check";
import { loadFieldRules } from "../../../inventory/fields/rules";
import { group, nat, subnetwork, template } from "../good";
import { record, writer } from "../good-data";
import { resource } from "../scene";
import { findFaults, type Row } from "./says";

const job = () =>
  resource("cloudscheduler.Job", {
    name: "export",
    httpTarget: { uri: "https://bank.example.com/", body: "e30=" },
  });
const slo = () =>
  resource("monitoring.Slo", {
    service: "web",
    goal: 0.999,
    rollingPeriodDays: 28,
    basicSli: { availability: { enabled: true } },
  });
const user = () =>
  resource("sql.User", { name: "app", instance: "bank", passwordWo: "x", passwordWoVersion: 1 });
const policy = () =>
  resource("compute.ResourcePolicy", {
    name: "daily",
    snapshotSchedulePolicy: { schedule: { dailySchedule: { daysInCycle: 1, startTime: "04:00" } } },
  });

const rows: readonly Row[] = [
  [
    "two that exclude one another",
    group(),
    { "updatePolicy.maxSurgePercent": 50 },
    [
      "fields/ConflictsWith updatePolicy.maxSurgeFixed: can't be given together with updatePolicy.maxSurgePercent; leave one of them out",
    ],
  ],
  [
    "two that exclude one another, one pluralised",
    template({ namePrefix: "web-" }),
    { name: "web" },
    ["fields/ConflictsWith name: can't be given together with namePrefix; leave one of them out"],
  ],
  [
    "none of a choice",
    record(),
    { rrdatas: undefined },
    ["fields/ExactlyOneOf : has none of routingPolicy or rrdatas; give exactly one of them"],
  ],
  [
    "two of a choice",
    record(),
    { routingPolicy: { wrrs: [{ weight: 1, rrdatas: ["203.0.113.1"] }] } },
    [
      "fields/ExactlyOneOf routingPolicy: can't be given together with rrdatas; leave one of them out",
    ],
  ],
  [
    "none of a choice deep inside",
    policy(),
    { "snapshotSchedulePolicy.schedule": {} },
    [
      "fields/ExactlyOneOf snapshotSchedulePolicy.schedule: has none of snapshotSchedulePolicy.schedule.dailySchedule, snapshotSchedulePolicy.schedule.hourlySchedule or snapshotSchedulePolicy.schedule.weeklySchedule; give exactly one of them",
    ],
  ],
  [
    "one without its company",
    user(),
    { passwordWoVersion: undefined },
    ["fields/RequiredWith passwordWo: is given without passwordWoVersion; give both or neither"],
  ],
  [
    "two of a choice that the source names",
    resource("storage.TransferJob", {
      description: "copy",
      transferSpec: { gcsDataSource: { bucketName: "a" }, gcsDataSink: { bucketName: "b" } },
    }),
    { "transferSpec.httpDataSource": { listUrl: "https://bank.example.com/list" } },
    [
      "fields/ExactlyOneOf transferSpec.gcsDataSource: can't be given together with transferSpec.httpDataSource; leave one of them out",
    ],
  ],
  [
    "a bad name",
    subnetwork(),
    { name: "Bank" },
    [
      'fields/check name: "Bank" is not allowed; give a name of 1 to 63 lower-case letters, digits and dashes that starts with a letter and doesn\'t end with a dash',
    ],
  ],
  [
    "a NAT's short name",
    nat(),
    { name: "n" },
    [
      'fields/check name: "n" is not allowed; give a name of 2 to 63 lower-case letters, digits and dashes that starts with a letter and doesn\'t end with a dash',
    ],
  ],
  [
    "a prefix too long",
    template(),
    { namePrefix: "a".repeat(55) },
    [
      'fields/check namePrefix: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not allowed; give at most 54 characters (this has 55)',
    ],
  ],
  [
    "a cluster's name too long",
    resource("container.Cluster", { name: "bank" }),
    { name: "a".repeat(41) },
    [
      'fields/check name: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not allowed; give at most 40 characters (this has 41)',
    ],
  ],
  [
    "a record without its dot",
    record(),
    { name: "www.bank.example.com" },
    [
      'fields/check name: "www.bank.example.com" is not allowed; give a DNS name that ends with a dot; add the dot',
    ],
  ],
  [
    "a range that is none",
    subnetwork(),
    { ipCidrRange: "10.0.0.0" },
    ['fields/check ipCidrRange: "10.0.0.0" is not allowed; give a network such as "10.0.0.0/20"'],
  ],
  [
    "a control plane's range",
    resource("container.Cluster", { name: "bank" }),
    { privateClusterConfig: { masterIpv4CidrBlock: "172.16.0.0/27" } },
    [
      'fields/check privateClusterConfig.masterIpv4CidrBlock: "172.16.0.0/27" is not allowed; give a /28 network such as "10.0.0.0/28"',
    ],
  ],
  [
    "a minute past the hour",
    policy(),
    { "snapshotSchedulePolicy.schedule.dailySchedule.startTime": "04:30" },
    [
      'fields/check snapshotSchedulePolicy.schedule.dailySchedule.startTime: "04:30" is not allowed; give a full hour such as "04:00"',
    ],
  ],
  [
    "a body in plain text",
    job(),
    { "httpTarget.body": "{}" },
    ['fields/check httpTarget.body: "{}" is not allowed; give base64; encode the text first'],
  ],
  [
    "a goal of one",
    slo(),
    { goal: 1 },
    ['fields/check goal: "1" is not allowed; give a number above 0 and at most 0.9999'],
  ],
  [
    "a switch that can't be off",
    slo(),
    { "basicSli.availability.enabled": false },
    ['fields/check basicSli.availability.enabled: "false" is not allowed; give true, or nothing'],
  ],
  [
    "a network's name for its link",
    writer(),
    { "settings.ipConfiguration.privateNetwork": "bank" },
    [
      'fields/check settings.ipConfiguration.privateNetwork: "bank" is not allowed; give a network\'s link such as "projects/P/global/networks/N"',
    ],
  ],
  [
    "a router's number",
    resource("compute.Router", { name: "bank", network: "bank" }),
    { bgp: { asn: 65535 } },
    [
      'fields/check bgp.asn: "65535" is not allowed; give a private number: 64512 to 65534, 4200000000 to 4294967294, or 16550',
    ],
  ],
  [
    "a dashboard that isn't JSON",
    resource("monitoring.Dashboard", { dashboardJson: "{}" }),
    { dashboardJson: "{" },
    ['fields/check dashboardJson: "{" is not allowed; give JSON'],
  ],
];

describe("checkFields", () => {
  findFaults(rows);

  it("finds none of several, of which one at least is needed", () => {
    const bond = "AtLeastOneOf={schedule.0.min_size,schedule.0.max_size}";
    const file = [
      "a.B\tschedule\ta.BSchedule\t\t",
      `a.B\tschedule.minSize\tnumber\t\t${bond}`,
      `a.B\tschedule.maxSize\tnumber\t\t${bond}`,
    ];
    const rules = loadFieldRules(file.join("\n"), "");
    const found = (inputs: Record<string, unknown>) =>
      checkFields(resource("a.B", inputs), rules).map(({ path, message }) => `${path}: ${message}`);
    expect(found({})).toEqual([]);
    expect(found({ schedule: { maxSize: 3 } })).toEqual([]);
    expect(found({ schedule: {} })).toEqual([
      "schedule: has none of schedule.maxSize or schedule.minSize; give at least one of them",
    ]);
  });
});
