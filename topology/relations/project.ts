import type { Relation } from "../../system/relation";

/** Source: the provider's validator (verify/validation.go). */
const PROJECT_ID = /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/;

export const projectIsId =
  (project: string): Relation =>
  () => {
    if (PROJECT_ID.test(project)) return [];
    const fix = /^\d+$/.test(project)
      ? "is a project's number; write its id"
      : "is not a project id; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen";
    return [{ path: ["gcp:project"], message: `"${project}" ${fix}, such as "my-app-prod"` }];
  };
