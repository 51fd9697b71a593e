import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Properties } from "../../../../engine/embedded/wire";
import type { Cloud } from "../../../../sandbox/cloud";
import { at, type Json } from "../../../../sandbox/json";
import { aGoogleProvider, PROJECT } from "../../provider/providers";
import { heal, HOUR, lose } from "./fixtures";

const TYPE = "gcp:sql/databaseInstance:DatabaseInstance";
type Inputs = Properties & { readonly name: string };

/** What the bank's stack of a region declares of its database in hot, from the golden inventory. */
function declared(stack: string): Inputs {
  const file = path.join(__dirname, `../../../golden/online-bank/${stack}.yaml`);
  const found = findIn(parse(readFileSync(file, "utf8")));
  if (!found) throw new Error(`${stack} declares no database`);
  return found;
}

function findIn(value: unknown): Inputs | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("type" in value && value.type === TYPE && "inputs" in value) return value.inputs as Inputs;
  for (const inside of Object.values(value)) {
    const found = findIn(inside);
    if (found) return found;
  }
  return undefined;
}

const as = (role: Inputs, place: Inputs, more: Properties): Properties => ({
  ...role,
  name: place.name,
  region: place["region"]!,
  ...more,
});
const writerOf = (name: string) => ({
  replicaNames: [name],
  replicationCluster: { failoverDrReplicaName: `${PROJECT}:${name}` },
});

/** Both stacks are up, and a second preview shows nothing. */
async function standing() {
  const google = await aGoogleProvider();
  const [home, away] = [declared("hot-prod"), declared("hot-dr")];
  peered(google.cloud, at(home, "settings.ipConfiguration.privateNetwork"));
  const first = await google.up(TYPE, home, home.name);
  const second = await google.up(TYPE, away, away.name);
  const steady = { ...home, ...writerOf(away.name) };
  const designated = await google.update(first, steady);
  google.cloud.settle();
  expect((await google.diff(designated, steady)).changes).toEqual({});
  return { google, home, away, kept: { home: designated, away: second } };
}

/** The services connection, without which no instance gets a private address. */
function peered(cloud: Cloud, network: Json | undefined): void {
  const address = { kind: "servicenetworking.Connection", project: PROJECT, location: "global" };
  const service = "servicenetworking.googleapis.com";
  const given = { network: network ?? "", service, reservedPeeringRanges: ["services"] };
  cloud.create({ ...address, name: "services" }, given);
}

const act = (cloud: Cloud, { name }: Inputs, verb: string, args = {}) => {
  const address = { kind: "sql.DatabaseInstance", project: PROJECT, location: "us-east1", name };
  const { id, end } = cloud.act(address, verb, args);
  cloud.advanceTo(end);
  expect(cloud.operation(id).error).toBeUndefined();
};

describe("the described databases, when roles have changed through the API", () => {
  it.each([
    ["a switchover", (cloud: Cloud, away: Inputs) => act(cloud, away, "switchover")],
    [
      "a failover, and the lost region is back",
      (cloud: Cloud, away: Inputs) => {
        lose(cloud, "us-central1");
        act(cloud, away, "promoteReplica", { failover: true });
        heal(cloud, "us-central1");
        cloud.advanceTo(cloud.now + HOUR);
      },
    ],
  ])("after %s, refreshed: updates in place, no replacement, then nothing", async (_, change) => {
    const { google, home, away, kept } = await standing();
    change(google.cloud, away);
    const wanted = {
      away: as(home, away, writerOf(home.name)),
      home: as(away, home, { masterInstanceName: away.name }),
    };
    for (const region of ["away", "home"] as const) {
      const refreshed = await google.refresh(kept[region]);
      const { replaces, changes } = await google.diff(refreshed!, wanted[region]);
      expect(replaces).toEqual([]);
      expect(Object.keys(changes).filter((path) => !path.startsWith("settings."))).toEqual([]);
      const updated = await google.update(refreshed!, wanted[region]);
      google.cloud.settle();
      const after = await google.refresh(updated);
      expect((await google.diff(after!, wanted[region])).changes).toEqual({});
    }
  });
});
