import { are, counted } from "../../system/text/counted";
import { inPods } from "../../topology/backend-links";
import { TRAFFIC_CHECK } from "../../topology/health";
import type { Group, Topology } from "../../topology/model";
import { storesUsed } from "../../topology/services";
import type { Step, Term } from "../model";
import { untilUnhealthy } from "./probes";
import { declared, known, type Setting } from "./setting";

/**
 * Until the load balancer knows that an instance doesn't work: every probe has to fail, the last by
 * its timeout. What users reach is watched for outliers as well, which may see it at once.
 */
export function probesFail(of: string, isPublic: boolean): Term {
  const { interval, unhealthy } = TRAFFIC_CHECK;
  const range = untilUnhealthy(TRAFFIC_CHECK);
  const what = `${unhealthy} probes, ${interval} seconds apart, none answered`;
  const best = isPublic ? 0 : range.best;
  return { ...declared("detect", range.worst, of, what), ...range, best };
}

export function probesPass(of: string): Term {
  const { interval, healthy } = TRAFFIC_CHECK;
  const most = interval * healthy;
  return {
    ...declared("warm up", most, of, `${healthy} probes, ${interval} seconds apart, answered`),
    best: interval * (healthy - 1),
    expected: most - interval / 2,
  };
}

/** Brings a service's group in a region to what it shall be, and waits for its instances or pods. */
export function grow(
  setting: Setting,
  now: Group | undefined,
  then: Group,
  needs: readonly string[],
): Step[] {
  const { service, region, least, most } = then;
  const { needed } = then.capacity;
  const id = `${service}-in-${region}`;
  const full = now?.scaling === "on" && now.least >= least;
  const pods = arePods(setting, service);
  const kind = pods ? "pods.scale" : "group.scale";
  const scale: Step = {
    id: `grow-${id}`,
    title: `Let ${service} in ${region} have ${least} to ${most} ${pods ? "pods" : "instances"}`,
    needs,
    action: { kind, service, region, least, most },
    done: { is: "scaled", service, region, least },
    reversal: { by: { kind, service, region, least: now?.least ?? 0, most } },
    takes: decided(setting, id, pods),
  };
  const healthy: Step = {
    id: `healthy-${id}`,
    title: `Wait until ${counted(needed, pods ? "pod" : "instance")} of ${service} in ${region} ${are(needed)} healthy`,
    needs: full ? needs : [scale.id],
    action: { kind: "wait", for: `${service} in ${region}` },
    done: { is: "healthy", service, region, least: needed },
    reversal: { by: "no effect" },
    takes: full ? [] : [...booting(setting, service, region), probesPass(id)],
  };
  return full ? [healthy] : [scale, healthy];
}

function arePods({ topology }: Setting, service: string): boolean {
  const part = topology.services[service];
  return part !== undefined && inPods(part);
}

function decided(setting: Setting, id: string, pods: boolean): readonly Term[] {
  return pods
    ? [
        known(setting, "execute", "api.call", id, "new limits of the pods' autoscaler"),
        known(setting, "warm up", "pods.decide", id, "the pods' autoscaler's next look"),
      ]
    : [
        known(setting, "execute", "group.update", id, "new limits of the autoscaler"),
        known(setting, "warm up", "autoscaler.decide", id, "the autoscaler's next look"),
      ];
}

/** From a decision to have more until it answers. */
export function booting(setting: Setting, service: string, region: string): readonly Term[] {
  const runs = setting.topology.services[service]?.spec.runs;
  const of = `${service} in ${region}`;
  const room = arePods(setting, service)
    ? known(setting, "warm up", "nodes.provision", of, "nodes with room for the pods")
    : known(setting, "warm up", "machine.provision", of, "machines are provisioned");
  return [
    room,
    ...(runs ? [declared("warm up", runs.bootTime, of, "the described boot time")] : []),
  ];
}

/** Sends a service's users to a region, as soon as what it can't do without is there. */
export function open(
  setting: Setting,
  service: string,
  region: string,
  needs: readonly string[],
): Step {
  const of = `${service} in ${region}`;
  return {
    id: `open-${service}-in-${region}`,
    title: `Open ${region} for ${service} at the load balancer`,
    needs,
    action: { kind: "backend.open", service, region },
    done: { is: "backend", service, region, open: true },
    reversal: { by: { kind: "backend.close", service, region } },
    takes: [known(setting, "propagate", "load-balancer.update", of, "the load balancer's change")],
    restores: [service],
  };
}

/** Sends a service's users elsewhere; a region that is lost is taken out, so that nothing refers to it. */
export function close(
  setting: Setting,
  service: string,
  region: string,
  needs: readonly string[],
  kind: "backend.close" | "backend.remove" = "backend.close",
): Step {
  const of = `${service} in ${region}`;
  return {
    id: `close-${service}-in-${region}`,
    title:
      kind === "backend.close"
        ? `Close ${region} for ${service} at the load balancer`
        : `Take ${region} out of the load balancer for ${service}`,
    needs,
    action: { kind, service, region },
    done: {
      is: "backend",
      service,
      region,
      open: false,
      ...(kind === "backend.remove" ? { listed: false } : {}),
    },
    reversal: { by: { kind: "backend.open", service, region } },
    takes: [known(setting, "propagate", "load-balancer.update", of, "the load balancer's change")],
  };
}

/** Standing regions that users of a service are sent to; without a load balancer, wherever it runs. */
export function servingRegions({ regions, services }: Topology, service: string) {
  const backends = services[service]?.backends ?? [];
  const open = new Set(
    backends.flatMap(({ region, capacityScaler }) => (capacityScaler === 1 ? [region] : [])),
  );
  return Object.values(regions).filter(
    ({ name, state }) => state === "standing" && (backends.length === 0 || open.has(name)),
  );
}

/** By itself the load balancer sends nothing to instances that don't answer. */
export function failsOver(setting: Setting, lost: string): Step[] {
  const { services } = setting.topology;
  return Object.values(services).flatMap(({ name, backends, spec }) => {
    const there = backends.some(
      ({ region, capacityScaler }) => region === lost && capacityScaler === 1,
    );
    const elsewhere = backends.some(
      ({ region, capacityScaler }) => region !== lost && capacityScaler === 1,
    );
    if (!there || !elsewhere) return [];
    return [
      {
        id: `fails-over-${name}`,
        title: `The load balancer sends users of ${name} to another region by itself`,
        needs: [],
        action: { kind: "wait", for: `${name} out of ${lost}` },
        done: { is: "journalled" },
        reversal: { by: "no effect" },
        automatic: true,
        takes: [probesFail(`${name} in ${lost}`, spec.public !== undefined)],
        restores: [name],
      } satisfies Step,
    ];
  });
}

/** Stores and services that a service can't do without. */
export function hardNeeds({ services }: Topology, name: string) {
  const spec = services[name]?.spec;
  const soft = new Set(
    (spec?.uses ?? []).flatMap((use) =>
      typeof use !== "string" && use.as === "soft" ? [use.data] : [],
    ),
  );
  return {
    stores: spec ? storesUsed(spec).filter((store) => !soft.has(store)) : [],
    services: (spec?.dependsOn ?? []).flatMap(({ service, as }) =>
      as === "hard" && service !== undefined ? [service] : [],
    ),
  };
}
