import { shop } from "../descriptions";

/** Something that people type, and all that the loader has to say about it. */
export type BadInput = {
  /** Its row in the list of bad inputs that this project keeps. */
  readonly id: string;
  readonly what: string;
  /** As `path:line message`. None where YAML 1.2 has made the input harmless. */
  readonly problems: readonly string[];
} & (
  | { readonly whole: string }
  /** Edit of the least description there is. */
  | { readonly find: string; readonly write: string }
);

/** The image in the least description. */
export const IMAGE = /image: (\S+)/.exec(shop)?.[1] ?? "";
