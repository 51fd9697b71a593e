import path from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";
import { describedStack } from "./described";

const PROJECT = path.resolve(__dirname, "../..");

new PolicyPack("standby", {
  description: "Reliability rules, as far as one stack decides them (docs/policy.md)",
  policies: policies((stack) => describedStack(PROJECT, stack)),
});
