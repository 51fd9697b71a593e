// Loaded into a TypeScript program's process. Strips types with esbuild where the CLI would have
// ts-node do it: neither checks types, and this one takes a fraction of the time.
"use strict";
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const transpiled = require("./transpiled.js");
const loaded = new Map();

Module._extensions[".ts"] = function (module, filename) {
  const code = transpiled(filename, tsconfig());
  loaded.set(filename, code);
  module._compile(code, filename);
};

let settings;
function tsconfig() {
  if (settings !== undefined) return settings;
  try {
    settings = readFileSync(process.env.PULUMI_NODEJS_TSCONFIG_PATH ?? "tsconfig.json", "utf8");
  } catch {
    settings = "{}";
  }
  return settings;
}

// Stacks name the lines as written. The SDK's own copy does the mapping, so it is that one's to set.
const sdk = Module.createRequire(process.argv[1]);
sdk("source-map-support").install({ retrieveFile: (file) => loaded.get(file) ?? null });
