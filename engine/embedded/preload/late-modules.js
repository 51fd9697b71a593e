// Loaded into a program's process before anything else. What the SDK loads always and most programs
// never use is loaded when it is first used: `@npmcli/arborist` and `typescript`, with which functions
// become text (0.35 s and 50 MiB), the Automation API, and the exporters of traces.
"use strict";
const Module = require("node:module");
const path = require("node:path");

const LATE = new Set([
  "./automation",
  "@npmcli/arborist",
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
  "typescript",
]);
const SDK = `${path.sep}@pulumi${path.sep}pulumi${path.sep}`;

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const late = LATE.has(request) && parent?.filename?.includes(SDK);
  return late ? whenUsed(() => load(request, parent, isMain)) : load(request, parent, isMain);
};

/** Stands for a module, and loads it when one of its properties is first asked for. */
function whenUsed(loadModule) {
  const get = (_, key) => (key === "__esModule" ? true : loadModule()[key]);
  return new Proxy({}, { get });
}
