import { Rest } from "../../recovery/execute/rest";
import type { Clock } from "../../recovery/execute/clock";
import type { Sandbox } from "../sandbox";
import { bigqueryRoutes } from "./bigquery";
import { clusterRoutes } from "./cluster";
import { computeRoutes } from "./compute";
import { dnsRoutes } from "./dns";
import { restFace } from "./face";
import { sandboxFetch } from "./fetch";
import { firestoreRoutes } from "./firestore";
import { monitoringRoutes } from "./monitoring";
import { pubsubRoutes } from "./pubsub";
import { spannerRoutes } from "./spanner";
import { sqlRoutes } from "./sql";
import { storageRoutes } from "./storage";

/** All APIs that there are. */
const TABLES = [
  sqlRoutes,
  computeRoutes,
  dnsRoutes,
  storageRoutes,
  monitoringRoutes,
  clusterRoutes,
  firestoreRoutes,
  spannerRoutes,
  bigqueryRoutes,
  pubsubRoutes,
];

/** Patience with a call that is never answered, in milliseconds of virtual time. */
const PATIENCE = 30_000;

/** Whoever recovers, with the sandbox in the place of Google Cloud: no socket, no account. */
export function sandboxRest(
  sandbox: Sandbox,
  clock: Clock,
  wrap: (send: typeof fetch) => typeof fetch = (send) => send,
): Rest {
  const face = restFace({ hold: sandbox.transact, tables: TABLES, dated: true });
  return new Rest({
    fetch: wrap(sandboxFetch(face, { hung: () => wait(sandbox) })),
    authorize: () => Promise.resolve({}),
    clock,
    random: () => sandbox.transact((cloud) => cloud.chance("retry", cloud.now)),
  });
}

/** At once, and for everybody: whoever asks gives up when this has passed. */
function wait(sandbox: Sandbox): void {
  sandbox.transact((cloud) => cloud.advanceTo(cloud.now + PATIENCE));
}
