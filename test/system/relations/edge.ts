import { type Misfit } from "./misfit";

const EDGE = (edge: string) => ["standby: warm", `standby: warm\nedge: ${edge}`] as const;
const AWAY = ["primary: us-central1", "primary: us-east1"] as const;

/** What ways in get wrong. */
export const edge: readonly Misfit[] = [
  {
    what: "ways in that stand by",
    edits: [EDGE("{ route: backup, addresses: { us-east1: 203.0.113.7 } }"), AWAY],
    problems: [],
  },
  {
    what: "a backup that nobody knows the address of",
    edits: [EDGE("{ route: backup }"), AWAY],
    problems: [
      'edge.route:8 "backup" needs the address of the load balancer in us-east1, which is primary; write it to edge.addresses, as the stack of us-east1 prints it (backupAddress)',
    ],
  },
  {
    what: "the home region's own address",
    edits: [EDGE("{ route: front, addresses: { us-central1: 203.0.113.7 } }")],
    problems: [
      "edge.addresses.us-central1:8 can't be given: us-central1 is the home region, whose stack knows its own address; remove it",
    ],
  },
  {
    what: "an address of no region",
    edits: [EDGE("{ route: front, addresses: { us-east4: 203.0.113.7 } }")],
    problems: [
      'edge.addresses.us-east4:8 "us-east4" is not one of the regions of this description; did you mean "us-east1"?',
    ],
  },
  {
    what: "an address that is none",
    edits: [EDGE("{ route: front, addresses: { us-east1: 203.0.113.700 } }")],
    problems: [
      'edge.addresses.us-east1:8 "203.0.113.700" must be an IPv4 address such as "203.0.113.7"',
    ],
  },
  {
    what: "ways in to nothing",
    edits: [EDGE("{ route: bypass }"), ["    public: { paths: [/*] }\n", ""]],
    problems: ["edge:8 leads nowhere: no service is public; leave it out"],
  },
];
