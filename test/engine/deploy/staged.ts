import path from "node:path";
import { toDigest } from "../../../engine/embedded/deploy/digest";
import {
  deployProgram,
  planProgram,
  type ProgramDeployment,
} from "../../../engine/embedded/deploy/program";
import { Cloud, cloudProvider } from "./cloud";
import { MemoryKeeper } from "./keeper";

export const STAGED = path.join(__dirname, "../fixtures/staged");
export const PREFIX = "urn:pulumi:prod::staged::";

/** The staged program on the embedded engine, with a cloud and a state of its own. */
export class EmbeddedStack {
  readonly cloud = new Cloud();
  readonly keeper = new MemoryKeeper();

  run(stage: string, more: Partial<ProgramDeployment> = {}): ProgramDeployment {
    return {
      dir: STAGED,
      stack: "prod",
      config: { "cloud:region": "us-east1", "staged:stage": stage },
      providers: (name) => (name === "cloud" ? cloudProvider(this.cloud) : undefined),
      ...more,
    };
  }

  plan(stage: string, more: Partial<ProgramDeployment> = {}) {
    return planProgram(this.run(stage, more), this.keeper.state);
  }

  async preview(stage: string): Promise<unknown> {
    return toDigest(await this.plan(stage), { replacementSteps: true });
  }

  up(stage: string, more: Partial<ProgramDeployment> = {}) {
    return deployProgram(this.run(stage, more), this.keeper);
  }
}

/** What was done to what, without what stayed the same. */
export function done(steps: readonly { op: string; urn: string }[]): string[] {
  return steps.flatMap(({ op, urn }) =>
    op === "same" ? [] : [`${op} ${urn.split("::").slice(3).join("::")}`],
  );
}
