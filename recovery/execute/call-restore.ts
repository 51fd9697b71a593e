import { instanceHost, privateZoneName } from "../../topology/naming";
import type { Action } from "../action";
import { begin } from "./call-sql";
import type { Context, Said } from "./context";
import { at, type Document, listAt, textAt } from "./rest";
import { seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Clone = Extract<Action, { readonly kind: "sql.clone" }>;
type Pointed = Extract<Action, { readonly kind: "dns.instance" }>;

/** An instance; nothing if there is none of that name. */
export async function instanceSeen(
  { rest, hosts }: Calls,
  name: string,
): Promise<Document | undefined> {
  return seen(rest, hosts.sql(name));
}

/**
 * Makes an instance of what another held at a moment, and waits until it runs. The name was free
 * when this was planned, so whatever has it now was begun here: a rerun only waits.
 */
export async function cloneAsOf({ instance, from, to }: Clone, context: Calls): Promise<Said> {
  const made = await instanceSeen(context, instance);
  if (made === undefined) {
    const cloneContext = { destinationInstanceName: instance, pointInTime: to };
    await begin(context, from, "/clone", { cloneContext });
    return { again: true };
  }
  const state = textAt(made, "state");
  if (state === "FAILED") throw new Error(`${instance} could not be made; look at its operations`);
  return state === "RUNNABLE" ? { said: `${instance} is there` } : { again: true };
}

/** The name of a region's instance leads to another; its TTL stays. Pointed there already, nothing is changed. */
export async function pointInstance(
  { store, region, instance }: Pointed,
  context: Pick<Context, "rest" | "hosts" | "then">,
): Promise<Said> {
  const { rest, hosts, then } = context;
  const made = await instanceSeen(context, instance);
  const address = privateAddress(made);
  if (address === "") throw new Error(`${instance} has no private address`);
  const zone = privateZoneName(then.naming);
  const name = `${instanceHost(then.naming, store, region)}.`;
  const record = await rest.ask("GET", hosts.dns(zone, `rrsets/${name}/A`));
  const old = { name, type: "A", ttl: at(record, "ttl"), rrdatas: at(record, "rrdatas") };
  if (JSON.stringify(old.rrdatas) === JSON.stringify([address])) return { said: address };
  const additions = [{ ...old, rrdatas: [address] }];
  await rest.ask("POST", hosts.dns(zone, "changes"), { body: { deletions: [old], additions } });
  return { said: address };
}

function privateAddress(instance: Document | undefined): string {
  const all = listAt(instance, "ipAddresses");
  const own = all.find((one) => textAt(one, "type") === "PRIVATE") ?? all[0];
  return textAt(own, "ipAddress");
}
