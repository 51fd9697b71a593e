// Lets a process load TypeScript in little time: three of these start for every `pulumi up`. Types
// are stripped by esbuild, which tsx brings, once for each content of a file; what comes out is kept
// beside the packages. Measured in docs/sandbox.md.
"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const FOLDER = path.join(__dirname, "../../node_modules/.cache/standby");
let esbuild;

Module._extensions[".ts"] = function (module, filename) {
  module._compile(transpiled(readFileSync(filename, "utf8"), filename), filename);
};

function transpiled(source, filename) {
  const name = createHash("sha256").update(`${process.version} ${source}`).digest("hex");
  const kept = path.join(FOLDER, `${name}.js`);
  try {
    return readFileSync(kept, "utf8");
  } catch {
    const code = transpile(source, filename);
    keep(kept, code);
    return code;
  }
}

function transpile(source, filename) {
  esbuild ??= Module.createRequire(require.resolve("tsx/cjs"))("esbuild");
  const target = `node${process.versions.node}`;
  const options = { loader: "ts", format: "cjs", target, sourcefile: filename };
  return esbuild.transformSync(source, options).code;
}

/** Others may start at the same time: a file is there in full or not at all. Without it all works, too. */
function keep(file, code) {
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A folder that can't be written costs time and nothing else.
  }
}
