import { openSandbox } from "../../sandbox/sandbox";

// Lets time pass in a sandbox: let-pass.ts FILE SECONDS. With none, says its time in seconds.
const [, , file = "", seconds] = process.argv;
const sandbox = openSandbox({ file });
const now = sandbox.transact((cloud) => {
  if (seconds !== undefined) cloud.advanceTo(cloud.now + Number(seconds) * 1000);
  return cloud.now;
});
sandbox.close();
if (seconds === undefined) process.stdout.write(`${Math.floor(now / 1000)}\n`);
