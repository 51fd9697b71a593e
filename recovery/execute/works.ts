import type { Known, Observed } from "../observed";

/**
 * Whether a region works, from two kinds of evidence: whether its own API answers, and whether what
 * is sent there is served, which the load balancer knows from outside. Where they disagree, or only
 * one is to be had, it is unknown: a person has to look.
 */
export function works(
  region: string,
  services: Observed["services"],
  databases: Observed["databases"],
): Known<boolean> {
  const groups = Object.values(services).flatMap((one) => one[region] ?? []);
  const instances = Object.values(databases).flatMap((one) => one[region] ?? []);
  const answers = [
    ...groups.map((one) => one !== "unknown" && one.running !== "unknown"),
    ...instances.map((one) => one !== "unknown"),
  ];
  const serving = groups.flatMap((one) =>
    one !== "unknown" && one.open === true ? [one.healthy] : [],
  );
  if (answers.length === 0) return "unknown";
  if (answers.every(Boolean)) {
    return serving.every((healthy) => healthy !== "unknown" && healthy > 0) ? true : "unknown";
  }
  const isDark = serving.length > 0 && serving.every((healthy) => healthy === 0);
  return isDark && !answers.some(Boolean) ? false : "unknown";
}
