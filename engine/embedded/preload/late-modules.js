// Loaded into a program's process before anything else. `@npmcli/arborist` and `typescript`, with
// which the SDK turns functions into text, are loaded when that first happens instead of always:
// most programs never do it, and the two cost 0.35 s and 50 MiB.
"use strict";
const Module = require("node:module");
const path = require("node:path");

const LATE = new Set(["@npmcli/arborist", "typescript"]);
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
