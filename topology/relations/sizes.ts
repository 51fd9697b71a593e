import type { Issue, Relation } from "../../system/relation";
import { capacity, left, lostWithZone } from "../capacity";

/** A described size must keep what the computed one would. */
export const sizesSuffice: Relation = ({ services, regions }) =>
  Object.entries(services ?? {}).flatMap(([name, service]): Issue[] => {
    const runs = service?.runs;
    const peak = service?.load?.peak;
    const perInstance = service?.load?.perInstance;
    if (runs?.on !== "instances" && runs?.on !== "kubernetes") return [];
    if (runs.size === undefined) return [];
    if (peak === undefined || perInstance === undefined) return [];
    const size = runs.size;
    return Object.entries(regions ?? {}).flatMap(([region, spec]): Issue[] => {
      // A service in a single zone has no group where none is named.
      if (service?.placement === "single-zone" && !service.zones?.[region]) return [];
      const zones = (service?.zones?.[region] ?? spec?.zones ?? []).length;
      const rule = capacity({ load: peak, perInstance, zones });
      if (zones === 0 || left(size, zones) >= rule.needed) return [];
      const lost = lostWithZone(size, zones);
      const message =
        `"${size}" is too few in ${region}: ${size}` +
        (lost > 0 ? ` - ${lost} lost with one of ${zones} zones` : "") +
        ` - 1 out for an upgrade ` +
        `leaves ${Math.max(0, left(size, zones))}, ${rule.needed} are needed (${peak} rps / ${perInstance} rps); ` +
        `write at least ${rule.size}, or leave it out`;
      return [{ path: ["services", name, "runs", "size"], message }];
    });
  });
