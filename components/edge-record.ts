import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { EdgePart, Topology } from "../topology/model";
import { ROLE_TTL } from "./dns";
import { childOf } from "./options";
import { answersAll } from "./url-map";

export interface EdgeRecordArgs {
  readonly topology: Topology;
  readonly edge: EdgePart;
  /** Name of the public zone. */
  readonly zone: pulumi.Input<string>;
  /** Public address of each way; of the backup load balancers, the home region's. */
  readonly addresses: Readonly<Record<EdgePart["route"], pulumi.Input<string>>>;
}

/** A public address, and the region that Cloud DNS takes it to be near. */
interface Way {
  readonly location: string;
  readonly address: pulumi.Input<string>;
}

/**
 * The domain's record: the described way in while that answers, else another one.
 *
 * Tried from three regions, so that no way is given up because of one network. Survives the loss of
 * the global load balancer, which can't fail over by itself. Whichever way is described, the record
 * keeps its shape, so that a change of the way is one update in place; clients follow within the
 * TTL of 30 seconds. Costs its check and its queries, nothing more in standby. Doesn't cover a way
 * that answers its check and fails users: for that a person changes `edge.route`.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const addresses = { front: "192.0.2.1", bypass: "192.0.2.2", backup: "192.0.2.3" };
 * const { edge } = topology;
 * new EdgeRecord("api-platform", { topology, edge, zone: shared.publicZone, addresses });
 * // registers compute.HealthCheck, dns.RecordSet
 */
export class EdgeRecord extends pulumi.ComponentResource {
  constructor(name: string, args: EdgeRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:EdgeRecord", name, {}, opts);
    const { topology, edge, zone } = args;
    const child = childOf(this, opts);
    const check = new gcp.compute.HealthCheck(
      `${name}-ways`,
      checkInputs(topology, edge.checkedFrom),
      child,
    );
    const [first, ...others] = waysOf(args);
    new gcp.dns.RecordSet(
      name,
      {
        managedZone: zone,
        name: `${topology.system.domain}.`,
        type: "A",
        ttl: ROLE_TTL,
        routingPolicy: {
          healthCheck: check.id,
          primaryBackup: {
            primary: { externalEndpoints: [first.address] },
            backupGeos: others.map(({ location, address }) => ({
              location,
              healthCheckedTargets: { externalEndpoints: [address] },
            })),
            trickleRatio: 0,
          },
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}

/** Whether something answers over TLS; a check for DNS asks every 30 seconds at most. */
function checkInputs(
  topology: Topology,
  sourceRegions: readonly string[],
): gcp.compute.HealthCheckArgs {
  return {
    description: "Ways in: whether one leads to a server that lives",
    checkIntervalSec: 30,
    timeoutSec: 10,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    sourceRegions: [...sourceRegions],
    httpsHealthCheck: {
      port: 443,
      host: topology.system.domain,
      requestPath: answersAll(topology)?.spec.health?.liveness ?? "/",
    },
    logConfig: { enable: true },
  };
}

/** The described way, then what it may be exchanged for by itself; never just one. */
function waysOf({ topology, edge, addresses }: EdgeRecordArgs): readonly [Way, ...Way[]] {
  const global = (route: "front" | "bypass"): Way => ({
    location: topology.home,
    address: addresses[route],
  });
  const backups = edge.backups.map(({ region, address }): Way => ({
    location: region,
    address: address ?? addresses.backup,
  }));
  const { route } = edge;
  if (route !== "backup") {
    const rest = backups.length > 0 ? backups : [global(route === "front" ? "bypass" : "front")];
    return [global(route), ...rest];
  }
  const [first, ...others] = backups;
  if (!first) throw new Error("a described backup route has a load balancer");
  return [first, ...(others.length > 0 ? others : [global("bypass")])];
}
