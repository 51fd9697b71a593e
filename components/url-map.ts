import type * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { publicServices } from "../topology/services";

const CATCH_ALL = "/*";

/** What a URL map is told, global or regional. */
export interface Routes {
  defaultService: pulumi.Input<string>;
  hostRules?: { hosts: string[]; pathMatcher: string }[];
  pathMatchers?: {
    name: string;
    defaultService: pulumi.Input<string>;
    pathRules: { paths: string[]; service: pulumi.Input<string> }[];
  }[];
}

/** Requests go to the service that names their path; the one that names `/*` gets the rest. */
export function routes(
  topology: Topology,
  /** Links of the backend services, by service. */
  backends: ReadonlyMap<string, pulumi.Input<string>>,
): Routes {
  const services = publicServices(topology);
  const defaultService = backends.get(answersAll(topology)?.name ?? "") ?? "";
  const pathRules = services.flatMap(({ name, spec }) => {
    const paths = spec.public?.paths.filter((path) => path !== CATCH_ALL) ?? [];
    const service = backends.get(name);
    return paths.length > 0 && service ? [{ paths, service }] : [];
  });
  if (pathRules.length === 0) return { defaultService };
  const matcher = "paths";
  return {
    defaultService,
    hostRules: [{ hosts: [topology.system.domain], pathMatcher: matcher }],
    pathMatchers: [{ name: matcher, defaultService, pathRules }],
  };
}

/** The public service that gets what no other names. */
export function answersAll(topology: Topology) {
  return publicServices(topology).find(({ spec }) => spec.public?.paths.includes(CATCH_ALL));
}

/** Plain HTTP is sent to HTTPS. */
export const REDIRECT = {
  defaultUrlRedirect: {
    httpsRedirect: true,
    stripQuery: false,
    redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
  },
};
