import type { Cloud } from "../cloud";
import { isObject, type JsonObject } from "../json";
import type { Kind } from "../kind";
import type { CloudEvent, CloudResource } from "../model";

/**
 * A kind whose changes reach the data plane when their operation ends, each on its own: until then
 * what was before holds. `word` leads the event's name and belongs to this kind alone.
 */
export function delayed(
  word: string,
  kind: Kind,
  reached?: (resource: CloudResource, cloud: Cloud) => void,
): Kind {
  return {
    ...kind,
    begun: (resource, before, cloud) => {
      kind.begun?.(resource, before, cloud);
      const { id, readyAt, properties, createdAt } = resource;
      const args = { properties, createdAt };
      cloud.clock.schedule(readyAt + extra(cloud, resource), `${word}.effective`, id, args);
    },
    events: {
      ...kind.events,
      [word]: (event, cloud) => {
        const resource = take(event, cloud);
        if (resource) reached?.(resource, cloud);
      },
    },
  };
}

/** A fault may hold back what is made or changed for longer than its operation takes. */
function extra(cloud: Cloud, { id, kind, name }: CloudResource): number {
  const delays = [...cloud.faults.active()].flatMap((fault) =>
    fault.kind === "propagation" && [id, kind, name].includes(fault.of) ? [fault.delay] : [],
  );
  return Math.max(0, ...delays);
}

function take({ about, args }: CloudEvent, cloud: Cloud): CloudResource | undefined {
  const resource = cloud.find(about);
  const { properties = null, createdAt = null } = args;
  // One that was deleted and made again has its own events.
  if (resource?.createdAt !== createdAt) return undefined;
  cloud.setRuntime(about, { ...resource.runtime, effective: properties });
  return cloud.find(about);
}

/** What the data plane goes by now; undefined before the first change has reached it. */
export function effective({ runtime }: CloudResource): JsonObject | undefined {
  const { effective: found } = runtime;
  return isObject(found) ? found : undefined;
}
