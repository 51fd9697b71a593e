import type { Event } from "../../recovery/model";
import type { Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import type { Cloud } from "../cloud";
import type { Fault } from "../faults";
import { startUsing } from "./traffic";

/** What a rehearsal lets happen: a fault of the cloud, or a deed of somebody. */
export interface Incident {
  /** Regions that can't be reached from then on: only what is global of their stacks can be read. */
  readonly gone: readonly string[];
  /** What somebody has written into the description and deployed, such as a bad release. */
  readonly released?: Edits;
  readonly happen: (cloud: Cloud) => void;
}

/** How many times the peak comes at once in an overload. */
const RUSH = 2;

/** Events that the sandbox can show; the others need services that call each other. */
export const REHEARSED = [
  "region-loss",
  "zone-loss",
  "data-deletion",
  "bad-release",
  "overload",
] as const;

/** What happens in the sandbox when an event happens to something of a system. */
export function incidentOf(event: Event, of: string, now: Topology): Incident {
  switch (event) {
    case "region-loss":
      return fault([of], { kind: "region-loss", region: of, calls: "fail" });
    case "zone-loss":
      return fault([], { kind: "zone-loss", zone: of });
    case "overload":
      return {
        gone: [],
        happen: (cloud) => startUsing(cloud, now, of, [now.primary], RUSH),
      };
    case "data-deletion":
      return { gone: [], happen: (cloud) => erase(cloud, now, of) };
    case "bad-release": {
      const image = badImage(now.services[of]?.spec.runs.image ?? "");
      return {
        ...fault([], { kind: "bad-release", image }),
        released: { [`services.${of}.runs.image`]: image },
      };
    }
    case "dependency-loss":
      throw new Error("services of the sandbox don't call each other: docs/sandbox.md");
  }
}

function fault(gone: readonly string[], what: Fault): Incident {
  return { gone, happen: (cloud) => cloud.faults.inject("drill", what) };
}

/** The same repository with other contents: a digest that nothing else has. */
function badImage(image: string): string {
  return image.replace(/@sha256:.*$/, `@sha256:${"bad0".repeat(16)}`);
}

/** Everything that was written so far is deleted, by a statement that is carried out as any other. */
function erase(cloud: Cloud, { regions, primary }: Topology, store: string): void {
  const name = regions[primary]?.instances[store]?.name;
  const writer = [...cloud.all("sql.DatabaseInstance")].find((one) => one.name === name);
  if (!writer) throw new Error(`${store} has no writer; only databases are rehearsed`);
  cloud.deleteData(writer.id, { from: 1, to: Number.MAX_SAFE_INTEGER });
}
