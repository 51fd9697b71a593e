// Runs a program whenever it is told to, in one process: what packages have loaded stays, what the
// project itself has loaded is loaded anew. What runs it is what the SDK's own script runs it by. That
// script ends a run when nothing is left to be done; here it has ended when its outputs are there.
"use strict";
const Module = require("node:module");
const path = require("node:path");

const [, , script, ...preloads] = process.argv;
process.argv = [process.argv[0], script];
for (const file of preloads) require(file);

const sdk = Module.createRequire(path.join(script, "index.js"));
const settings = sdk("../../runtime/settings");
const state = sdk("../../runtime/state");
const FAILED = 32; // as that script ends when it has said why

// That script would begin as soon as it is loaded. All that is asked of it is how it ends.
const main = new Module(sdk.resolve("./index.js"));
main.exports = { nodeJSProcessExitedAfterLoggingUserActionableMessage: FAILED };
main.loaded = true;
require.cache[main.id] = main;
const { run } = sdk("./run.js");
const PACKAGES = `${path.sep}node_modules${path.sep}`;

// Lines go the way that the ending goes, so that none comes after it.
for (const name of ["stdout", "stderr"]) {
  process[name].write = (text, encoding, callback) => {
    process.send({ [name]: String(text) });
    (typeof encoding === "function" ? encoding : callback)?.();
    return true;
  };
}

process.once("disconnect", () => process.exit(1));
process.on("message", ({ flags, environment }) => {
  // Where the program has failed or waits for what never comes, the process ends with what it does.
  process.channel.unref();
  const errors = new Set();
  const failed = (error) => {
    errors.add(error);
    process.exitCode = FAILED;
  };
  const packages = forget();
  Object.assign(process.env, environment);
  begin(flags, packages);
  const started = () => undefined;
  void run(flags, started, failed, (error) => errors.has(error)).then(async () => {
    if (errors.size > 0) return;
    await settings.disconnect(true);
    process.channel.ref();
    process.send({ code: 0 });
  });
});

/** Takes away what a run before this one has left, but what packages have told the SDK of themselves. */
function forget() {
  for (const file of Object.keys(require.cache)) {
    if (!file.includes(PACKAGES)) delete require.cache[file];
  }
  require.cache[sdk.resolve("./run.js")].children = [];
  process.removeAllListeners("uncaughtException").removeAllListeners("unhandledRejection");
  process.off("exit", settings.disconnectSync);
  const { resourceModules, resourcePackages } = state.getGlobalStore();
  delete globalThis.globalStore;
  return { resourceModules, resourcePackages };
}

/** The SDK's state for a new run; what packages have told it of themselves stays. */
function begin({ project, stack, monitor, engine, organization, parallel, ...flags }, packages) {
  Object.assign(state.getGlobalStore(), packages);
  const isDryRun = flags["dry-run"];
  settings.resetOptions(project, stack, parallel, engine, monitor, isDryRun, organization);
}
