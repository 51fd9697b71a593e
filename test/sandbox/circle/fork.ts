import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { errorsOf, type Deployed } from "../../../engine/deployer";
import type { StackRun } from "../../../engine/stacks";
import { restFace } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import { sqlRoutes } from "../../../sandbox/rest/sql";
import type { Topology } from "../../../topology/model";
import { readTopology } from "../../../topology/read";
import { Circle, PROJECT } from "./circle";

/** A circle that goes on from where another stands; the other stays as it is. */
export function forkOf(circle: Circle, system: string): Circle {
  const fork = new Circle(system, {});
  for (const name of ["cloud.jsonl", "states", "system.yaml"]) {
    const from = path.join(circle.folder, name);
    cpSync(from, path.join(fork.folder, name), { recursive: true, filter: isKept });
  }
  return fork;
}

/** Locks belong to a process. */
function isKept(file: string): boolean {
  return !/\.lock/.test(file);
}

/** A deployment that has to work. */
export async function up({ deployer }: Circle, run: StackRun): Promise<Deployed> {
  const done = await deployer.up(run);
  expect(errorsOf(done)).toEqual([]);
  return done;
}

/** Both stacks, the second region standing. */
export async function deployBoth(circle: Circle): Promise<void> {
  await up(circle, circle.home);
  await up(circle, circle.other);
  circle.edit({ [`regions.${circle.other.region}.state`]: "standing" });
  await up(circle, circle.home);
}

/** What the circle's description means now. */
export function topologyOf({ description }: Circle): Topology {
  const text = readFileSync(description, "utf8");
  const read = readTopology({ path: path.basename(description), text }, PROJECT);
  if (!read.topology) throw new Error(JSON.stringify(read.problems));
  return read.topology;
}

/** Makes a replica the writer through the Admin API, as a recovery does. */
export async function switchOver({ sandbox }: Circle, instance: string): Promise<void> {
  const fetch = sandboxFetch(restFace({ hold: sandbox.transact, tables: [sqlRoutes] }));
  const url = `https://sqladmin.googleapis.com/v1/projects/${PROJECT}/instances/${instance}/switchover`;
  const response = await fetch(url, { method: "POST" });
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
  sandbox.transact((cloud) => cloud.settle());
}
