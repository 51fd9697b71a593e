// Suites that take minutes each and run with `npm run test:nightly`: whole matrices of the larger
// systems, and both engines side by side.
module.exports = [
  "test/cli/up-sandbox.test.ts",
  "test/engine/deploy/real-engine.test.ts",
  "test/policy/pack/real-cli.test.ts",
  "test/sandbox/circle/api-platform.test.ts",
  "test/sandbox/circle/click-travel.test.ts",
  "test/sandbox/circle/online-bank.test.ts",
  "test/sandbox/circle/real-cli.test.ts",
  "test/sandbox/circle/shop-smart.test.ts",
  "test/report/html/browser.test.ts",
  "test/sandbox/deployer.test.ts",
  "test/sandbox/provider/inventories.test.ts",
  "test/sandbox/provider/real-cli.test.ts",
  "test/stacks/api-platform.test.ts",
  "test/stacks/click-travel.test.ts",
  "test/stacks/lazy-deletion.test.ts",
  "test/stacks/matrix.test.ts",
  "test/stacks/read-replicas.test.ts",
  "test/stacks/real-cli.test.ts",
  "test/stacks/release.test.ts",
  "test/stacks/shop-smart.test.ts",
];
