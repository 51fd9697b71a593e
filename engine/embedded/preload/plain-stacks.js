// Loaded into a program's process. Changes how stacks of errors are made, in two ways:
//
// 1. The SDK notes a stack with every promise and every resource, to say where a leak or a
//    registration came from. Nobody asks for either in a preview, and mapping these stacks back to
//    TypeScript takes a third of the whole run.
// 2. Frames inside packages are not mapped: their TypeScript isn't there, and the paths that the
//    SDK's maps lead to make `util.inspect` loop for ever (nodejs/node#64011).
"use strict";
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const NOTES = new Set(["debuggablePromise", "callsites"]);
const PACKAGES = `${path.sep}node_modules${path.sep}`;
const SDK = `${PACKAGES}@pulumi${path.sep}pulumi${path.sep}`;

const sdk = Module.createRequire(process.argv[1]);
sdk("source-map-support").install({ overrideRetrieveFile: true, retrieveFile: textOf });

function textOf(file) {
  if (file.includes(PACKAGES)) return null;
  try {
    return readFileSync(file.replace(/^file:\/\//, ""), "utf8");
  } catch {
    return null;
  }
}

if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  const mapped = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, frames) => {
    const top = frames[0];
    const note = NOTES.has(top?.getFunctionName()) && top.getFileName()?.includes(SDK);
    return note ? String(error) : mapped(error, frames);
  };
}
