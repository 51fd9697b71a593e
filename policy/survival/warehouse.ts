import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { partsOf } from "./parts";
import { either, SURVIVES, type Verdict } from "./verdict";
import type { Walk } from "./walk";

/** A multi-region location of BigQuery doesn't promise to survive a region (docs/facts.md). */
export function warehouseVerdict(walk: Walk, store: string): Verdict {
  const [dataset, ...copies] = partsOf(walk, store, ["bigquery.Dataset"]);
  if (!dataset) return SURVIVES;
  const { region } = walk.loss;
  const area = textAt(dataset.inputs, "location", "US") ?? "US";
  const isInside = region !== undefined && (area === region || AREAS[area]?.test(region) === true);
  const reason =
    walk.broken(dataset) ??
    (isInside ? `its location "${area}" doesn't promise to survive a region` : undefined);
  if (reason === undefined) return SURVIVES;
  const isThere = copies.some(
    (copy) => walk.broken(copy) === undefined && textAt(copy.inputs, "location") !== region,
  );
  const undeleted = walk.loss.resource === dataset && numberOf(dataset) > 0;
  return either(
    undeleted ? "undeleted by time travel" : isThere ? "read from its daily copy" : undefined,
    reason,
  );
}

const AREAS: Readonly<Record<string, RegExp>> = { US: /^us-/, EU: /^europe-/ };

function numberOf({ inputs }: Resource): number {
  return Number(textAt(inputs, "maxTimeTravelHours", "168"));
}
