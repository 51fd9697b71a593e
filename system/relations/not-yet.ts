import { formatPath, type Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import { entries } from "./reference";
import { isOfMachine } from "./scaling";

interface Place {
  readonly path: Path;
  /** What can't be deployed; places with the same are told of together. */
  readonly what: string;
  readonly fix: string;
}

/**
 * What the description can say and this version can't deploy, once for each kind of thing.
 * The caller gives it along where the system is to be deployed; who only reads leaves it out.
 */
export const notYetDeployable: Relation = (draft) => {
  const places = [...servicePlaces(draft), ...storePlaces(draft)];
  const kinds = new Set(places.map(({ what }) => what));
  return [...kinds].flatMap((what): Issue[] => {
    const [first, ...others] = places.filter((place) => place.what === what);
    if (first === undefined) return [];
    const also =
      others.length === 0 ? "" : ` (also ${others.map(({ path }) => formatPath(path)).join(", ")})`;
    return [
      {
        path: first.path,
        message: `${what} can't be deployed by this version yet; ${first.fix}${also}`,
      },
    ];
  });
};

function servicePlaces({ services }: Draft): readonly Place[] {
  return entries(services).flatMap(([name, { runs, scaling }]) =>
    runs?.on === "kubernetes" && scaling?.on !== undefined && !isOfMachine(scaling.on)
      ? [
          {
            path: ["services", name, "scaling", "on"],
            what: `scaling pods on "${scaling.on}"`,
            fix: 'use "cpu" or "memory"',
          },
        ]
      : [],
  );
}

function storePlaces({ data }: Draft): readonly Place[] {
  return entries(data).flatMap(([name, store]): readonly Place[] => {
    const path = ["data", name];
    switch (store.kind) {
      case "disk":
        return store.machineImages
          ? [
              {
                path: [...path, "machineImages"],
                what: "a schedule of machine images",
                fix: "leave it out: snapshots hold the data, and templates make the machines",
              },
            ]
          : [];
      default:
        return [];
    }
  });
}
