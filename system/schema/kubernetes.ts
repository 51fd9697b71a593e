import { z } from "zod";
import { form, region } from "./values";

/** What the clusters of all regions are made of, and where they stand. */
export const kubernetes = z.strictObject({
  machineType: form(
    /^(e2|n2|n2d|n4|c3|c3d|t2d)-(standard|highmem|highcpu)-[1-9]\d*$/,
    'must be a machine type such as "e2-standard-4", of the families e2, n2, n2d, n4, c3, c3d or t2d',
  ).describe("Machine of each node, and most of the cost"),
  clusters: z
    .array(region())
    .optional()
    .describe("Regions that hold a cluster; left out: the primary in cold, else every region"),
  metricsAdapter: form(
    /^\S+@sha256:[0-9a-f]{64}$/,
    "must be an image by its digest, ending in @sha256: and 64 characters",
  )
    .optional()
    .describe(
      "Image of Google's custom-metrics-stackdriver-adapter, which clusters ask for metrics of one's own",
    ),
  mesh: z
    .array(region())
    .default([])
    .describe(
      "Regions whose cluster has the mesh's kinds already: there circuit breakers, retries and mutual TLS are declared",
    ),
});
export type Kubernetes = z.output<typeof kubernetes>;
