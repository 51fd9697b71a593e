import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { type Timeouts, timeoutsOf } from "../../inventory/timeouts";

/** The timeouts that a registration asks for. */
export function askedTimeouts(
  asked: resource.RegisterResourceRequest.CustomTimeouts | undefined,
): Timeouts | undefined {
  if (asked === undefined) return undefined;
  return timeoutsOf({
    create: seconds(asked.getCreate()),
    update: seconds(asked.getUpdate()),
    delete: seconds(asked.getDelete()),
  });
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** A duration as Go writes it, such as `1h30m`; 0 for an empty one. */
function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, value, unit = ""]) => sum + Number(value) * (UNITS[unit] ?? 0), 0);
}
