import type { Service } from "../system/schema/service";
import type { Topology } from "./model";
import { publicServices } from "./services";

/** One path that is asked for from outside. */
export interface UptimeCheck {
  /** Such as `web/readyz`. */
  readonly name: string;
  readonly service: string;
  readonly path: string;
  /** Whether any answer will do: what is below `/api/*` is the application's own affair. */
  readonly any: boolean;
}

/**
 * The checks of all public services: one for each path that is described. Of a pattern that holds
 * the readiness path, that one is asked for, since it is known to answer.
 */
export function checksOf(topology: Pick<Topology, "services">): readonly UptimeCheck[] {
  return publicServices(topology).flatMap(({ name, spec }) => {
    const targets = (spec.public?.paths ?? []).map((pattern) => target(pattern, spec));
    const paths = [...new Map(targets.map((found) => [found.path, found])).values()];
    return paths.map((found) => ({ name: `${name}${found.path}`, service: name, ...found }));
  });
}

function target(pattern: string, { health }: Service): Pick<UptimeCheck, "path" | "any"> {
  if (!pattern.endsWith("*")) return { path: pattern, any: false };
  const beginning = pattern.slice(0, -1);
  const ready = health?.readiness;
  return ready?.startsWith(beginning)
    ? { path: ready, any: false }
    : { path: beginning, any: beginning !== "/" };
}
