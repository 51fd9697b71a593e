import type { Deployed, Deployer, DeployOptions } from "../engine/deployer";
import type { StackRun } from "../engine/stacks";
import type { Sandbox } from "./sandbox";

/** Another deployer, after whose changes the sandbox's clock runs until all that was begun is over. */
export function settling(deployer: Deployer, sandbox: Sandbox): Deployer {
  const after =
    (work: (run: StackRun, options?: DeployOptions) => Promise<Deployed>) =>
    async (run: StackRun, options?: DeployOptions): Promise<Deployed> => {
      const deployed = await work(run, options);
      sandbox.transact((cloud) => cloud.settle());
      return deployed;
    };
  return {
    engine: deployer.engine,
    preview: (run, options) => deployer.preview(run, options),
    up: after((run, options) => deployer.up(run, options)),
    refresh: after((run, options) => deployer.refresh(run, options)),
    previewDestroy: (run, options) => deployer.previewDestroy(run, options),
    destroy: after((run, options) => deployer.destroy(run, options)),
    state: (run) => deployer.state(run),
    unprotect: (run, urns) => deployer.unprotect(run, urns),
    forget: (run, urns) => deployer.forget(run, urns),
    rename: (run, from, to) => deployer.rename(run, from, to),
  };
}
