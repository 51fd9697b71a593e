import type { Happened } from "../../recovery/plan/plan-for";
import type { Stage } from "./stage";

/**
 * A version that answers probes and fails whoever uses it: a gate on health lets it through, and it
 * is in all regions before anybody has noticed.
 */
export async function releaseBad(stage: Stage, service: string): Promise<Partial<Happened>> {
  const { regions, services } = stage.topology();
  const previous = services[service]?.spec.runs.image ?? "";
  const image = badOf(previous);
  stage.sandbox.transact((cloud) =>
    cloud.faults.inject("drill", { kind: "bad-release", image, answersProbes: true }),
  );
  stage.describe({ [`services.${service}.runs.image`]: image });
  for (const { name, state } of Object.values(regions)) {
    if (state === "standing") await stage.stacks.up(name);
  }
  return { previous };
}

/** The same image in another version. */
function badOf(image: string): string {
  return image.replace(/sha256:[0-9a-f]{64}$/, `sha256:${"bad0".repeat(16)}`);
}
