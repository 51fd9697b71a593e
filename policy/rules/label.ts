import { isBlock, lacks, valueAt } from "../../inventory/values";
import { every } from "../context";
import { broken, type PolicyRule } from "../rule";
import { anyTemplate, TEMPLATES } from "./template";

const LABELS = ["labels", "resourceLabels", "settings.userLabels"];
/** What a region is for now; it changes, and labels would have to change with it. */
const ROLES = ["primary", "secondary", "standby", "active", "passive", "dr"];

export const labelRules: readonly PolicyRule[] = [
  {
    id: "R39",
    title: "Instances say by labels what they belong to, and no label says a role",
    severity: "warning",
    source:
      "rules on labels of trivy and KICS, which ask for the role too. By design no label has one (docs/architecture.md): identity goes by place, and a switchover changes no label. Owners are in the description",
    fix: "label templates with system and service; take roles out of labels",
    scope: "stack",
    applies: anyTemplate,
    breaches: (context) => [
      ...every(context, TEMPLATES).flatMap((template) =>
        ["labels.system", "labels.service"].flatMap((path) =>
          broken(
            lacks(template.inputs, path),
            template,
            path,
            "is missing, so costs and logs can't be told apart; add it",
          ),
        ),
      ),
      ...context.inventory.resources.flatMap((resource) =>
        LABELS.flatMap((path) => {
          const labels = valueAt(resource.inputs, path);
          const role = Object.entries(isBlock(labels) ? labels : {}).find(
            ([key, value]) => key === "role" || ROLES.includes(String(value)),
          );
          return broken(
            role !== undefined,
            resource,
            path,
            `"${role?.join("=")}" is a role, which changes with a switchover; take it out`,
          );
        }),
      ),
    ],
  },
];
