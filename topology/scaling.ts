import type { Service } from "../system/schema/service";

/** Share of its processors at which a service gets more instances or pods, where none is described. */
export const CPU_TARGET = 0.6;

/**
 * How often an autoscaler has to look until a service has grown from one size to another. What is
 * busy all the time shows no more than that: each look asks for as many as would bring it back to its
 * target (https://docs.cloud.google.com/compute/docs/autoscaler/scaling-cpu), and only what answers by
 * then is counted at the next.
 */
export function roundsOf(
  { scaling }: Pick<Service, "scaling">,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const { on = "cpu", target = CPU_TARGET } = scaling ?? {};
  const share = on === "cpu" ? target : CPU_TARGET;
  if (share >= 1) return 1;
  let rounds = 1;
  for (let size = grown(least, share); size < most; size = grown(size, share)) rounds += 1;
  return rounds;
}

function grown(size: number, share: number): number {
  return Math.ceil(Math.max(1, size) / share);
}
