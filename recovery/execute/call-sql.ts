import { instanceHost, privateZoneName } from "../../topology/naming";
import { writerSettings } from "../../topology/writer";
import type { Action } from "../action";
import type { Context } from "./context";
import { at, Refused, textAt } from "./rest";

type OnInstance = Extract<Action, { readonly kind: `sql.${string}` }>;
type Writer = Extract<Action, { readonly kind: "dns.writer" }>;
type Calls = Pick<Context, "rest" | "hosts">;

/** Begins an operation. One that is under way already is somebody's, or ours from before a kill: it is waited for. */
async function begin({ rest, hosts }: Calls, instance: string, verb: string, body = {}) {
  try {
    await rest.ask("POST", hosts.sql(instance, verb), { body });
  } catch (error) {
    if (error instanceof Refused && error.reason === "operationInProgress") return;
    throw error;
  }
}

export function failOver({ instance }: OnInstance, context: Calls): Promise<void> {
  return begin(context, instance, "/promoteReplica?failover=true");
}

export function promote({ instance }: OnInstance, context: Calls): Promise<void> {
  return begin(context, instance, "/promoteReplica");
}

export function switchOver({ instance }: OnInstance, context: Calls): Promise<void> {
  return begin(context, instance, "/switchover");
}

export function backUp({ instance }: OnInstance, context: Calls): Promise<void> {
  return begin(context, instance, "/backupRuns", { description: "first after a recovery" });
}

export async function stop({ instance }: OnInstance, { rest, hosts }: Calls): Promise<void> {
  const body = { settings: { activationPolicy: "NEVER" } };
  await rest.ask("PATCH", hosts.sql(instance), { body });
}

/** HA, backups and the recovery window in one change, exactly as its stack will declare them. */
export async function protect(
  { instance: name, store }: OnInstance,
  { rest, hosts, then }: Context,
): Promise<void> {
  const instance = Object.values(then.regions)
    .map(({ instances }) => instances[store])
    .find((one) => one?.name === name);
  const database = then.databases[store];
  if (!instance || !database) throw new Error(`nothing describes ${name} after the recovery`);
  const { maintenance } = then.system;
  const settings = {
    availabilityType: instance.ha ? "REGIONAL" : "ZONAL",
    ...writerSettings(database.spec, instance.region, maintenance),
  };
  await rest.ask("PATCH", hosts.sql(name), { body: { settings } });
}

/** The writer's name is changed in place, and its TTL stays what it is. */
export async function pointWriter(
  { store, region }: Writer,
  { rest, hosts, then }: Context,
): Promise<void> {
  const zone = privateZoneName(then.naming);
  const name = `${then.databases[store]?.host ?? ""}.`;
  const record = await rest.ask("GET", hosts.dns(zone, `rrsets/${name}/CNAME`));
  const target = `${instanceHost(then.naming, store, region)}.`;
  const old = { name, type: "CNAME", ttl: at(record, "ttl"), rrdatas: at(record, "rrdatas") };
  if (textAt(record, "name") === "") throw new Error(`${name} is no record of ${zone}`);
  const additions = [{ ...old, rrdatas: [target] }];
  await rest.ask("POST", hosts.dns(zone, "changes"), { body: { deletions: [old], additions } });
}
