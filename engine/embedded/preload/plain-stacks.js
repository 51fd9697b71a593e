// Loaded into a program's process. The SDK notes a stack with every promise and every resource, to
// say where a leak or a registration came from. Nobody asks for either in a preview, and mapping
// these stacks back to TypeScript takes a quarter of the whole run. Errors keep their stacks.
"use strict";
const Module = require("node:module");
const path = require("node:path");

const NOTES = new Set(["debuggablePromise", "callsites"]);
const SDK = `${path.sep}@pulumi${path.sep}pulumi${path.sep}`;

if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  Module.createRequire(process.argv[1])("source-map-support").install();
  const mapped = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, frames) => {
    const top = frames[0];
    const note = NOTES.has(top?.getFunctionName()) && top.getFileName()?.includes(SDK);
    return note ? String(error) : mapped(error, frames);
  };
}
