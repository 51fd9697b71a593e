import { given, lacks, textAt } from "../values";
import { referenced } from "./references";
import { when, type ApiRule } from "./rule";

const USERS = ["sql.User"];
const INSTANCES = ["sql.DatabaseInstance"];

export const sqlUserRules: readonly ApiRule[] = [
  {
    id: "sql-user/password-of-iam",
    severity: "error",
    source: "docs",
    kinds: USERS,
    breaches: ({ inputs }) => {
      const type = textAt(inputs, "type", "BUILT_IN");
      return when(
        type?.startsWith("CLOUD_IAM") === true && given(inputs, "password"),
        "password",
        `doesn't go with the type "${type}"; leave it out`,
      );
    },
  },
  {
    id: "sql-user/host-on-postgres",
    severity: "error",
    source: "docs",
    kinds: USERS,
    breaches: (user, inventory) =>
      referenced(user, "instance", inventory, INSTANCES).flatMap(({ name, inputs }) =>
        when(
          given(user.inputs, "host") &&
            textAt(inputs, "databaseVersion")?.startsWith("POSTGRES") === true,
          "host",
          `is for MySQL only, and ${name} is "${textAt(inputs, "databaseVersion")}"; leave it out`,
        ),
      ),
  },
  {
    id: "sql-user/no-password",
    severity: "error",
    source: "docs",
    kinds: USERS,
    breaches: (user, inventory) =>
      referenced(user, "instance", inventory, INSTANCES).flatMap(({ name, inputs }) =>
        when(
          textAt(user.inputs, "type", "BUILT_IN") === "BUILT_IN" &&
            lacks(user.inputs, "password") &&
            lacks(user.inputs, "passwordWo") &&
            textAt(inputs, "databaseVersion")?.startsWith("POSTGRES") === true,
          "password",
          `is missing, and ${name} is "${textAt(inputs, "databaseVersion")}"; give one, or use an IAM type`,
        ),
      ),
  },
  {
    id: "sql-user/on-replica",
    severity: "error",
    source: "docs",
    kinds: [...USERS, "sql.Database"],
    breaches: (user, inventory) =>
      referenced(user, "instance", inventory, INSTANCES)
        // Both are declared once, on the home region's instance, and leave their instance alone after a switchover.
        .filter(() => !user.ignoreChanges.includes("instance"))
        .filter(({ inputs }) => textAt(inputs, "instanceType") === "READ_REPLICA_INSTANCE")
        .flatMap(({ name }) =>
          when(true, "instance", `"${name}" is a replica, which can't be written; use its writer`),
        ),
  },
];
