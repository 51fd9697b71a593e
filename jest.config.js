const nightly = require("./test/nightly");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: process.env.STANDBY_NIGHTLY ? [] : nightly,
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
  },
  // Only closure serialisation needs these two, and loading them costs 0.3 s in every test file.
  moduleNameMapper: {
    "^@npmcli/arborist$": "<rootDir>/test/stubs/empty.js",
    "^typescript$": "<rootDir>/test/stubs/empty.js",
  },
  reporters: ["default", "<rootDir>/test/closing-line.js"],
  // Jest would leave one processor idle; the tests that start programs keep to their number themselves.
  maxWorkers: "100%",
  // Each file that loads Pulumi leaves a storage behind that every promise of its worker then carries
  // along. A new worker has none.
  workerIdleMemoryLimit: "600MB",
  testTimeout: 60_000,
};
