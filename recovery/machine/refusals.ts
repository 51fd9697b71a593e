import type { Verb } from "../model";
import type { Observed } from "../observed";
import { stateOf, type State } from "./state";

/** What is asked of a recovery. */
export interface Asked {
  readonly verb: Verb;
  /** The region that shall take over, be drained or rejoin. */
  readonly region?: string;
  /** A person says that the primary is gone, whatever answers. */
  readonly primaryIsLost?: boolean;
  /** A person accepts a loss that nobody can state. */
  readonly acceptUnknownLoss?: boolean;
  /** Of a drain: that it is taken back. */
  readonly undo?: boolean;
  /** Of a drain: that the region is gone and is given up. */
  readonly isLost?: boolean;
}

/** Why a verb can't be carried out now, each with what would be needed. */
export type Refusal = string;

/** Which states a verb can begin in; the others refuse it. */
const FROM: Readonly<Record<Verb, readonly State[]>> = {
  switchover: ["steady"],
  // The loss of a region doesn't wait for anything that can't come to its end because of it.
  failover: ["steady", "switching over", "rejoining", "drained"],
  rejoin: ["unprotected"],
  drain: ["steady"],
  restore: ["steady", "alone", "unprotected"],
  "stand-up": ["alone", "steady", "unprotected"],
  "roll-back": ["steady", "alone", "unprotected"],
  scale: ["steady", "alone", "unprotected"],
  degrade: ["steady", "alone", "unprotected"],
  reroute: ["steady", "alone", "unprotected"],
  wait: ["steady", "alone", "unprotected", "unclear"],
};

const WHY: Readonly<Record<State, string>> = {
  steady: "all regions stand",
  alone: "no other region stands; stand one up first: standby up REGION",
  unprotected: "a region is lost, and nothing could take over; bring it back first: standby rejoin",
  "switching over": "a switchover is under way; go on with it: standby switchover",
  "failing over": "a failover is under way; go on with it: standby failover",
  rejoining: "a rejoin is under way; go on with it: standby rejoin",
  drained: "a region is drained; open it first: standby drain REGION --undo",
  recovering: "another recovery is under way; let it end first",
  unclear: "what is seen contradicts itself; look at standby status",
};

/** Everything that speaks against it, all at once; nothing means that it may begin. */
export function refusals(asked: Asked, observed: Observed): readonly Refusal[] {
  const state = stateOf(observed);
  if (asked.undo) return ofUndo(asked, observed);
  const inState = FROM[asked.verb].includes(state) ? [] : [WHY[state]];
  return [...inState, ...regionRefusals(asked, observed), ...ofVerb(asked, observed)];
}

function regionRefusals({ region, verb }: Asked, observed: Observed): Refusal[] {
  const { described } = observed;
  if (region === undefined) return [];
  const states = described.states;
  const state = states[region];
  if (state === undefined) return [`"${region}" is not one of ${Object.keys(states).join(", ")}`];
  if (verb === "rejoin") {
    return state === "lost" ? [] : [`${region} is ${state}; only a lost region rejoins`];
  }
  if (verb === "stand-up") {
    return state === "planned" ? [] : [`${region} is ${state}; only a planned region is stood up`];
  }
  if (state !== "standing") return [`${region} is ${state}; it must stand: standby up ${region}`];
  const takesOver = verb === "switchover" || verb === "failover";
  if (!takesOver || region !== described.primary) return [];
  // A switchover that was cut off may have moved the writers away from it.
  return verb === "failover" && stateOf(observed) === "switching over"
    ? []
    : [`${region} is the primary already`];
}

/** Only what is drained can be opened again; the lease says which region that is. */
function ofUndo({ region }: Asked, observed: Observed): Refusal[] {
  const { lease } = observed;
  const state = stateOf(observed);
  if (state !== "drained" || lease === "free" || lease === "unknown") {
    return [`no region is drained: ${WHY[state]}`];
  }
  const [, drained] = lease.plan.split(" ");
  return region === drained ? [] : [`${drained} is drained, and not ${region}`];
}

function ofVerb(asked: Asked, observed: Observed): Refusal[] {
  switch (asked.verb) {
    case "failover":
      return [
        ...ofFence(asked, observed),
        ...ofPrimary(asked, observed),
        ...ofLoss(asked, observed),
      ];
    case "switchover":
      return [...ofBoth(observed), ...ofReplicas(asked, observed)];
    case "drain":
      return ofGivenUp(asked, observed);
    default:
      return [];
  }
}

/** What was given up and fenced can't serve, whatever it holds. */
function ofFence({ region }: Asked, { regions }: Observed): Refusal[] {
  return region !== undefined && regions[region]?.fenced === true
    ? [`${region} is fenced, so it can take nothing over; it must rejoin first`]
    : [];
}

/** Giving up a region that works would lose writes for nothing. */
function ofPrimary({ primaryIsLost }: Asked, { regions, described }: Observed): Refusal[] {
  const works = regions[described.primary]?.works;
  if (primaryIsLost || works === false) return [];
  return works === true
    ? [
        `${described.primary} works; use standby switchover, which loses nothing, or say --primary-is-lost`,
      ]
    : [
        `whether ${described.primary} works is unknown; look, and say --primary-is-lost if it is gone`,
      ];
}

function ofLoss(asked: Asked, observed: Observed): Refusal[] {
  const { region } = asked;
  if (region === undefined) return [];
  const disks = Object.keys(observed.backups ?? {}).filter((store) => !observed.databases[store]);
  return [
    ...ofDatabases(asked, region, observed),
    ...disks.flatMap((store) => ofBackup(asked, store, observed)),
  ];
}

function ofDatabases(asked: Asked, region: string, observed: Observed): Refusal[] {
  const { acceptUnknownLoss } = asked;
  return Object.entries(observed.databases).flatMap(([store, instances]) => {
    const there = instances[region] ?? MISSING;
    if (there !== "unknown" && there.state === "missing") {
      return observed.described.standby === "cold"
        ? ofBackup(asked, store, observed)
        : [
            `${store} has no instance in ${region} that could take over; write standby: cold into the description to have its newest backup restored`,
          ];
    }
    const lag = there !== "unknown" && "lag" in there ? there.lag : undefined;
    return typeof lag === "number" || acceptUnknownLoss
      ? []
      : [
          `how far ${store} in ${region} is behind is unknown; say --accept-unknown-loss to go on all the same`,
        ];
  });
}

/** In cold the loss is the backup's age, which the plan states; without one there is nothing to begin with. */
function ofBackup(asked: Asked, store: string, { backups = {}, described }: Observed): Refusal[] {
  const { region, acceptUnknownLoss } = asked;
  const age = backups[store] ?? "unknown";
  if (age === "none") {
    return [
      `there is no backup of ${store} that could be restored in ${region}; wait for ${described.primary}, or bring the newest export in by hand: standby runbook data-deletion --of ${store}`,
    ];
  }
  return age !== "unknown" || acceptUnknownLoss
    ? []
    : [
        `whether there is a backup of ${store} to restore in ${region} is unknown; look, and say --accept-unknown-loss to go on all the same`,
      ];
}

/** A region that no instance is described for holds none. */
const MISSING = { state: "missing" } as const;

/** What takes the writes is not given up before another region takes them. */
function ofGivenUp({ region, isLost }: Asked, { described }: Observed): Refusal[] {
  return isLost && region === described.primary
    ? [`${region} takes the writes; use standby failover, which moves them`]
    : [];
}

/** A switchover asks the old writer to hand over; begun without it, it would only hold the lease. */
function ofBoth({ regions, described: { primary } }: Observed): Refusal[] {
  const works = regions[primary]?.works;
  if (works === true) return [];
  return works === false
    ? [`${primary} doesn't work; a switchover needs both regions: use standby failover`]
    : [`whether ${primary} works is unknown; a switchover needs both regions`];
}

function ofReplicas({ region }: Asked, { databases, described }: Observed): Refusal[] {
  if (region === undefined) return [];
  return Object.entries(databases).flatMap(([store, instances]) => {
    const there = instances[region] ?? MISSING;
    if (there === "unknown") return [`${store} in ${region} can't be seen`];
    if (there.state === "missing") {
      const way = described.standby === "cold" ? "; go warm first: standby mode warm" : "";
      return [`${store} has no instance in ${region} that could take over${way}`];
    }
    if (there.state !== "running") return [`${store} in ${region} is ${there.state}`];
    return there.role === "replica" && typeof there.lag !== "number"
      ? [`how far ${store} in ${region} is behind is unknown`]
      : [];
  });
}
