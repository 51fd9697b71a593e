import { z } from "zod";
import { day, duration, form, percentage, positiveDuration } from "./values";

/** What can go wrong, as design and reports name it. */
export const EVENTS = [
  "zone-loss",
  "region-loss",
  "data-deletion",
  "bad-release",
  "dependency-loss",
  "overload",
] as const;

const of = z.string().describe("A service, a data store, a tier such as tier:critical, or system");

const recovery = z
  .strictObject({
    of,
    when: z.enum(EVENTS).describe("What has happened"),
    rpo: duration().optional().describe("Most data that may be lost"),
    rto: positiveDuration().optional().describe("Most time that may be lost"),
    priority: z.enum(["high", "medium", "low"]).describe("Which is recovered first"),
    note: z.string().optional().describe("Why, for the reader"),
  })
  .refine((o) => o.rpo !== undefined || o.rto !== undefined, {
    error: "must have an rpo, an rto or both",
  });

const availability = z.strictObject({
  of,
  availability: percentage().describe(
    "Share of a month in which it works, planned outages counted as outages",
  ),
  note: z.string().optional().describe("Why, for the reader"),
});

export const objective = z.union([recovery, availability]);

const waived = z.strictObject({
  rule: form(/^(R\d+|survival)$/, 'must be a rule such as "R10", or "survival"').describe(
    'The rule that is waived, or "survival" for what doesn\'t survive',
  ),
  of: z
    .string()
    .optional()
    .describe(
      "The service, store or resource it is waived for, of survival also what is lost, such as zone us-central1-a; left out: everywhere, which survival can't be",
    ),
  reason: z
    .string()
    .min(10, { error: "must say in 10 characters or more why the rule does not apply" })
    .describe("Why it does not apply"),
  until: day().describe("When the waiver ends"),
});
export const waiver = waived.refine(({ rule, of }) => rule !== "survival" || of !== undefined, {
  path: ["of"],
  error:
    "name the service or store that doesn't survive, or what is lost, such as zone us-central1-a",
});
export type Waiver = z.output<typeof waiver>;
