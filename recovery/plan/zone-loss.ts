import { counted } from "../../system/text/counted";
import type { Group, SqlInstance } from "../../topology/model";
import type { Loss, Obligation, Plan, Step } from "../model";
import { nothing } from "./loss";
import { inOrder } from "./order";
import { noticed } from "./people";
import { report } from "./report";
import { declared, known, type Setting } from "./setting";
import { probesFail } from "./traffic";

/** A zone is gone: what is in several goes on by itself, and what was there alone is down until the zone is back. */
export function zoneLoss(setting: Setting, zone: string): Plan {
  const region = zone.slice(0, zone.lastIndexOf("-"));
  const part = setting.topology.regions[region];
  const groups = [
    ...Object.values(part?.groups ?? {}),
    ...Object.values(part?.cluster?.pods ?? {}),
  ].filter(({ zones }) => zones.includes(zone));
  const writers = Object.values(part?.instances ?? {}).filter(({ role }) => role === "writer");
  const alone = groups.filter(({ zones }) => zones.length === 1);
  return {
    system: setting.topology.system.name,
    verb: "wait",
    event: "zone-loss",
    of: zone,
    title: `${zone} is lost: what stands in other zones goes on`,
    detection: noticed(setting, zone),
    steps: inOrder([
      ...groups
        .filter((group) => !alone.includes(group))
        .flatMap((group) => goesOn(setting, group, zone)),
      ...writers.filter(({ ha }) => ha).map(({ store, name }) => failsOver(setting, store, name)),
      ...alone.map((group) => comesBack(setting, group, zone)),
      report([]),
    ]),
    loss: { ...keptInZones(setting), ...Object.fromEntries(writers.map(lossOf)) },
    obligations: alone.map((group) => inOneZone(group, zone)),
  };
}

function goesOn(
  setting: Setting,
  { service, region, capacity, zones }: Group,
  zone: string,
): Step[] {
  const of = `${service} in ${region}`;
  const spec = setting.topology.services[service]?.spec;
  const runs = spec?.runs;
  return [
    {
      id: `serves-${service}`,
      title: `The load balancer sends no more users of ${service} to ${zone}; ${counted(capacity.needed, "instance")} or more are left`,
      needs: [],
      action: { kind: "wait", for: of },
      done: { is: "healthy", service, region, least: capacity.needed },
      reversal: { by: "no effect" },
      automatic: true,
      takes: [probesFail(of, spec?.public !== undefined)],
      restores: [service],
    },
    {
      id: `refills-${service}`,
      title: `The autoscaler makes up for ${zone} in ${zones.filter((one) => one !== zone).join(", ")} as load asks for it`,
      needs: [`serves-${service}`],
      action: { kind: "wait", for: of },
      done: { is: "healthy", service, region, least: capacity.needed },
      reversal: { by: "no effect" },
      automatic: true,
      takes: [
        known(setting, "warm up", "autoscaler.decide", of, "the autoscaler's next look"),
        known(setting, "warm up", "machine.provision", of, "machines are provisioned"),
        ...(runs ? [declared("warm up", runs.bootTime, of, "the described boot time")] : []),
      ],
    },
  ];
}

function failsOver(setting: Setting, store: string, instance: string): Step {
  return {
    id: `ha-${store}`,
    title: `${instance} fails over to its HA standby in another zone by itself, if its zone is the lost one`,
    needs: [],
    action: { kind: "wait", for: instance },
    done: { is: "writable", store, region: setting.topology.primary },
    reversal: { by: "no effect" },
    automatic: true,
    takes: [
      {
        ...known(setting, "execute", "sql.zone-failover", instance, "detection and restart"),
        best: 0, // its zone may be another
      },
    ],
    restores: [store],
  };
}

/** Nothing else has it: it is down as long as the zone is. */
function comesBack(setting: Setting, { service, region }: Group, zone: string): Step {
  return {
    id: `waits-${service}`,
    title: `Wait for ${zone}: ${service} is there alone`,
    needs: [],
    action: { kind: "wait", for: zone },
    done: { is: "healthy", service, region, least: 1 },
    reversal: { by: "no effect" },
    automatic: true,
    takes: [known(setting, "execute", "zone.outage", zone, "the outage of a zone")],
    restores: [service],
  };
}

function lossOf({ store, ha }: SqlInstance): [string, Loss] {
  const why = "without HA the disk comes back with its zone, or a backup has to do";
  const page = "https://docs.cloud.google.com/sql/docs/postgres/high-availability";
  return ha
    ? [store, nothing(store, "HA writes to two zones before it acknowledges", page, "2026-11-21")]
    : [store, { seconds: "unknown", why }];
}

/** All stores but databases: Google keeps them in several zones, a disk in its two. */
function keptInZones({ topology }: Setting): Record<string, Loss> {
  const page = "https://docs.cloud.google.com/architecture/disaster-recovery";
  const why = "every write is in several zones before it is acknowledged";
  return Object.fromEntries(
    Object.keys(topology.system.data).flatMap((name) =>
      topology.databases[name] ? [] : [[name, nothing(name, why, page, "2026-11-21")]],
    ),
  );
}

function inOneZone({ service }: Group, zone: string): Obligation {
  return {
    title: `Consider more zones for ${service}`,
    because: `it runs in ${zone} alone`,
  };
}
