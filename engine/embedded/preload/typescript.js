// Lets a process of Standby's own load TypeScript in little time: the command line, and three
// providers for every `pulumi up`. Stacks name the lines as written.
"use strict";
const Module = require("node:module");
const transpiled = require("./transpiled.js");

process.setSourceMapsEnabled(true);
Module._extensions[".ts"] = function (module, filename) {
  module._compile(transpiled(filename), filename);
};
