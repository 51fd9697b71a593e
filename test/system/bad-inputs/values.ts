import { type BadInput } from "./row";

const UNITS =
  "write a number, a space and a unit (second, seconds, minute, minutes, hour, hours, day, days, week, weeks)";
const PORT = "services.web.runs.port:20";
const PORTS = "must be a whole number from 1 to 65535";
const TIME = 'must be a time in UTC such as "03:00"';

/** Bad inputs by place and number: B38 to B53. */
export const values: readonly BadInput[] = [
  {
    id: "B38",
    what: "one region",
    find: "  us-east1: { zones: [b, c] }\n",
    write: "",
    problems: [
      'regions:2 has one region; the loss of a region takes two to survive: add one, with "state: planned" until it stands',
    ],
  },
  {
    id: "B38",
    what: "the same region twice",
    find: "us-east1:",
    write: "us-central1:",
    problems: [
      'regions:2 has one region; the loss of a region takes two to survive: add one, with "state: planned" until it stands',
      "regions.us-central1:4 is there already in line 3; keep one of the two",
    ],
  },
  {
    id: "B38",
    what: "a bucket in one region, twice",
    find: "  orders-db:\n    kind: cloud-sql",
    write:
      "  files: { kind: bucket, location: [us-east1, us-east1], trash: 1 day, softDelete: 7 days }\n  orders-db:\n    kind: cloud-sql",
    problems: [
      'data.files.location[1]:25 "us-east1" is there twice; a dual-region is two regions, and one alone is written as text',
    ],
  },
  {
    id: "B40",
    what: "one zone for what is critical",
    find: "zones: [b, c]",
    write: "zones: [b]",
    problems: [
      "regions.us-east1.zones:4 has one zone, and web must survive the loss of one; name two",
    ],
  },
  {
    id: "B40",
    what: "one zone twice",
    find: "zones: [b, c]",
    write: "zones: [b, b]",
    problems: [
      "regions.us-east1.zones:4 has one zone, and web must survive the loss of one; name two",
      'regions.us-east1.zones[1]:4 "b" is there already as zones[0]; a zone counts once',
    ],
  },
  {
    id: "B40",
    what: "no zone",
    find: "zones: [b, c]",
    write: "zones: []",
    problems: ["regions.us-east1.zones:4 must have at least 1 item"],
  },
  {
    id: "B47",
    what: "a path without a slash",
    find: "readiness: /readyz",
    write: "readiness: readyz",
    problems: [
      'services.web.health.readiness:22 "readyz" must begin with "/" and hold no blank, "?", "#" or "*", such as "/readyz"',
    ],
  },
  {
    id: "B47",
    what: "a port that is a word",
    find: "port: 8080",
    write: "port: http",
    problems: [`${PORT} got "http" (text); ${PORTS}`],
  },
  {
    id: "B47",
    what: "a port out of range",
    find: "port: 8080",
    write: "port: 65536",
    problems: [`${PORT} got 65536 (number); ${PORTS}`],
  },
  {
    id: "B49",
    what: "an hour of 25",
    find: "recoveryWindow: 7 days",
    write: 'recoveryWindow: 7 days\n    backups: { at: "25:00" }',
    problems: [`data.orders-db.backups.at:31 "25:00" ${TIME}`],
  },
  {
    id: "B49",
    what: "an hour of one digit",
    find: "recoveryWindow: 7 days",
    write: 'recoveryWindow: 7 days\n    backups: { at: "3:00" }',
    problems: [`data.orders-db.backups.at:31 "3:00" ${TIME}`],
  },
  {
    id: "B49",
    what: "a time zone at the hour",
    find: "recoveryWindow: 7 days",
    write: "recoveryWindow: 7 days\n    backups: { at: 03:00Z }",
    problems: [`data.orders-db.backups.at:31 "03:00Z" ${TIME}`],
  },
  {
    id: "B49",
    what: "a day of maintenance by number",
    find: "standby: warm",
    write: "standby: warm\nmaintenance: { day: 0, hour: 4 }",
    problems: [
      "maintenance.day:8 got 0 (number); must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    ],
  },
  {
    id: "B50",
    what: "logs for 8 days on ENTERPRISE",
    find: "recoveryWindow: 7 days",
    write: "recoveryWindow: 8 days",
    problems: [
      'data.orders-db.recoveryWindow:30 "8 days" is more than ENTERPRISE keeps; use 1 to 7 days, or ENTERPRISE_PLUS with a tier such as "db-perf-optimized-N-4"',
    ],
  },
  {
    id: "B50",
    what: "logs for 36 days on ENTERPRISE_PLUS",
    find: "tier: db-custom-2-7680\n    size: 20 GB\n    recoveryWindow: 7 days",
    write: "tier: db-perf-optimized-N-4\n    size: 20 GB\n    recoveryWindow: 36 days",
    problems: [
      'data.orders-db.recoveryWindow:30 "36 days" is out of range; it can be 1 day to 35 days',
    ],
  },
  {
    id: "B50",
    what: "no backups kept",
    find: "recoveryWindow: 7 days",
    write: "recoveryWindow: 7 days\n    backups: { keep: 0 }",
    problems: [
      "data.orders-db.backups.keep:31 got 0 (number); must be a whole number from 1 to 365",
    ],
  },
  {
    id: "B50",
    what: "fewer backups than the recovery window",
    find: "recoveryWindow: 7 days",
    write: "recoveryWindow: 7 days\n    backups: { keep: 3 }",
    problems: [
      "data.orders-db.backups.keep:31 3 daily backups reach less far back than the recovery window of 7 days; keep 7 or more",
    ],
  },
  {
    id: "B53",
    what: "a unit cut short",
    find: "bootTime: 60 seconds",
    write: "bootTime: 60s",
    problems: ['services.web.runs.bootTime:21 "60s" is not a duration; did you mean "60 seconds"?'],
  },
  {
    id: "B53",
    what: "no unit",
    find: "bootTime: 60 seconds",
    write: "bootTime: 60",
    problems: [
      'services.web.runs.bootTime:21 got 60 (number); must be a duration with its unit, such as "15 minutes"',
    ],
  },
  {
    id: "B53",
    what: "a number in quotes without a unit",
    find: "bootTime: 60 seconds",
    write: 'bootTime: "60"',
    problems: [
      `services.web.runs.bootTime:21 "60" is not a duration; ${UNITS}, such as "15 minutes"`,
    ],
  },
  {
    id: "B53",
    what: "capitals",
    find: "bootTime: 60 seconds",
    write: "bootTime: 300S",
    problems: [
      'services.web.runs.bootTime:21 "300S" is not a duration; did you mean "300 seconds"?',
    ],
  },
  {
    id: "B53",
    what: "longer than anything is kept",
    find: "bootTime: 60 seconds",
    write: "bootTime: 99999999999 days",
    problems: ['services.web.runs.bootTime:21 "99999999999 days" must be at most 36500 days'],
  },
  {
    id: "B53",
    what: "ISO 8601",
    find: "bootTime: 60 seconds",
    write: "bootTime: P1D",
    problems: [
      `services.web.runs.bootTime:21 "P1D" is not a duration; ${UNITS}, such as "15 minutes"`,
    ],
  },
  {
    id: "B53",
    what: "two units",
    find: "bootTime: 60 seconds",
    write: "bootTime: 1 minute 30 seconds",
    problems: [
      'services.web.runs.bootTime:21 "1 minute 30 seconds" is not a duration; did you mean "90 seconds"?',
    ],
  },
];
