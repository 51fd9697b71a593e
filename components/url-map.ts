import type * as pulumi from "@pulumi/pulumi";
import type { ServicePart, Topology } from "../topology/model";
import { publicServices } from "../topology/services";

const CATCH_ALL = "/*";

/** What a URL map is told, global or regional. */
export interface Routes {
  defaultService: pulumi.Input<string>;
  hostRules?: { hosts: string[]; pathMatcher: string }[];
  pathMatchers?: {
    name: string;
    defaultService: pulumi.Input<string>;
    pathRules: {
      paths: string[];
      service: pulumi.Input<string>;
      customErrorResponsePolicy?: ErrorPage;
    }[];
    defaultCustomErrorResponsePolicy?: ErrorPage;
  }[];
  defaultCustomErrorResponsePolicy?: ErrorPage;
}

/** What is shown instead of an answer; the code stays, so that clients and alerts see the failure. */
interface ErrorPage {
  errorService: pulumi.Input<string>;
  errorResponseRules: { matchResponseCodes: string[]; path: string }[];
}

/** What the load balancer says when nobody behind it answers, or not in time. */
const NOBODY = ["502", "503", "504"];

/** Requests go to the service that names their path; the one that names `/*` gets the rest. */
export function routes(
  topology: Topology,
  /** Links of the backend services, by service. */
  backends: ReadonlyMap<string, pulumi.Input<string>>,
  /** Link of the backend bucket of pages; only a global map takes one. */
  errors?: pulumi.Input<string>,
): Routes {
  const services = publicServices(topology);
  const rest = answersAll(topology);
  const defaultService = backends.get(rest?.name ?? "") ?? "";
  const shown = errorPage("defaultCustomErrorResponsePolicy", rest, errors);
  const pathRules = services.flatMap((part) => {
    const { name, spec } = part;
    const paths = spec.public?.paths.filter((path) => path !== CATCH_ALL) ?? [];
    const service = backends.get(name);
    return paths.length > 0 && service
      ? [{ paths, service, ...errorPage("customErrorResponsePolicy", part, errors) }]
      : [];
  });
  if (pathRules.length === 0) return { defaultService, ...shown };
  const matcher = "paths";
  return {
    defaultService,
    ...shown,
    hostRules: [{ hosts: [topology.system.domain], pathMatcher: matcher }],
    pathMatchers: [{ name: matcher, defaultService, pathRules, ...shown }],
  };
}

function errorPage<Key extends string>(
  key: Key,
  part: ServicePart | undefined,
  errorService: pulumi.Input<string> | undefined,
): { [K in Key]?: ErrorPage } {
  const path = part?.spec.fallback?.page;
  if (path === undefined || errorService === undefined) return {};
  const errorResponseRules = [{ matchResponseCodes: NOBODY, path }];
  // A computed key is typed as any text.
  return { [key]: { errorService, errorResponseRules } } as { [K in Key]?: ErrorPage };
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
