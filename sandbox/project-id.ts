const PREFIX = "sandbox-";
const LONGEST = 30; // a project id's, by Google

/** The id that a project has in the sandbox: led by `sandbox-`, which its providers insist on. */
export function sandboxProject(project: string): string {
  const id = project.startsWith(PREFIX) ? project : `${PREFIX}${project}`;
  return id.slice(0, LONGEST).replace(/-+$/, "");
}
