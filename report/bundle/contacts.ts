import type { System } from "../../system/schema/system";

/** Whom to call, in which order, and who owns what, in Markdown. */
export function contactsText({ people, escalation, services, data, external }: System): string {
  const owned = { ...services, ...data };
  return [
    "# Whom to call",
    "",
    ...(escalation
      ? [`Diagnosis and decision are theirs, in this order: ${escalation.then.join(", ")}.`, ""]
      : ["Nobody is described whom an alert goes on to.", ""]),
    "| who | mail | owns |",
    "| --- | --- | --- |",
    ...Object.entries(people).map(([name, { email }]) => {
      const owns = Object.entries(owned).flatMap(([thing, spec]) =>
        spec.owner === name ? [thing] : [],
      );
      return `| ${name} | ${email} | ${owns.join(", ")} |`;
    }),
    "",
    ...Object.entries(external).map(
      ([name, { url }]) => `- ${name}, a third party${url === undefined ? "" : `: ${url}`}`,
    ),
  ].join("\n");
}
