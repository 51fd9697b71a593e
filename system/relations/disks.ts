import type { Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import type { DraftStore } from "./data";
import { isContainer } from "../schema/service";
import { entries } from "./reference";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;
type DraftDisk = Extract<DraftStore, { kind?: "disk" | undefined }>;

/** A disk is in two zones of a region, and copied to one other region. */
export const placesOfDisks: Relation = (draft) =>
  disks(draft).flatMap(([name, { instances }]): Issue[] => {
    const path = ["data", name];
    const { regions = {}, standby } = draft;
    const held = instances === undefined ? [] : Object.keys(instances);
    const narrow = entries(regions).filter(
      ([region, { zones }]) =>
        zones !== undefined &&
        new Set(zones).size < 2 &&
        (instances === undefined || held.includes(region)),
    );
    const several = instances === undefined && standby === "hot" ? Object.keys(regions) : held;
    return [
      ...narrow.map(([region]) => ({
        path: ["regions", region, "zones"],
        message: `has one zone, and the disk ${name} is in two; name two`,
      })),
      ...(several.length > 2
        ? [
            {
              path: instances === undefined ? path : [...path, "instances"],
              message: `would be in ${several.join(", ")}, and a disk is copied to one other region; name two under instances`,
            },
          ]
        : []),
    ];
  });

/** What a recovery has made is one of the disks that there are. */
export const restoredDisks: Relation = (draft) =>
  disks(draft).flatMap(([name, { instances = {}, restored = {} }]): Issue[] =>
    Object.keys(restored)
      .filter((region) => !Object.hasOwn(instances, region))
      .map((region) => ({
        path: ["data", name, "restored", region],
        message: `"${region}" is not one of the regions under instances; name it there, too, with the generation that it has`,
      })),
  );

/** One instance at a time has a disk, so who uses it is one service that one instance can carry. */
export const usersOfDisks: Relation = (draft) =>
  disks(draft).flatMap(([disk]) => {
    const users = entries(draft.services).flatMap(([name, service]) =>
      (service.uses ?? []).flatMap((use, index) =>
        (typeof use === "object" ? use.data : use) === disk
          ? [{ name, service, path: ["services", name, "uses", index] }]
          : [],
      ),
    );
    const [first, ...others] = users;
    return [
      ...others.map(({ path }) => ({
        path,
        message: `"${disk}" is used by ${first?.name} already, and one machine at a time can have a disk; let one service have it and the other call that`,
      })),
      ...users.flatMap(({ path, name, service }) => [
        ...runtimeFaults(path, disk, service),
        ...loadFaults(path, disk, service),
        ...zoneFaults(disk, name, service, draft),
      ]),
    ];
  });

function runtimeFaults(path: Path, disk: string, { runs, placement }: DraftService): Issue[] {
  if (runs?.on !== undefined && runs.on !== "instances") {
    const message = `"${disk}" is a disk, and ${runs.on} come and go, many at a time; let a service on instances have it, or use a bucket`;
    return [{ path, message }];
  }
  if (runs?.image && !isContainer(runs.image)) {
    const message = `"${disk}" is attached by what boots containers, and this is a machine image; run a container`;
    return [{ path, message }];
  }
  if (placement === undefined || placement === "primary") return [];
  const message = `"${disk}" can be written to in the primary region only, and the placement is ${placement}; use "placement: primary"`;
  return [{ path, message }];
}

function loadFaults(path: Path, disk: string, { load }: DraftService): Issue[] {
  const { peak, perInstance } = load ?? {};
  if (peak === undefined || perInstance === undefined || peak <= perInstance) return [];
  const message = `"${disk}" is at one instance at a time, which carries ${perInstance} rps of ${peak} rps; use a bucket or a database, or larger machines`;
  return [{ path, message }];
}

function zoneFaults(
  disk: string,
  name: string,
  { zones }: DraftService,
  { regions }: Draft,
): Issue[] {
  return entries(regions).flatMap(([region, { zones: all }]): Issue[] => {
    const [one, other] = all ?? [];
    const own = zones?.[region] ?? all;
    if (own === undefined || one === undefined || other === undefined) return [];
    if (own.every((zone) => zone === one || zone === other || zone === undefined)) return [];
    const message = `spreads over ${own.join(", ")} in ${region}, and the disk ${disk} is in the first two; write "zones: { ${region}: [${one}, ${other}] }"`;
    return [{ path: ["services", name, ...(zones?.[region] ? ["zones", region] : [])], message }];
  });
}

function disks({ data }: Draft): readonly (readonly [string, DraftDisk])[] {
  return entries(data).flatMap(([name, store]) =>
    store.kind === "disk" ? [[name, store] as const] : [],
  );
}
