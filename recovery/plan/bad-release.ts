import type { Edits } from "../../system/edit";
import type { Seconds } from "../../system/units";
import { TRAFFIC_CHECK } from "../../topology/health";
import type { Group } from "../../topology/model";
import type { Plan, Step, Term } from "../model";
import { closing, describe, opening } from "./bracket";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { declared, known, type Setting } from "./setting";
import { probesPass, servingRegions } from "./traffic";

/**
 * A version doesn't work: the one before comes back, region by region, users' region first. A version
 * on trial is taken out again, whatever `previous` says: the one before still runs.
 */
export function badRelease(setting: Setting, service: string, previous: string): Plan {
  const { topology } = setting;
  const standing = Object.values(topology.regions).filter(({ state }) => state === "standing");
  const regions = [
    topology.primary,
    ...standing.map(({ name }) => name).filter((name) => name !== topology.primary),
  ];
  const serving = servingRegions(topology, service).map(({ name }) => name);
  const last = regions.findLast((region) => serving.includes(region));
  const back = regions.map((region, index) => ({
    ...rolledBack(setting, service, region, regions[index - 1]),
    // Until then some users still meet the bad version.
    ...(region === last ? { restores: [service] } : {}),
  }));
  return {
    system: topology.system.name,
    verb: "roll-back",
    event: "bad-release",
    of: service,
    title: `The newest version of ${service} doesn't work: back to the one before`,
    detection: noticed(setting, service),
    steps: inOrder([
      evidence(setting, service),
      decision(setting, `take ${service} back to ${running(setting, service) ?? previous}`),
      ...opening(setting),
      describe(setting, wayBack(setting, service, previous), ["freeze-deployments"]),
      ...back,
      ...closing(setting, { after: back.map(({ id }) => id), stacks: regions }),
    ]),
    loss: {},
    obligations: irreversible(setting, service),
  };
}

/** The image beside which another is on trial. */
function running({ topology }: Setting, service: string): string | undefined {
  const spec = topology.services[service]?.spec;
  return spec?.release?.next === undefined ? undefined : spec.runs.image;
}

/** The one edit. */
function wayBack(setting: Setting, service: string, previous: string): Edits {
  const onTrial = running(setting, service) !== undefined;
  return onTrial
    ? { [`services.${service}.release.next`]: null }
    : { [`services.${service}.runs.image`]: previous };
}

/** One region after the other: a rollback, too, may be what breaks things. */
function rolledBack(setting: Setting, service: string, region: string, before?: string): Step {
  const release = setting.topology.services[service]?.spec.release;
  const of = `${service} in ${region}`;
  return {
    id: `roll-back-${region}`,
    title: `Deploy ${region}'s stack: instances of the version before replace those of the bad one`,
    needs: [before === undefined ? "write-description" : `roll-back-${before}`],
    action: { kind: "pulumi.up", region },
    done: { is: "no-changes", region },
    reversal: { by: "nothing", because: "deploying the newer version again is a release" },
    takes: [
      known(setting, "execute", "pulumi.run", `${region}'s stack`, "a run of its program"),
      release?.rollback === undefined
        ? known(setting, "warm up", "group.roll-back", of, "a rolling update; no time is described")
        : describedLength(setting, service, region, release.rollback),
    ],
  };
}

/** What is described has room; a small group is through as soon as new instances have booted. */
function describedLength(
  setting: Setting,
  service: string,
  region: string,
  rollback: Seconds,
): Term {
  const of = `${service} in ${region}`;
  const described = declared("warm up", rollback, of, "the described length of a rollback");
  const boot = setting.topology.services[service]?.spec.runs.bootTime ?? rollback;
  const term = { ...described, best: Math.min(boot, rollback) };
  const pods = setting.topology.regions[region]?.cluster?.pods[service];
  return pods ? notShorter(term, replaced(setting, pods, boot)) : term;
}

/**
 * Pods are replaced as many at a time as they have zones, which is their deployment's surge. Each time
 * the new ones are placed, boot, pass the load balancer's probes, and stay ready for as long once more
 * before the next old ones go: many pods take longer than somebody may have described.
 */
function replaced(setting: Setting, { service, region, zones, least, most }: Group, boot: Seconds) {
  const of = `${service} in ${region}`;
  const place = known(setting, "warm up", "pods.place", of, "nodes have room");
  const probes = probesPass(of);
  const stays = TRAFFIC_CHECK.interval * TRAFFIC_CHECK.healthy;
  const takes = (pods: number, bound: "expected" | "worst") =>
    Math.ceil(pods / zones.length) * (place[bound] + boot + probes[bound] + stays);
  const what = `${least} pods, ${zones.length} at a time; grown to ${most} at worst`;
  return { what, expected: takes(least, "expected"), worst: takes(most, "worst") };
}

function notShorter(
  term: Term,
  { what, expected, worst }: { what: string; expected: Seconds; worst: Seconds },
): Term {
  if (worst <= term.worst) return term;
  return {
    ...term,
    expected: Math.max(term.expected, expected),
    worst,
    what: `${term.what}, or longer: ${what}`,
  };
}

function irreversible({ topology }: Setting, service: string) {
  if (topology.services[service]?.spec.release?.reversibleSchema !== false) return [];
  return [
    {
      title: `See whether the version before of ${service} can read what the newest one wrote`,
      because: "its schema is described as not reversible",
    },
  ];
}
