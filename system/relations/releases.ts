import type { Draft, Relation } from "../relation";
import { isContainer } from "../schema/service";
import { entries } from "./reference";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;

/** A canary has a share, and only a canary has. */
export const releases: Relation = ({ services }) =>
  entries(services).flatMap(([name, service]) =>
    [...problems(service), ...beside(name, service, services)].map(([key, message]) => ({
      path: ["services", name, "release", key],
      message,
    })),
  );

function problems({ release, runs }: DraftService): (readonly [string, string])[] {
  if (release?.strategy === undefined) return [];
  const { strategy, canary, next, bake } = release;
  if (strategy === "canary") {
    return [
      ...(Object.hasOwn(release, "canary")
        ? []
        : [
            [
              "canary",
              'is missing; strategy "canary" needs the share that goes first, such as "5 %"',
            ] as const,
          ]),
      ...(canary === 0 || canary === 1
        ? [
            [
              "canary",
              "must be more than 0 % and less than 100 %, or nothing would be compared",
            ] as const,
          ]
        : []),
      ...(canary !== undefined && canary > 0 && canary < 1 && !isWholePercent(canary)
        ? [["canary", "must be whole percent, as groups of instances take it"] as const]
        : []),
      ...(runs?.on === "workers"
        ? [
            [
              "strategy",
              'is for services that take requests, and nobody compares workers; use "rolling"',
            ] as const,
          ]
        : []),
      ...(next !== undefined && runs?.image && isContainer(next) !== isContainer(runs.image)
        ? [
            [
              "next",
              "is a container where a machine image runs, or the other way round; bring it in as the same kind",
            ] as const,
          ]
        : []),
      ...(next !== undefined && next === runs?.image
        ? [["next", "is the image that runs already; name the new one, or remove it"] as const]
        : []),
    ];
  }
  return Object.entries({ canary, next, bake }).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          [
            key,
            `belongs to strategy "canary", and this is "${strategy}"; change it, or remove this`,
          ] as const,
        ],
  );
}

const isWholePercent = (share: number) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-9;

/** Pods of the next version stand under a name of their own. */
function beside(
  name: string,
  { release, runs }: DraftService,
  services: Draft["services"],
): (readonly [string, string])[] {
  const taken = `${name}-next`;
  if (release?.next === undefined || runs?.on !== "kubernetes" || !services?.[taken]) return [];
  return [
    ["next", `runs under the name "${taken}", which another service has; rename that one`] as const,
  ];
}
