import { descriptionOf } from "../recovery/execute/described";
import { Hosts } from "../recovery/execute/hosts";
import { Leases } from "../recovery/execute/lease";
import type { Looking } from "../recovery/execute/looking";
import { redirected } from "../recovery/execute/redirect";
import { Rest } from "../recovery/execute/rest";
import { DrillClock } from "../sandbox/drill/time";
import { sandboxRest } from "../sandbox/rest/client";
import { recoveryBucketName } from "../topology/naming";
import type { Topology } from "../topology/model";
import { googleCredentials } from "./credentials";
import { Ending, EXIT } from "./outcome";
import type { Target } from "./target";

/** What looking at a system takes: Google Cloud's APIs, or the sandbox's. Ends the command if nobody is logged in. */
export async function lookingAt(
  { sandbox }: Pick<Target, "sandbox">,
  project: string,
  topology: Topology,
): Promise<Looking> {
  const clock = sandbox ? new DrillClock(sandbox) : wallClock;
  const rest = sandbox ? sandboxRest(sandbox, clock) : await googleRest();
  const hosts = new Hosts(project);
  // The bucket stands outside all stacks: nothing that a recovery touches can take it along.
  const leases = new Leases(rest, hosts, recoveryBucketName(topology.naming));
  return { rest, hosts, leases, clock, described: () => descriptionOf(topology) };
}

const wallClock = {
  now: () => Date.now(),
  sleep: (milliseconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  beside: (work: () => Promise<void>) => void work(),
};

/** Of Cloud Storage's stand-in, which asks nobody who they are. */
export function emulatedRest(): Rest {
  const authorize = () => Promise.resolve({});
  return new Rest({ fetch, authorize, clock: wallClock, random: Math.random });
}

/**
 * Google's APIs, or what `STANDBY_ENDPOINT` names in their place, which is never told who asks.
 * Ends the command if nobody is logged in.
 */
export async function googleRest(): Promise<Rest> {
  const endpoint = process.env["STANDBY_ENDPOINT"] ?? "";
  if (endpoint !== "") {
    const send = redirected(fetch, endpoint);
    if (typeof send === "string") throw new Ending(EXIT.badInput, `STANDBY_ENDPOINT  ${send}`);
    const authorize = () => Promise.resolve({});
    return new Rest({ fetch: send, authorize, clock: wallClock, random: Math.random });
  }
  const authorize = await googleCredentials();
  return new Rest({ fetch, authorize, clock: wallClock, random: Math.random });
}
