import type { System } from "../system/schema/system";
import type { Topology } from "./model";
import { type Naming, registryId } from "./naming";
import { multiRegionAround } from "./places";

/** Artifact Registry's names of the multi-regions. Source: artifact-registry/docs/repositories/repo-locations. */
const LOCATIONS = { US: "us", EU: "europe", ASIA: "asia" } as const;

/** Where the images of a system are kept so that each region reaches them when another is lost. */
export function registryLocation({ home }: Pick<System, "home">): string {
  return LOCATIONS[multiRegionAround(home)];
}

/** What the images' names are led by. */
export function registryPath(system: Pick<System, "home">, naming: Naming): string {
  return `${registryLocation(system)}-docker.pkg.dev/${naming.project}/${registryId(naming)}`;
}

/** Whether an image is in the system's own registry. */
export function isOwnImage({ system, naming }: Pick<Topology, "system" | "naming">, image: string) {
  return image.startsWith(`${registryPath(system, naming)}/`);
}

/** An image of the system's own registry: its name there, and its digest. */
export interface OwnImage {
  readonly name: string;
  readonly digest: string;
}

/** The described images that are in the system's own registry, versions on trial included. */
export function ownImages(system: System, naming: Naming): readonly OwnImage[] {
  const path = `${registryPath(system, naming)}/`;
  const described = Object.values(system.services).flatMap(({ runs, release }) => [
    runs.image,
    ...(release?.next === undefined ? [] : [release.next]),
  ]);
  return [...new Set(described)].flatMap((image) => {
    const [name = "", digest] = image.split("@");
    return digest !== undefined && name.startsWith(path)
      ? [{ name: name.slice(path.length), digest }]
      : [];
  });
}
