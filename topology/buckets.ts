import type { BucketStore } from "../system/kinds/bucket";
import { isMultiRegion } from "../system/kinds/multi-regions";
import type { System } from "../system/schema/system";
import type { BucketPart } from "./model";
import { bucketName, type Naming } from "./naming";
import { dualRegion } from "./places";

export function bucketPart(
  system: System,
  naming: Naming,
  store: string,
  spec: BucketStore,
): BucketPart {
  const kind = bucketKind(spec);
  const pair = typeof spec.location === "string" ? undefined : spec.location;
  const placement = pair
    ? dualRegion(pair[0] ?? "", pair[1] ?? "")
    : { location: String(spec.location).toUpperCase() };
  if (!placement) throw new Error(`no dual-region of ${pair?.join(" and ")}`);
  return {
    name: bucketName(naming, store),
    spec,
    placement,
    kind,
    turbo: kind === "dual-region" && system.standby !== "cold",
  };
}

export function bucketKind({ location }: Pick<BucketStore, "location">): BucketPart["kind"] {
  if (typeof location !== "string") return "dual-region";
  return isMultiRegion(location) ? "multi-region" : "region";
}
