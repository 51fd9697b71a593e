import { given, isLate, listAt, textAt, valueAt } from "../../inventory/values";
import { every } from "../context";
import { broken, type PolicyRule } from "../rule";

const SECRETS = ["secretmanager.Secret"];

export const secretRules: readonly PolicyRule[] = [
  {
    id: "R23",
    title: "A secret is in every region",
    severity: "error",
    source:
      "Secret Manager's page on replication: the policy can't be changed later, and a secret in one region goes with it",
    fix: "use replication.auto, or name all regions",
    scope: "stack",
    applies: { to: "a secret", when: (context) => every(context, SECRETS).length > 0 },
    breaches: (context) =>
      every(context, SECRETS).flatMap((secret) => {
        const replication = valueAt(secret.inputs, "replication");
        if (isLate(replication) || given(secret.inputs, "replication.auto")) return [];
        const copies = listAt(secret.inputs, "replication.userManaged.replicas").map((copy) =>
          textAt(copy, "location"),
        );
        const missing = Object.entries(context.situation.regions)
          .filter(([region, { state }]) => state !== "lost" && !copies.includes(region))
          .map(([region]) => region);
        return broken(
          missing.length > 0,
          secret,
          "replication",
          `has no copy in "${missing.join(", ")}", whose instances couldn't start; use auto`,
        );
      }),
  },
];
