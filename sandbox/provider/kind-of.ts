import { kindName } from "../../inventory/fields/rules";

/** Pulumi's type token of a URN, and the name that the program gave. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

export function logicalName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The kind as the field rules and the cloud call it, such as `sql.DatabaseInstance`. */
export function kindOf(urn: string): string {
  return kindName(typeOf(urn));
}
