import type { Problem } from "../system/problem";

/** Source: the provider's validator (verify/validation.go). */
const PROJECT_ID = /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/;

/** What is wrong with the project that a stack names; no line of the description holds it. */
export function projectProblems(project: string): readonly Problem[] {
  if (PROJECT_ID.test(project)) return [];
  const fix = /^\d+$/.test(project)
    ? "is a project's number; write its id"
    : "is not a project id; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen";
  return [{ path: "gcp:project", message: `"${project}" ${fix}, such as "my-app-prod"` }];
}
