import { partFlags } from "../inventory/targets";
import { changesOf, type Deployed, type Deployer, errorsOf } from "../engine/deployer";
import type { StackRun } from "../engine/stacks";
import type { Stacks } from "../recovery/execute/context";
import { type Part, PARTS } from "../recovery/parts";
import { isOfInstance } from "../topology/naming";

/** Type of a database instance, at the end of its part of a URN. */
const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";

/** The stacks of a recovery, by the engine that the target has. */
export class DeployedStacks implements Stacks {
  readonly #deployer: Deployer;
  readonly #runs: readonly StackRun[];

  constructor(deployer: Deployer, runs: readonly StackRun[]) {
    this.#deployer = deployer;
    this.#runs = runs;
  }

  async up(region: string, only?: Part): Promise<readonly string[]> {
    return lines(region, await this.#deployer.up(this.#run(region), part(only)));
  }

  async refresh(region: string, only?: Part): Promise<void> {
    lines(region, await this.#deployer.refresh(this.#run(region), part(only)));
  }

  async preview(region: string, only?: Part): Promise<readonly string[]> {
    return lines(region, await this.#deployer.preview(this.#run(region), part(only)));
  }

  async forget(region: string, instance: string): Promise<void> {
    const run = this.#run(region);
    const state = await this.#deployer.state(run);
    const gone = state.flatMap(({ urn }) =>
      isOfInstance(urn.split(`${INSTANCE}::`)[1] ?? "", instance) ? [urn] : [],
    );
    await this.#deployer.forget(run, gone);
  }

  async takeIn(region: string, instance: string, insteadOf: string): Promise<void> {
    await this.#deployer.rename(this.#run(region), insteadOf, instance);
  }

  #run(region: string): StackRun {
    const run = this.#runs.find((one) => one.region === region);
    if (!run) throw new Error(`no stack file has gcp:region ${region}`);
    return run;
  }
}

function part(only: Part | undefined) {
  return only === undefined ? {} : PARTS[only];
}

/** What has changed, or would. @throws Error with what the engine said */
function lines(region: string, deployed: Deployed): readonly string[] {
  if (deployed.failed) throw new Error(`${region}'s stack: ${errorsOf(deployed).join("; ")}`);
  return changesOf(deployed).map(({ op, urn }) => `${op} ${urn.split("::").slice(2).join("::")}`);
}

/** Where there is no Pulumi CLI: a person runs it elsewhere, and says so. */
export class StacksByHand implements Stacks {
  readonly #runs: readonly StackRun[];
  readonly #done: (command: string) => Promise<void>;

  /** @param done shows the command and waits until it has been run. @throws if it wasn't */
  constructor(runs: readonly StackRun[], done: (command: string) => Promise<void>) {
    this.#runs = runs;
    this.#done = done;
  }

  async up(region: string, only?: Part): Promise<readonly string[]> {
    await this.#done(this.#command("up", region, only));
    return [];
  }

  async refresh(region: string, only?: Part): Promise<void> {
    await this.#done(this.#command("refresh", region, only));
  }

  async preview(region: string, only?: Part): Promise<readonly string[]> {
    await this.#done(`${this.#command("preview", region, only)} --expect-no-changes`);
    return [];
  }

  async forget(region: string, instance: string): Promise<void> {
    const stack = this.#runs.find((one) => one.region === region)?.stack ?? region;
    await this.#done(
      `pulumi stack export --stack ${stack} --file state.json, take ${instance}, its read replicas and every mention of their URNs out, pulumi stack import --stack ${stack} --file state.json`,
    );
  }

  async takeIn(region: string, instance: string, insteadOf: string): Promise<void> {
    const stack = this.#runs.find((one) => one.region === region)?.stack ?? region;
    await this.#done(
      `pulumi stack export --stack ${stack} --file state.json, replace the name ${insteadOf} by ${instance} everywhere in it, pulumi stack import --stack ${stack} --file state.json`,
    );
  }

  #command(verb: string, region: string, only: Part | undefined): string {
    const stack = this.#runs.find((one) => one.region === region)?.stack ?? region;
    return `pulumi ${verb} --stack ${stack}${partFlags(part(only))}`;
  }
}
