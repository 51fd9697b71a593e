import type { StackValidationPolicy } from "@pulumi/policy";
import { evaluate } from "../evaluate";
import type { PolicyRule } from "../rule";
import { policyRules } from "../rules/index";
import type { DescribedStack } from "./described";
import { registered } from "./registered";

type Describe = (stack: string) => DescribedStack;

/** Each rule that one stack decides, and one policy that names the others. */
export function policies(describe: Describe): StackValidationPolicy[] {
  return [
    ...policyRules.filter(({ scope }) => scope === "stack").map((rule) => policyOf(rule, describe)),
    {
      name: "not-evaluated",
      description: "Rules that one stack alone doesn't decide; standby preview holds them",
      enforcementLevel: "advisory",
      validateStack: (_, report) => report(notEvaluated()),
    },
  ];
}

function policyOf(rule: PolicyRule, describe: Describe): StackValidationPolicy {
  const { id, title, fix, severity } = rule;
  return {
    name: id,
    description: `${title}. To mend it: ${fix}`,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    validateStack: ({ resources }, report) => {
      const inventory = registered(resources);
      const { region, situation } = describe(inventory.stack);
      const { findings } = evaluate([{ region, inventory }], situation, today(), [rule]);
      for (const { rule: broken, path, message, urn } of findings) {
        if (broken === id) report(path === "" ? message : `${path}: ${message}`, urn);
      }
    },
  };
}

/** What a pack can't say of a stack, in one line. */
export function notEvaluated(): string {
  const whole = policyRules.filter(({ scope }) => scope === "system").map(({ id }) => id);
  return `not evaluated here: ${whole.join(", ")} need all stacks, which standby preview holds together`;
}

function today(): string {
  return new Date().toISOString().slice(0, "2027-01-31".length);
}
