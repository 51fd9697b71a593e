import { z } from "zod";
import { whole } from "../schema/values";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Something that is asked of a restored copy before anybody uses it. */
export const dataCheck = z.strictObject({
  database: z
    .string()
    .regex(NAME, { error: "must be the name of a logical database" })
    .describe("Logical database that it is asked of"),
  query: z
    .string()
    .min(1)
    .describe("One statement with one row: a count first, then whatever tells the data apart"),
  least: whole(0, Number.MAX_SAFE_INTEGER)
    .default(1)
    .describe("The count that a good copy has at least"),
});

/** A question to a copy, and what a good answer is. */
export type DataCheck = z.output<typeof dataCheck>;
