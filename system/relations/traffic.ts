import type { Draft, Issue, Relation } from "../relation";
import { entries } from "./reference";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;

/** Sizes follow from the load and traffic from health, so a service that takes requests has both. */
export const loadAndHealth: Relation = ({ services }) =>
  entries(services).flatMap(([name, service]): Issue[] => {
    const { on } = service.runs ?? {};
    const reason = takesRequests(service)
      ? "a public service"
      : on === undefined || on === "workers"
        ? undefined
        : `a service on ${on}`;
    if (reason === undefined) return [];
    // A key that is there but wrong has been reported; the draft keeps it without its value.
    return (["load", "health"] as const)
      .filter((key) => !Object.hasOwn(service, key))
      .map((key) => ({
        path: ["services", name, key],
        message: `is missing; ${reason} needs it: write "${EXAMPLES[key]}"`,
      }));
  });

const EXAMPLES = {
  load: "load: { peak: 1200 rps, perInstance: 200 rps }",
  health: "health: { liveness: /livez, readiness: /readyz }",
} as const;

function takesRequests({ public: open }: DraftService): boolean {
  return open !== undefined;
}

/** Nothing answers requests that only takes tasks. */
export const workersArePrivate: Relation = ({ services }) =>
  entries(services).flatMap(([name, service]) =>
    takesRequests(service) && service.runs?.on === "workers"
      ? [
          {
            path: ["services", name, "public"],
            message: "can't be: workers take tasks from a queue, not requests; remove it",
          },
        ]
      : [],
  );

/** Each path has one service that answers it, and one service answers what no other does. */
export const publicPaths: Relation = ({ services }) => {
  const claims = entries(services).flatMap(([name, { public: open }]) =>
    (open?.paths ?? []).map((path, index) => ({ name, path, index })),
  );
  const isOpen = entries(services).some(([, { public: open }]) => open !== undefined);
  const unsure =
    services === undefined ||
    Object.values(services).some((s) => !s || (Object.hasOwn(s, "public") && !s.public?.paths)) ||
    claims.some(({ path }) => path === undefined);
  const twice = claims.flatMap(({ name, path, index }, at): Issue[] => {
    const first = claims.findIndex((claim) => claim.path === path);
    if (path === undefined || first === at) return [];
    const message = `"${path}" is answered by ${claims[first]?.name} already; keep one of the two`;
    return [{ path: ["services", name, "public", "paths", index], message }];
  });
  if (unsure || !isOpen || claims.some(({ path }) => path === "/*")) return twice;
  const message = `have none that answers "/*", where requests go that match no other path; add it to the paths of one`;
  return [...twice, { path: ["services"], message }];
};
