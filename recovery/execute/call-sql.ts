import { instanceHost, privateZoneName } from "../../topology/naming";
import { writerSettings } from "../../topology/writer";
import type { Action } from "../action";
import type { Context, Said } from "./context";
import { ONCE } from "./looking";
import { at, type Document, listAt, Refused, textAt } from "./rest";

type OnInstance = Extract<Action, { readonly kind: `sql.${string}` }>;
type Writer = Extract<Action, { readonly kind: "dns.writer" }>;
type Calls = Pick<Context, "rest" | "hosts">;

/**
 * Begins an operation. One that is under way already may be ours, from before a kill, or another,
 * such as a daily backup: either way this is tried again unless the next look shows its effect.
 */
export async function begin(
  { rest, hosts }: Calls,
  instance: string,
  verb: string,
  body: Document = {},
): Promise<Said> {
  const method = verb === "" ? "PATCH" : "POST";
  try {
    await rest.ask(method, hosts.sql(instance, verb), { body });
    return {};
  } catch (error) {
    if (error instanceof Refused && error.reason === "operationInProgress") return { again: true };
    throw error;
  }
}

export function failOver({ instance }: OnInstance, context: Calls): Promise<Said> {
  return begin(context, instance, "/promoteReplica?failover=true");
}

export function promote({ instance }: OnInstance, context: Calls): Promise<Said> {
  return begin(context, instance, "/promoteReplica");
}

export function switchOver({ instance }: OnInstance, context: Calls): Promise<Said> {
  return begin(context, instance, "/switchover");
}

export function backUp({ instance }: OnInstance, context: Calls): Promise<Said> {
  return begin(context, instance, "/backupRuns", { description: "first after a recovery" });
}

/** Fills an instance with the newest backup of another: what was there is overwritten. */
export async function restoreNewest(
  { instance, from }: Extract<Action, { readonly kind: "sql.restore" }>,
  context: Calls,
): Promise<Said> {
  const { rest, hosts } = context;
  const { items } = await rest.ask("GET", hosts.sql(from, "/backupRuns"));
  const [newest] = listAt({ items }, "items")
    .filter((run) => textAt(run, "status") === "SUCCESSFUL")
    .sort((one, other) => textAt(other, "startTime").localeCompare(textAt(one, "startTime")));
  if (!newest) throw new Error(`${from} has no backup that succeeded, so nothing can be restored`);
  const restoreBackupContext = { backupRunId: textAt(newest, "id"), instanceId: from };
  return begin(context, instance, "/restoreBackup", { restoreBackupContext });
}

/**
 * Makes the declared databases and logins that aren't there. Cloud SQL does one thing at a time: what
 * it refuses because of another is tried again.
 */
export async function completeInside(
  action: Extract<Action, { readonly kind: "sql.complete" }>,
  context: Calls,
): Promise<Said> {
  const { instance, databases, logins } = action;
  const there = await insideOf(context, instance);
  const type = "CLOUD_IAM_SERVICE_ACCOUNT";
  const missing = [
    ...databases
      .filter((name) => !there.databases.includes(name))
      .map((name) => ({ verb: "/databases", body: { name } })),
    ...logins
      .filter((name) => !there.logins.includes(name))
      .map((name) => ({ verb: "/users", body: { name, type } })),
  ];
  for (const { verb, body } of missing) {
    const said = await begin(context, instance, verb, body);
    if (said.again) return said;
  }
  return {};
}

/** Names of the logical databases and logins of an instance. */
export async function insideOf({ rest, hosts }: Calls, instance: string) {
  const names = async (what: string) =>
    listAt(await rest.ask("GET", hosts.sql(instance, what), ONCE), "items").map((one) =>
      textAt(one, "name"),
    );
  return { databases: await names("/databases"), logins: await names("/users") };
}

export function stop({ instance }: OnInstance, context: Calls): Promise<Said> {
  return begin(context, instance, "", { settings: { activationPolicy: "NEVER" } });
}

/** HA, backups and the recovery window in one change, exactly as its stack will declare them. */
export async function protect(
  { instance: name, store }: OnInstance,
  context: Context,
): Promise<Said> {
  const { then } = context;
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
  return begin(context, name, "", { settings });
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
