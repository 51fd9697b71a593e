import { linksIn } from "../../topology/backend-links";
import { backendName, fenceName } from "../../topology/naming";
import type { Action } from "../action";
import type { Context } from "./context";
import { isOf, scalerPath } from "./observe-services";
import { at, type Document, listAt, textAt } from "./rest";

type Backend = Extract<Action, { readonly kind: `backend.${string}` }>;
type Fence = Extract<Action, { readonly kind: "fence.close" | "fence.open" }>;
/** Of a group of instances, or of pods. */
export type Scale = Extract<Action, { readonly kind: "group.scale" | "pods.scale" }>;

/**
 * Opens, closes or takes out a region. Opening leaves only the regions that will be described: a
 * lost one that could not be taken out before, because it was the only one, goes with it.
 */
export async function changeBackend(action: Backend, context: Context): Promise<void> {
  const { rest, hosts, then } = context;
  const { service, region, kind } = action;
  const url = hosts.compute(`global/backendServices/${backendName(then.naming, service)}`);
  const found = await rest.ask("GET", url);
  const there = listAt(found, "backends");
  const links = linksIn(then, service, region);
  const changed = there.flatMap((backend): Document[] => {
    if (isOf(backend, links)) {
      if (kind === "backend.remove") return [];
      return [{ ...backend, capacityScaler: kind === "backend.open" ? 1 : 0 }];
    }
    return kind === "backend.open" && !isDescribed(backend, service, context) ? [] : [backend];
  });
  if (kind === "backend.open" && !there.some((backend) => isOf(backend, links))) {
    throw new Error(`${region} is no backend of ${service}; deploy the home region's stack first`);
  }
  const fingerprint = textAt(found, "fingerprint");
  const guard = fingerprint === "" ? {} : { fingerprint };
  await rest.ask("PATCH", url, { body: { backends: changed, ...guard } });
}

function isDescribed(backend: Document, service: string, { then }: Context): boolean {
  const regions = (then.services[service]?.backends ?? []).map(({ region }) => region);
  return regions.some((region) => isOf(backend, linksIn(then, service, region)));
}

/** Both rules stand ready; switched on, they come before every other. */
export async function changeFence(
  { kind, region }: Fence,
  { rest, hosts, then }: Context,
): Promise<void> {
  const body = { disabled: kind === "fence.open" };
  for (const direction of ["in", "out"] as const) {
    const name = fenceName(then.naming, region, direction);
    await rest.ask("PATCH", hosts.compute(`global/firewalls/${name}`), { body });
  }
}

export async function scale(
  { service, region, least, most }: Scale,
  { rest, hosts, then }: Context,
): Promise<void> {
  const name = then.regions[region]?.groups[service]?.name ?? "";
  const path = `regions/${region}/instanceGroupManagers/${name}`;
  const group = await rest.ask("GET", hosts.compute(path));
  const scaler = scalerPath(group);
  const slash = scaler.lastIndexOf("/");
  const [collection, own] = [scaler.slice(0, slash), scaler.slice(slash + 1)];
  const { autoscalingPolicy } = await rest.ask("GET", hosts.compute(scaler));
  const policy = at({ autoscalingPolicy }, "autoscalingPolicy");
  const limits = { mode: "ON", minNumReplicas: least, maxNumReplicas: most };
  await rest.ask("PATCH", `${hosts.compute(collection)}?autoscaler=${own}`, {
    body: {
      name: own,
      autoscalingPolicy: { ...(typeof policy === "object" ? policy : {}), ...limits },
    },
  });
}
