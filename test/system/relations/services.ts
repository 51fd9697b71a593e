import { HEALTH, IMAGE, LOAD, RUNS, type Misfit } from "./misfit";

/** What services get wrong: dependencies, paths, images, times, releases. */
export const services: readonly Misfit[] = [
  {
    what: "a path that is wrong itself, and might have been the one that answers the rest",
    edits: [["paths: [/*]", "paths: [all]"]],
    problems: [
      'services.web.public.paths[0]:14 "all" must begin with "/" and may end with "/*", such as "/api/*"',
    ],
  },
  {
    what: "a dependency that doesn't exist",
    edits: [["    uses:", "    dependsOn: [{ service: wbe, as: soft }]\n    uses:"]],
    problems: [
      'services.web.dependsOn[0].service:23 "wbe" is not a service of this description; did you mean "web"?',
    ],
  },
  {
    what: "a third party that doesn't exist",
    edits: [["    uses:", "    dependsOn: [{ external: bank, as: soft }]\n    uses:"]],
    problems: [
      'services.web.dependsOn[0].external:23 "bank" is not an external of this description; none is described',
    ],
  },
  {
    what: "a service that depends on itself",
    edits: [["    uses:", "    dependsOn: [{ service: web, as: soft }]\n    uses:"]],
    problems: ['services.web.dependsOn[0].service:23 "web" depends on itself; remove it'],
  },
  {
    what: "neither a service nor an external",
    edits: [["    uses:", "    dependsOn: [{ as: soft }]\n    uses:"]],
    problems: ["services.web.dependsOn[0]:23 must name either a service or an external, not both"],
  },
  {
    what: "hard, and yet degraded",
    edits: [["    uses:", "    dependsOn: [{ external: bank, as: hard, degraded: x }]\n    uses:"]],
    problems: [
      'services.web.dependsOn[0].external:23 "bank" is not an external of this description; none is described',
      'services.web.dependsOn[0].degraded:23 says how the service works on, but it is "hard"; write "as: soft", or remove it',
    ],
  },
  {
    what: "a store that doesn't exist",
    edits: [["uses: [orders-db]", "uses: [order-db]"]],
    problems: [
      'services.web.uses[0]:23 "order-db" is not a data store of this description; did you mean "orders-db"?',
    ],
  },
  {
    what: "a store twice",
    edits: [["uses: [orders-db]", "uses: [orders-db, { data: orders-db }]"]],
    problems: [
      'services.web.uses[1]:23 "orders-db" is there already as uses[0]; keep one of the two',
    ],
  },
  {
    what: "a service as a store",
    edits: [["uses: [orders-db]", "uses: [web]"]],
    problems: ['services.web.uses[0]:23 "web" is a service; name it under dependsOn'],
  },
  {
    what: "a queue that is none",
    edits: [
      [
        "data:",
        `  mailer:\n    tier: important\n    placement: primary\n    runs: { on: workers, queue: orders-db, tasksPerInstance: 5, most: 5, machineType: e2-small, image: ${IMAGE}, bootTime: 1 minute }\ndata:`,
      ],
    ],
    problems: [
      'services.mailer.runs.queue:27 "orders-db" is not a queue of this description; none is described',
    ],
  },
  {
    what: "a cycle",
    edits: [
      [
        "data:",
        `  one: { tier: important, placement: primary, runs: ${RUNS}, health: ${HEALTH}, load: ${LOAD}, dependsOn: [{ service: two, as: hard }] }\n  two: { tier: important, placement: primary, runs: ${RUNS}, health: ${HEALTH}, load: ${LOAD}, dependsOn: [{ service: one, as: hard }] }\ndata:`,
      ],
    ],
    problems: [
      "services.two.dependsOn:25 is a cycle of hard dependencies: one -> two -> one; make one of them soft",
    ],
  },
  {
    what: "a cycle that is soft somewhere, which is fine",
    edits: [
      [
        "data:",
        `  one: { tier: important, placement: primary, runs: ${RUNS}, health: ${HEALTH}, load: ${LOAD}, dependsOn: [{ service: two, as: soft }] }\n  two: { tier: important, placement: primary, runs: ${RUNS}, health: ${HEALTH}, load: ${LOAD}, dependsOn: [{ service: one, as: hard }] }\ndata:`,
      ],
    ],
    problems: [],
  },
  {
    what: "no load",
    edits: [["    load: { peak: 100 rps, perInstance: 50 rps }\n", ""]],
    problems: [
      'services.web.load:11 is missing; a public service needs it: write "load: { peak: 1200 rps, perInstance: 200 rps }"',
    ],
  },
  {
    what: "no health",
    edits: [["    health: { liveness: /livez, readiness: /readyz }\n", ""]],
    problems: [
      'services.web.health:11 is missing; a public service needs it: write "health: { liveness: /livez, readiness: /readyz }"',
    ],
  },
  {
    what: "nothing that answers the rest",
    edits: [["paths: [/*]", "paths: [/api/*]"]],
    problems: [
      'services:10 have none that answers "/*", where requests go that match no other path; add it to the paths of one',
    ],
  },
  {
    what: "two that answer the same",
    edits: [
      [
        "data:",
        `  api: { tier: important, placement: primary, runs: ${RUNS}, health: ${HEALTH}, load: ${LOAD}, public: { paths: [/*] } }\ndata:`,
      ],
    ],
    problems: [
      'services.api.public.paths[0]:24 "/*" is answered by web already; keep one of the two',
    ],
  },
  {
    what: "workers that are public",
    edits: [
      [
        "data:",
        `  api: { tier: important, placement: primary, runs: { on: workers, queue: q, tasksPerInstance: 5, most: 5, machineType: e2-small, image: ${IMAGE}, bootTime: 1 minute }, health: ${HEALTH}, load: ${LOAD}, public: { paths: [/api] } }\ndata:\n  q: { kind: queue, retention: 1 day, acknowledge: 1 minute }`,
      ],
    ],
    problems: [
      "services.api.public:24 can't be: workers take tasks from a queue, not requests; remove it",
    ],
  },
  {
    what: "no image to boot",
    edits: [["hostImage: projects/cos-cloud/global/images/cos-121-18867-90-59\n", ""]],
    problems: [
      'hostImage:1 is missing; web runs a container and needs an image to boot: write one such as "projects/cos-cloud/global/images/cos-121-18867-90-59"',
    ],
  },
  {
    what: "a machine image on kubernetes",
    edits: [
      [
        "data:",
        "  api: { tier: important, placement: primary, runs: { on: kubernetes, image: projects/p/global/images/i, port: 80, bootTime: 5 seconds, cpu: 500m, memory: 1Gi } }\ndata:",
      ],
    ],
    problems: [
      'kubernetes:1 is missing; api runs on kubernetes, and the clusters need it: write "kubernetes: { machineType: e2-standard-4 }"',
      'services.api.load:24 is missing; a service on kubernetes needs it: write "load: { peak: 1200 rps, perInstance: 200 rps }"',
      'services.api.health:24 is missing; a service on kubernetes needs it: write "health: { liveness: /livez, readiness: /readyz }"',
      "services.api.runs.image:24 is a machine image, and kubernetes runs containers; pin one by digest",
    ],
  },
  {
    what: "a boot of two hours",
    edits: [["bootTime: 60 seconds", "bootTime: 2 hours"]],
    problems: [
      "services.web.runs.bootTime:21 is 2 hours, and autohealing waits an hour at the most; boot from an image that has everything in it",
    ],
  },
  {
    what: "snapshots every five hours",
    edits: [
      [
        "bootTime: 60 seconds",
        "bootTime: 60 seconds\n      snapshots: { every: 5 hours, keep: 7 days }",
      ],
    ],
    problems: [
      'services.web.runs.snapshots.every:22 "5 hours" is not a rhythm of schedules; use 1, 2, 3, 4, 6, 8 or 12 hours, 1 day or 1 week',
    ],
  },
  {
    what: "snapshots kept for half a day",
    edits: [
      [
        "bootTime: 60 seconds",
        "bootTime: 60 seconds\n      snapshots: { every: 1 hour, keep: 12 hours }",
      ],
    ],
    problems: ['services.web.runs.snapshots.keep:22 "12 hours" must be whole days'],
  },
  {
    what: "snapshots that end too early",
    edits: [
      [
        "bootTime: 60 seconds",
        "bootTime: 60 seconds\n      snapshots: { every: 1 week, keep: 7 days }",
      ],
    ],
    problems: [
      'services.web.runs.snapshots.keep:22 "7 days" ends before the next copy is there after 7 days; keep them longer',
    ],
  },
  {
    what: "callers that wait too long",
    edits: [["    uses:", "    retries: { attempts: 10, timeout: 1 minute }\n    uses:"]],
    problems: [
      "services.web.retries:23 lets callers wait 10 minutes: 10 attempts of 1 minute; keep it under 5 minutes",
    ],
  },
  {
    what: "a peak of a minute",
    edits: [
      [
        "    uses:",
        '    schedules: [{ name: noon, cron: "0 12 * * *", lasts: 1 minute, peak: 200 rps }]\n    uses:',
      ],
    ],
    problems: [
      'services.web.schedules[0].lasts:23 "1 minute" is shorter than 5 minutes, the least for a scheduled size',
    ],
  },
  {
    what: "two peaks of one name",
    edits: [
      [
        "    uses:",
        '    schedules: [{ name: noon, cron: "0 12 * * *", lasts: 1 hour, peak: 200 rps }, { name: noon, cron: "0 13 * * *", lasts: 1 hour, peak: 200 rps }]\n    uses:',
      ],
    ],
    problems: [
      'services.web.schedules[1].name:23 "noon" is the name of schedules[0] already; choose another',
    ],
  },
  {
    what: "a cron line of four fields and an unknown zone",
    edits: [
      [
        "    uses:",
        '    schedules: [{ name: noon, cron: "0 12 * *", timeZone: Europe/Londn, lasts: 1 hour, peak: 200 rps }]\n    uses:',
      ],
    ],
    problems: [
      'services.web.schedules[0].cron:23 "0 12 * *" must be a cron line of five fields such as "0 8 * * MON-FRI"',
      'services.web.schedules[0].timeZone:23 "Europe/Londn" is not a time zone; write its name, such as "America/New_York" or "Etc/UTC"',
    ],
  },
];
