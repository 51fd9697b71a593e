import { CloudError } from "../error";
import type { Matched, RestRequest, Route } from "./route";

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

/** Finds the route of a request. @throws CloudError 404 if no table has one. */
export type Router = (request: RestRequest) => { readonly route: Route; readonly request: Matched };

/** A router over the tables of several APIs; the first route that matches is taken. */
export function router(tables: readonly (readonly Route[])[]): Router {
  const routes = tables.flat().map((route): Compiled => ({ route, pattern: patternOf(route) }));
  return (request) => {
    for (const { route, pattern } of routes) {
      if (route.method !== request.method) continue;
      const parts = pattern.exec(request.path)?.groups;
      if (parts) return { route, request: { ...request, at: decoded(parts) } };
    }
    const asked = `${request.method} ${request.path}`;
    throw new CloudError(404, "notFound", `The sandbox doesn't serve ${asked} (docs/sandbox.md)`);
  };
}

function patternOf({ path }: Route): RegExp {
  const literal = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  const rest = literal.replaceAll(/\{\\\+(\w+)\}/g, "(?<$1>.+)");
  return new RegExp(`^${rest.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?(?<none>)$`);
}

function decoded(parts: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(parts).filter(([name]) => name !== "none");
  try {
    return Object.fromEntries(entries.map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    throw new CloudError(400, "invalid", "The path is not percent-encoded as it should be");
  }
}
