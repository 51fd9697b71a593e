import type { Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import { entries, names, reference, repeated } from "./reference";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;

/** What a service depends on and uses is described. */
export const dependenciesExist: Relation = (draft) =>
  entries(draft.services).flatMap(([name, service]) => [
    ...calls(draft, name, service),
    ...stores(draft, name, service),
  ]);

function calls(
  { services, external }: Draft,
  name: string,
  { dependsOn = [] }: DraftService,
): Issue[] {
  const issues = dependsOn.flatMap((dependency, index): readonly Issue[] => {
    const path = ["services", name, "dependsOn", index];
    if (dependency?.service === name) {
      return [{ path: [...path, "service"], message: `"${name}" depends on itself; remove it` }];
    }
    return [
      ...reference([...path, "service"], dependency?.service, {
        article: "a service",
        names: names(services),
      }),
      ...reference([...path, "external"], dependency?.external, {
        article: "an external",
        names: names(external),
      }),
      ...softOnly(path, dependency),
    ];
  });
  const words = dependsOn.map((d) => d?.service ?? d?.external);
  return [...issues, ...twice(["services", name, "dependsOn"], words)];
}

function stores(
  { services, data }: Draft,
  name: string,
  { uses = [], runs }: DraftService,
): Issue[] {
  const words = uses.map((use) => (typeof use === "string" ? use : use?.data));
  const at = (index: number): Path => {
    const path = ["services", name, "uses", index];
    return typeof uses[index] === "string" ? path : [...path, "data"];
  };
  const issues = words.flatMap((word, index): readonly Issue[] =>
    word !== undefined && Object.hasOwn(services ?? {}, word) && !Object.hasOwn(data ?? {}, word)
      ? [{ path: at(index), message: `"${word}" is a service; name it under dependsOn` }]
      : reference(at(index), word, { article: "a data store", names: names(data) }),
  );
  const soft = uses.flatMap((use, index) =>
    typeof use === "string" ? [] : softOnly(["services", name, "uses", index], use),
  );
  const queue = runs?.on === "workers" ? queueExists({ data }, name, runs.queue) : [];
  return [...issues, ...soft, ...twice(["services", name, "uses"], words), ...queue];
}

function softOnly(
  path: Path,
  needed: { readonly as?: string | undefined; readonly degraded?: string | undefined } | undefined,
): Issue[] {
  if (needed?.as !== "hard" || needed.degraded === undefined) return [];
  const message = 'says how the service works on, but it is "hard"; write "as: soft", or remove it';
  return [{ path: [...path, "degraded"], message }];
}

function twice(path: Path, words: readonly (string | undefined)[]): Issue[] {
  return repeated(words).map(({ index, first }) => ({
    path: [...path, index],
    message: `"${words[index]}" is there already as ${path.at(-1)}[${first}]; keep one of the two`,
  }));
}

function queueExists({ data }: Draft, name: string, queue: string | undefined): readonly Issue[] {
  const queues = entries(data).flatMap(([store, { kind }]) =>
    kind === "queue" || kind === undefined ? [store] : [],
  );
  return reference(["services", name, "runs", "queue"], queue, {
    article: "a queue",
    names: data === undefined ? undefined : queues,
  });
}

/** Services that can't work without one another could never be started, nor recovered in an order. */
export const noCycles: Relation = ({ services }) => {
  const needs = new Map(
    entries(services).map(([name, { dependsOn = [] }]) => [
      name,
      dependsOn.flatMap((d) =>
        d?.as === "hard" && d.service && d.service !== name ? [d.service] : [],
      ),
    ]),
  );
  const done = new Set<string>();
  const issues: Issue[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) {
      const cycle = [...trail.slice(start), name].join(" -> ");
      const message = `is a cycle of hard dependencies: ${cycle}; make one of them soft`;
      issues.push({ path: ["services", trail.at(-1) ?? name, "dependsOn"], message });
    }
    if (start >= 0 || done.has(name)) return;
    for (const needed of needs.get(name) ?? []) visit(needed, [...trail, name]);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
  return issues;
};
