import { IMAGE, type Misfit } from "./misfit";

/** What a version that comes in, and what sizes follow, get wrong. */
export const releases: readonly Misfit[] = [
  {
    what: "a share of half a percent",
    edits: [["    uses:", "    release: { strategy: canary, canary: 0.5 % }\n    uses:"]],
    problems: [
      "services.web.release.canary:23 must be whole percent, as groups of instances take it",
    ],
  },
  {
    what: "a machine image after a container",
    edits: [
      [
        "    uses:",
        "    release: { strategy: canary, canary: 5 %, next: projects/shop/global/images/web-2 }\n    uses:",
      ],
    ],
    problems: [
      "services.web.release.next:23 is a container where a machine image runs, or the other way round; bring it in as the same kind",
    ],
  },
  {
    what: "a canary without a share",
    edits: [["    uses:", "    release: { strategy: canary }\n    uses:"]],
    problems: [
      'services.web.release.canary:23 is missing; strategy "canary" needs the share that goes first, such as "5 %"',
    ],
  },
  {
    what: "a canary of everything",
    edits: [["    uses:", "    release: { strategy: canary, canary: 100 % }\n    uses:"]],
    problems: [
      "services.web.release.canary:23 must be more than 0 % and less than 100 %, or nothing would be compared",
    ],
  },
  {
    what: "a new version that is the old one",
    edits: [
      ["    uses:", `    release: { strategy: canary, canary: 5 %, next: ${IMAGE} }\n    uses:`],
    ],
    problems: [
      "services.web.release.next:23 is the image that runs already; name the new one, or remove it",
    ],
  },
  {
    what: "a share without a canary",
    edits: [
      ["    uses:", "    release: { strategy: rolling, canary: 5 %, bake: 1 hour }\n    uses:"],
    ],
    problems: [
      'services.web.release.canary:23 belongs to strategy "canary", and this is "rolling"; change it, or remove this',
      'services.web.release.bake:23 belongs to strategy "canary", and this is "rolling"; change it, or remove this',
    ],
  },
  {
    what: "a number for the CPU",
    edits: [["    uses:", "    scaling: { on: cpu, target: 60 }\n    uses:"]],
    problems: ['services.web.scaling.target:23 got 60; cpu takes a percentage such as "60 %"'],
  },
  {
    what: "nothing at all",
    edits: [["    uses:", "    scaling: { target: 0 % }\n    uses:"]],
    problems: ["services.web.scaling.target:23 must be more than 0"],
  },
  {
    what: "memory that nobody reports",
    edits: [["    uses:", "    scaling: { on: memory, target: 60 % }\n    uses:"]],
    problems: [
      'services.web.scaling.on:23 is "memory", which Container-Optimized OS doesn\'t report in percent and has no agent for; boot a machine image with the Ops Agent in it, use "cpu", or a metric that the service writes itself',
    ],
  },
  {
    what: "memory without the agent",
    edits: [
      [IMAGE, "projects/shop/global/images/web-1"],
      ["    uses:", "    scaling: { on: memory, target: 60 % }\n    uses:"],
    ],
    problems: [
      'services.web.scaling.on:23 is "memory", which only the Ops Agent reports; install it in the image and say "agent: true" under runs',
    ],
  },
  {
    what: "memory that the agent reports",
    edits: [
      [IMAGE, "projects/shop/global/images/web-1\n      agent: true"],
      ["    uses:", "    scaling: { on: memory, target: 60 % }\n    uses:"],
    ],
    problems: [],
  },
  {
    what: "a page that is a folder, of a service that nobody reaches",
    edits: [
      ["    public: { paths: [/*] }\n", ""],
      ["    uses:", "    fallback: { page: /sorry/ }\n    uses:"],
    ],
    problems: [
      "services.web.fallback:22 is not for a service that users don't reach; make it public, or remove this",
      'services.web.fallback.page:22 "/sorry/" is no file; name one, such as /sorry.html',
    ],
  },
];
