import type { Action } from "../action";
import type { Context, Said } from "./context";
import { textAt } from "./rest";

type Promote = Extract<Action, { readonly kind: "disk.promote" }>;

/**
 * Ends the replication into a copy, which instances can have from then on: asked of the copy, since
 * its source may be gone (https://docs.cloud.google.com/compute/docs/disks/async-pd/failover).
 * What its disk says of itself is the way a rerun knows.
 */
export async function promoteDisk(
  { store, region }: Promote,
  { rest, hosts, now }: Pick<Context, "rest" | "hosts" | "now">,
): Promise<Said> {
  const name = now.regions[region]?.disks[store]?.name;
  if (name === undefined) throw new Error(`${store} has no copy in ${region}`);
  const disk = hosts.compute(`regions/${region}/disks/${name}`);
  const state = textAt(await rest.ask("GET", disk), "resourceStatus.asyncPrimaryDisk.state");
  if (state === "STOPPED") return { said: `${name} goes its own way` };
  if (state !== "STOPPING") await rest.ask("POST", `${disk}/stopAsyncReplication`);
  return { again: true };
}
