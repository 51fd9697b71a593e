import type { Edits } from "./edit";
import { nearest } from "./nearest";
import type { System } from "./schema/system";

/** `next`: a new version comes in; `all`: the one on trial runs everywhere; `back`: the one before. */
export const RELEASE_STEPS = ["next", "all", "back"] as const;
export type ReleaseStep = (typeof RELEASE_STEPS)[number];

/** What a step of a release changes in the description, or why it can't be done. */
export type Release = { readonly edits: Edits } | { readonly problem: string };

/**
 * One step of bringing a version of a service in, or of taking it back: one edit, which is deployed
 * like any other. With the strategy `canary` a version is on trial first; with any other it goes
 * straight in, instance by instance.
 */
export function releaseEdits(
  { services }: Pick<System, "services">,
  name: string,
  step: ReleaseStep,
  image?: string,
): Release {
  const service = services[name];
  if (!service) return { problem: unknown(name, Object.keys(services)) };
  const { release, runs } = service;
  const next = `services.${name}.release.next`;
  const running = `services.${name}.runs.image`;
  const trial = release?.next;
  switch (step) {
    case "next":
      if (image === undefined) return { problem: `name the image by its digest` };
      if (runs.image === image) return { problem: `${name} runs that image already` };
      return { edits: { [release?.strategy === "canary" ? next : running]: image } };
    case "all":
      if (trial === undefined) return { problem: `${name} has no version on trial` };
      return { edits: { [running]: trial, [next]: null } };
    case "back":
      if (trial !== undefined) return { edits: { [next]: null } };
      if (image === undefined) {
        return { problem: `${name} has no version on trial; name the image to go back to` };
      }
      return { edits: { [running]: image } };
  }
}

function unknown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const hint = meant === undefined ? `there are ${known.join(", ")}` : `did you mean "${meant}"?`;
  return `"${name}" is not a service; ${hint}`;
}
