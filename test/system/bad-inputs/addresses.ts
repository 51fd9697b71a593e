import { IMAGE, type BadInput } from "./row";

const IMAGE_RULE =
  'must be a container pinned by digest ("us-docker.pkg.dev/project/apps/web@sha256:…" with 64 hex digits) or a machine image ("projects/…/global/images/…"); a tag or a family would give each region its own version';
const CIDR = 'is not a range of IPv4 addresses; write one such as "10.0.0.0/8"';
const OUTSIDE = "is not inside 10.0.0.0/8, the private range it must be taken from";

/** Bad inputs from addresses on: B56 to B85. */
export const addresses: readonly BadInput[] = [
  {
    id: "B56",
    what: "no prefix",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 10.0.0.0 }",
    problems: [`network.range:8 "10.0.0.0" ${CIDR}`],
  },
  {
    id: "B56",
    what: "host bits",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 10.0.0.1/8 }",
    problems: ['network.range:8 "10.0.0.1/8" has host bits set; did you mean "10.0.0.0/8"?'],
  },
  {
    id: "B56",
    what: "a prefix of 33",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 10.0.0.0/33 }",
    problems: [`network.range:8 "10.0.0.0/33" ${CIDR}`],
  },
  {
    id: "B56",
    what: "a blank inside",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 10.0.0.0 /8 }",
    problems: [`network.range:8 "10.0.0.0 /8" ${CIDR}`],
  },
  {
    id: "B56",
    what: "IPv6",
    find: "standby: warm",
    write: 'standby: warm\nnetwork: { range: "fd00::/8" }',
    problems: [`network.range:8 "fd00::/8" ${CIDR}`],
  },
  {
    id: "B56",
    what: "everything",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 0.0.0.0/0 }",
    problems: [`network.range:8 "0.0.0.0/0" ${OUTSIDE}`],
  },
  {
    id: "B58",
    what: "too small a range",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 10.0.0.0/30 }",
    problems: [
      'network.range:8 "10.0.0.0/30" is too small; every region gets a block of it: /8 to /12',
    ],
  },
  {
    id: "B58",
    what: "a public range",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 8.0.0.0/8 }",
    problems: [`network.range:8 "8.0.0.0/8" ${OUTSIDE}`],
  },
  {
    id: "B59",
    what: "Docker's own range",
    find: "standby: warm",
    write: "standby: warm\nnetwork: { range: 172.17.0.0/16 }",
    problems: [`network.range:8 "172.17.0.0/16" ${OUTSIDE}`],
  },
  {
    id: "B74",
    what: "an image by its name",
    find: IMAGE,
    write: "nginx",
    problems: [`services.web.runs.image:19 "nginx" ${IMAGE_RULE}`],
  },
  {
    id: "B74",
    what: "an image by a tag",
    find: IMAGE,
    write: "nginx:latest",
    problems: [`services.web.runs.image:19 "nginx:latest" ${IMAGE_RULE}`],
  },
  {
    id: "B74",
    what: "an image by an empty tag",
    find: IMAGE,
    write: '"nginx:"',
    problems: [`services.web.runs.image:19 "nginx:" ${IMAGE_RULE}`],
  },
  {
    id: "B74",
    what: "an image by a short digest",
    find: IMAGE,
    write: "us-docker.pkg.dev/shop/apps/web@sha256:0123",
    problems: [
      `services.web.runs.image:19 "us-docker.pkg.dev/shop/apps/web@sha256:0123" ${IMAGE_RULE}`,
    ],
  },
  {
    id: "B74",
    what: "an image family",
    find: IMAGE,
    write: "projects/debian-cloud/global/images/family/debian-12",
    problems: [
      `services.web.runs.image:19 "projects/debian-cloud/global/images/family/debian-12" ${IMAGE_RULE}`,
    ],
  },
  {
    id: "B76",
    what: "a blank in the name of a variable",
    find: "uses: [orders-db]",
    write: 'env: { "MY VAR": x }',
    problems: [
      'services.web.env["MY VAR"]:23 "MY VAR" must be letters, digits and underscores, and not begin with a digit',
    ],
  },
  {
    id: "B76",
    what: "an equals sign in the name of a variable",
    find: "uses: [orders-db]",
    write: "env: { A=B: x }",
    problems: [
      'services.web.env["A=B"]:23 "A=B" must be letters, digits and underscores, and not begin with a digit',
    ],
  },
  {
    id: "B80",
    what: "an address without @",
    find: "standby: warm",
    write: "standby: warm\npeople: { team: { email: team.example.com } }",
    problems: [
      'people.team.email:8 "team.example.com" must be an address such as "oncall@example.com"',
    ],
  },
  {
    id: "B82",
    what: "a negative amount",
    find: "standby: warm",
    write: "standby: warm\nrevenue: { perHour: -5 USD }",
    problems: [
      'revenue.perHour:8 "-5 USD" is not an amount of money; write a number, a space and a unit (USD), such as "20000 USD"',
    ],
  },
  {
    id: "B82",
    what: "another currency",
    find: "standby: warm",
    write: "standby: warm\nrevenue: { perHour: 5 EUR }",
    problems: [
      'revenue.perHour:8 "5 EUR" is not an amount of money; write a number, a space and a unit (USD), such as "20000 USD"',
    ],
  },
  {
    id: "B85",
    what: "nobody to call",
    find: "standby: warm",
    write: "standby: warm\nescalation: { diagnosis: 5 minutes, decision: 5 minutes, then: [team] }",
    problems: [
      'escalation.then[0]:8 "team" is not one of the people of this description; none is described',
    ],
  },
];
