import type { Command } from "commander";
import type { RecoveryVerb } from "../recovery/plan/verb-plan";

/**
 * All commands by name, in the order of the help. Only the one that is asked for is loaded, with what
 * it needs: loading all of them takes most of the time that a short command takes. By `require`, since
 * `import()` takes a loader of Node's own that knows no TypeScript; a test loads each.
 */
export const COMMANDS: Readonly<Record<string, () => Command>> = {
  preview: () => require("./preview").previewCommand(),
  compare: () => require("./compare").compareCommand(),
  survive: () => require("./survive").surviveCommand(),
  up: () => require("./up").upCommand(),
  status: () => require("./status").statusCommand(),
  mode: () => require("./mode").modeCommand(),
  retire: () => require("./retire").retireCommand(),
  destroy: () => require("./destroy").destroyCommand(),
  sandbox: () => require("./sandbox").sandboxCommand(),
  plan: () => require("./plan").planCommand(),
  runbook: () => require("./plan").runbookCommand(),
  bundle: () => require("./bundle").bundleCommand(),
  drill: () => require("./drill").drillCommand(),
  switchover: () => recovery("switchover"),
  failover: () => recovery("failover"),
  rejoin: () => recovery("rejoin"),
  restore: () => recovery("restore"),
  drain: () => recovery("drain"),
  report: () => require("./report").reportCommand(),
  assess: () => require("./assess").assessCommand(),
  cost: () => require("./cost").costCommand(),
  release: () => require("./release").releaseCommand(),
  migrations: () => require("./migrations").migrationsCommand(),
  gate: () => require("./gate").gateCommand(),
  drift: () => require("./drift").driftCommand(),
  comment: () => require("./comment").commentCommand(),
  bootstrap: () => require("./bootstrap").bootstrapCommand(),
  state: () => require("./state").stateCommand(),
  init: () => require("./init").initCommand(),
};

function recovery(verb: RecoveryVerb): Command {
  return require("./recover").recoverCommand(verb);
}

/** The command that the arguments name; all of them where they name none, as for the help. */
export function commandsFor([name = ""]: readonly string[]): readonly Command[] {
  const asked = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (asked) return [asked()];
  return Object.values(COMMANDS).map((load) => load());
}
