import { z } from "zod";
import { byRegion, name, positiveDuration, whole } from "../schema/values";

const encryption = z
  .enum(["google", "customer"])
  .optional()
  .describe("Who holds its keys; left out: as the system says");

/** What every store has. */
export const common = {
  owner: name().optional().describe("Who is alerted first; one of `people`"),
  encryption,
};

/** Copies on a schedule. */
export const copies = z.strictObject({
  every: positiveDuration().describe("Time from one copy to the next"),
  keep: positiveDuration().describe("How long each copy is kept"),
});

/** The regions that hold an instance of what is regional. */
export const generations = byRegion(whole(1, 999)).describe(
  "Regions that hold an instance, and its generation there (part of its name)",
);
