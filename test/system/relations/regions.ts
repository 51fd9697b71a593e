import { type Misfit } from "./misfit";

/** What regions, zones, people and objectives get wrong. */
export const regions: readonly Misfit[] = [
  {
    what: "one zone in a region that is lost, which is fine",
    edits: [["zones: [b, c] }", "zones: [b], state: lost }"]],
    problems: [],
  },
  {
    what: "a home that is no region",
    edits: [["home: us-central1", "home: us-west1"]],
    problems: ['home:5 "us-west1" is not one of the regions us-central1, us-east1'],
  },
  {
    what: "a home that is planned",
    edits: [["us-central1: { zones: [a, b] }", "us-central1: { zones: [a, b], state: planned }"]],
    problems: [
      'home:5 "us-central1" is planned, and the home can\'t be; use us-east1, or make us-central1 standing',
      'primary:6 "us-central1" is planned, and the primary can\'t be; use us-east1, or make us-central1 standing',
    ],
  },
  {
    what: "a primary that is lost",
    edits: [["us-central1: { zones: [a, b] }", "us-central1: { zones: [a, b], state: lost }"]],
    problems: [
      'primary:6 "us-central1" is lost, and the primary can\'t be; use us-east1, or make us-central1 standing',
    ],
  },
  {
    what: "nothing that stands",
    edits: [
      [
        "  us-central1: { zones: [a, b] }\n  us-east1: { zones: [b, c] }",
        "  us-central1: { zones: [a, b], state: lost }\n  us-east1: { zones: [b, c], state: lost }",
      ],
    ],
    problems: [
      "regions:2 has none that is standing; at least one must be",
      'primary:6 "us-central1" is lost, and the primary can\'t be; make us-central1 standing',
    ],
  },
  {
    what: "zones in a region that isn't one",
    edits: [["    uses:", "    zones: { us-west1: [a, b] }\n    uses:"]],
    problems: [
      'services.web.zones.us-west1:23 "us-west1" is not one of the regions of this description; did you mean "us-east1"?',
    ],
  },
  {
    what: "a zone the region doesn't have",
    edits: [["    uses:", "    zones: { us-east1: [b, d] }\n    uses:"]],
    problems: [
      'services.web.zones.us-east1[1]:23 "d" is not one of the zones b, c that the system has in us-east1',
    ],
  },
  {
    what: "a zone twice",
    edits: [["    uses:", "    zones: { us-east1: [b, c, b] }\n    uses:"]],
    problems: [
      'services.web.zones.us-east1[2]:23 "b" is there already as us-east1[0]; a zone counts once',
    ],
  },
  {
    what: "one zone for a critical service",
    edits: [["    uses:", "    zones: { us-east1: [b] }\n    uses:"]],
    problems: [
      'services.web.zones.us-east1:23 has one zone, and a service that is critical must survive the loss of one; name two, or write "placement: single-zone"',
    ],
  },
  {
    what: "a single zone that isn't named",
    edits: [["placement: multi-region", "placement: single-zone"]],
    problems: [
      'services.web.zones:11 lacks the zone of "placement: single-zone"; write "zones: { us-central1: [a] }" with the zone it is in',
    ],
  },
  {
    what: "two single zones",
    edits: [
      ["placement: multi-region", "placement: single-zone\n    zones: { us-central1: [a, b] }"],
    ],
    problems: [
      'services.web.zones.us-central1:14 has 2 zones, and "placement: single-zone" means one; keep one, or change the placement',
    ],
  },
  {
    what: "an owner who isn't there",
    edits: [
      ["    uses:", "    owner: web-taem\n    uses:"],
      ["standby: warm", "standby: warm\npeople: { web-team: { email: web@example.com } }"],
    ],
    problems: [
      'services.web.owner:24 "web-taem" is not one of the people of this description; did you mean "web-team"?',
    ],
  },
  {
    what: "an objective about nothing",
    edits: [
      [
        "data:",
        "objectives: [{ of: web-ui, when: zone-loss, rto: 1 minute, priority: high }, { of: tier:critcal, when: zone-loss, rto: 1 minute, priority: high }]\ndata:",
      ],
    ],
    problems: [
      'objectives[0].of:24 "web-ui" is not a service, a data store, a tier or "system"; there are web, orders-db, tier:critical, tier:important, tier:non-critical, system',
      'objectives[1].of:24 "tier:critcal" is not a service, a data store, a tier or "system"; did you mean "tier:critical"?',
    ],
  },
  {
    what: "two answers to one question",
    edits: [
      [
        "data:",
        "objectives: [{ of: web, when: zone-loss, rto: 1 minute, priority: high }, { of: web, when: zone-loss, rto: 2 minutes, priority: high }]\ndata:",
      ],
    ],
    problems: [
      "objectives[1]:24 is about web and zone-loss like objectives[0]; keep one of the two",
    ],
  },
  {
    what: "neither RPO nor RTO",
    edits: [["data:", "objectives: [{ of: web, when: zone-loss, priority: high }]\ndata:"]],
    problems: ["objectives[0]:24 must have an rpo, an rto or both"],
  },
  {
    what: "a waiver until some day",
    edits: [
      ["data:", "waivers: [{ rule: R10, reason: too expensive for us, until: soon }]\ndata:"],
    ],
    problems: ['waivers[0].until:24 "soon" must be a day such as "2027-01-31"'],
  },
];
