#!/usr/bin/env node
// Young objects keep the 2 MiB they start with instead of growing to 32: 24 MiB less beside two
// programs, for no measurable time (npm run bench; seen to hold in Node.js 20, 22 and 24).
require("node:v8").setFlagsFromString("--semi-space-growth-factor=1");
require("../engine/embedded/preload/typescript.js");
require("../cli/main.ts");
