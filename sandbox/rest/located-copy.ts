import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import { invalid } from "../error";
import type { JsonObject } from "../json";
import { ORIGIN, SIZE } from "../kinds/located/kinds";
import { gigabytesOf } from "../kinds/located/rows";
import type { CloudResource } from "../model";

/** What a copy is told: of what it is made, as of when, and how much that is. */
export function originOf(cloud: Cloud, source: CloudResource, time: string): JsonObject {
  return { [ORIGIN]: { id: source.id, time }, [SIZE]: gigabytesOf(cloud, source) };
}

/** @throws CloudError 400 for a moment that is to come, or is further back than versions are kept. */
export function refuseMoment(cloud: Cloud, time: string, window: number): void {
  const instant = Date.parse(time) - EPOCH;
  if (instant <= cloud.now && instant >= cloud.now - window) return;
  const [from, to] = [cloud.now - window, cloud.now].map((one) =>
    new Date(EPOCH + one).toISOString(),
  );
  throw invalid(`"${time}" is not a moment from ${from} to ${to}`);
}

/** The earliest moment that can be read: versions are kept so long, and there are none from before. */
export function earliest(cloud: Cloud, window: number): string {
  return new Date(EPOCH + cloud.now - window).toISOString();
}
