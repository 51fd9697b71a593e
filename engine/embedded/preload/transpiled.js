// Strips the types of one TypeScript file with esbuild, which tsx brings, once for each content: what
// comes out is kept beside the packages. Starting esbuild and handing it some hundred files takes
// longer than all else that a program loads.
"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const FOLDER = path.join(__dirname, "../../../node_modules/.cache/standby");
const target = `node${process.versions.node}`;
let esbuild;

/** A file as JavaScript, with its source map in it. `settings` is the text of a tsconfig. */
module.exports = function transpiled(filename, settings = "{}") {
  const source = readFileSync(filename, "utf8");
  // By the name alone a map is found again wherever the project lies.
  const sourcefile = path.basename(filename);
  const text = JSON.stringify([target, sourcefile, settings, source]);
  const kept = path.join(FOLDER, `${createHash("sha256").update(text).digest("hex")}.js`);
  try {
    return readFileSync(kept, "utf8");
  } catch {
    const code = transpile(source, sourcefile, settings);
    keep(kept, code);
    return code;
  }
};

function transpile(source, sourcefile, tsconfigRaw) {
  esbuild ??= Module.createRequire(require.resolve("tsx/cjs"))("esbuild");
  const map = { sourcefile, sourcemap: "inline", sourcesContent: false };
  return esbuild.transformSync(source, { loader: "ts", format: "cjs", target, tsconfigRaw, ...map })
    .code;
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
