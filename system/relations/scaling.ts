import type { Issue, Relation } from "../relation";
import { isContainer } from "../schema/service";
import { entries } from "./reference";

/** What machines and pods report by themselves or by an agent, whatever runs on them. */
export const isOfMachine = (on: string): on is "cpu" | "memory" => on === "cpu" || on === "memory";

/** A share of CPU or memory is a percentage; a metric of one's own is a number. */
export const scalingTargets: Relation = ({ services }) =>
  entries(services).flatMap(([name, { scaling }]): Issue[] => {
    const { on, target } = scaling ?? {};
    if (on === undefined || target === undefined) return [];
    const path = ["services", name, "scaling", "target"];
    if (target === 0) return [{ path, message: "must be more than 0" }];
    return isOfMachine(on) && target > 1
      ? [{ path, message: `got ${target}; ${on} takes a percentage such as "60 %"` }]
      : [];
  });

/**
 * How much memory an instance uses nobody outside of it sees: Google's Ops Agent says so, and it
 * can't be put into Container-Optimized OS, which boots containers.
 */
export const memoryIsReported: Relation = ({ services }) =>
  entries(services).flatMap(([name, { scaling, runs }]): Issue[] => {
    if (scaling?.on !== "memory" || runs?.on !== "instances" || runs.image === undefined) return [];
    if (isContainer(runs.image)) {
      const message =
        'is "memory", which Container-Optimized OS doesn\'t report in percent and has no agent for; boot a machine image with the Ops Agent in it, use "cpu", or a metric that the service writes itself';
      return [{ path: ["services", name, "scaling", "on"], message }];
    }
    if (runs.agent === true) return [];
    const message =
      'is "memory", which only the Ops Agent reports; install it in the image and say "agent: true" under runs';
    return [{ path: ["services", name, "scaling", "on"], message }];
  });

/** Workers follow their queue; nobody opens a page of what nobody reaches. */
export const noPlaceForIt: Relation = ({ services }) =>
  entries(services).flatMap(([name, { scaling, runs, fallback, public: open }]): Issue[] => [
    ...(scaling && runs?.on === "workers"
      ? [
          {
            path: ["services", name, "scaling"],
            message: "is not for workers, which follow their queue's backlog; remove it",
          },
        ]
      : []),
    ...(fallback && !open
      ? [
          {
            path: ["services", name, "fallback"],
            message: "is not for a service that users don't reach; make it public, or remove this",
          },
        ]
      : []),
    ...(fallback?.page?.endsWith("/") === true
      ? [
          {
            path: ["services", name, "fallback", "page"],
            message: `"${fallback.page}" is no file; name one, such as /sorry.html`,
          },
        ]
      : []),
  ]);

/** Pods are counted by the cluster, which asks an adapter for what Kubernetes doesn't measure. */
export const adapterForPods: Relation = ({ services, kubernetes }) =>
  entries(services).flatMap(([name, { scaling, runs }]): Issue[] => {
    const { on } = scaling ?? {};
    if (runs?.on !== "kubernetes" || on === undefined || isOfMachine(on)) return [];
    if (!kubernetes || kubernetes.metricsAdapter !== undefined) return [];
    return [
      {
        path: ["services", name, "scaling", "on"],
        message: `"${on}" is a metric that clusters ask an adapter for; name its image under kubernetes.metricsAdapter, or use "cpu" or "memory"`,
      },
    ];
  });
