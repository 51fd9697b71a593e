import type { Cloud } from "../cloud";
import { failsUsers } from "../kinds/compute/answers";
import { type Backend, backendsOf } from "./backends";
import type { Client } from "./client";
import { distance } from "./distance";
import { type NoRoute, routeTo } from "./front-end";
import { resolve } from "./names";

export interface Request {
  readonly host: string;
  readonly path: string;
  readonly client: Client;
}

/** Who answered a request, or why nobody did. */
export type Reply =
  | { readonly region: string; readonly machine: string }
  | { readonly fails: NoRoute | "no-healthy-backend" | "no-answer" };

/** The backends that a request can go to, or why it gets to none. */
function backendsFor(cloud: Cloud, { host, path, client }: Request): readonly Backend[] | NoRoute {
  const address = resolve(cloud, client, host);
  return address === undefined ? "no-name" : backendsAt(cloud, address, host, path);
}

/** The backends behind an address: the same for everybody who was told of it. */
export function backendsAt(
  cloud: Cloud,
  address: string,
  host: string,
  path: string,
): readonly Backend[] | NoRoute {
  const route = routeTo(cloud, address, host, path);
  return "fails" in route ? route.fails : backendsOf(cloud, route.service);
}

/** Sends one request, as if there were no others: the nearest region that serves gets it. */
export function request(cloud: Cloud, asked: Request): Reply {
  const backends = backendsFor(cloud, asked);
  if (typeof backends === "string") return { fails: backends };
  const far = ({ region }: Backend) => distance(asked.client.region, region);
  const [nearest] = [...backends].sort((a, b) => far(a) - far(b));
  if (!nearest) return { fails: "no-healthy-backend" };
  const { machines, region } = nearest;
  const turn = Math.floor(cloud.chance("request", asked.host, cloud.now) * machines.length);
  const machine = machines[turn];
  return machine?.answers && !failsUsers(cloud, machine)
    ? { region, machine: machine.name }
    : { fails: "no-answer" };
}
