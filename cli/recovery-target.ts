import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Clock } from "../recovery/execute/clock";
import type { Stacks } from "../recovery/execute/context";
import type { Hosts } from "../recovery/execute/hosts";
import type { Leases } from "../recovery/execute/lease";
import type { Rest } from "../recovery/execute/rest";
import type { Sandbox } from "../sandbox/sandbox";
import { recoveryBucketName } from "../topology/naming";
import type { Topology } from "../topology/model";
import { chooseRuns, placedStacks } from "./choose-stacks";
import { topologyOf } from "./describe";
import { lookingAt } from "./look";
import { Ending, EXIT } from "./outcome";
import { RecoveryFile } from "./recovery-file";
import { DeployedStacks, StacksByHand } from "./recovery-stacks";
import { hasCli, openTarget, type TargetFlags } from "./target";

/** All that a recovery needs to look and to act, on Google Cloud or in the sandbox. */
export interface RecoveryTarget {
  readonly says: string;
  readonly rest: Rest;
  readonly hosts: Hosts;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly stacks: Stacks;
  readonly file: RecoveryFile;
  /** The description as it is now. */
  readonly text: () => string;
  readonly write: (text: string) => void;
  /** What a text of the description means here. */
  readonly read: (text: string) => Topology;
  readonly isSandbox: boolean;
  /** The folder that `drills/` is in: the project's, or the sandbox's. */
  readonly drillsIn: string;
  readonly close: () => void;
}

/** Opens what the flags choose. `byHand` shows a command and waits until a person has run it. */
export async function openRecovery(
  dir: string,
  flags: TargetFlags,
  byHand: (command: string) => Promise<void>,
): Promise<RecoveryTarget> {
  const isSandbox = flags.sandbox === true || Boolean(process.env["STANDBY_SANDBOX"]);
  const target = isSandbox || hasCli() ? openTarget(dir, flags) : undefined;
  const runs = target?.runs ?? chooseRuns(dir, flags);
  const [first] = placedStacks(dir, runs);
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const { run, topology } = first;
  const { naming } = topology;
  const file = path.resolve(dir, run.system);
  const overlay = run.overlay === undefined ? {} : { overlay: run.overlay };
  const sandbox = target?.sandbox;
  if (sandbox) makeBucket(sandbox, naming.project, recoveryBucketName(naming));
  const { rest, hosts, leases, clock } = await lookingAt(target ?? {}, naming.project, topology);
  const folder = sandbox ? path.dirname(path.dirname(file)) : path.join(dir, ".standby");
  return {
    says: target?.says ?? `on Google Cloud, project ${naming.project}; Pulumi is run by hand`,
    rest,
    hosts,
    leases,
    clock,
    stacks: target ? new DeployedStacks(target.deployer, runs) : new StacksByHand(runs, byHand),
    file: new RecoveryFile(path.join(folder, "recovery", naming.system)),
    text: () => readFileSync(file, "utf8"),
    write: (text) => writeFileSync(file, text),
    read: (text) => topologyOf({ path: run.system, text, ...overlay }, naming.project),
    isSandbox,
    drillsIn: sandbox ? folder : dir,
    close: () => sandbox?.close(),
  };
}

/** Outside all stacks: on Google Cloud somebody has made it once, here nobody has. */
function makeBucket(sandbox: Sandbox, project: string, name: string): void {
  sandbox.transact((cloud) => {
    const there = [...cloud.all("storage.Bucket")].some((bucket) => bucket.name === name);
    const place = { project, location: "US", name };
    if (!there) cloud.create({ kind: "storage.Bucket", ...place }, { name, location: "US" });
  });
}
