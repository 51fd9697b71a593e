import { z } from "zod";
import { parseQuantity, QUANTITIES, type QuantityName } from "../units";

/** Text of the form `<number> <unit>`, parsed once into a number of the base unit. */
function quantity(
  name: QuantityName,
  options: { readonly above?: number; readonly most?: number } = {},
) {
  const { article, example, units } = QUANTITIES[name];
  return z
    .string({ error: `must be ${article} with its unit, such as "${example}"` })
    .transform((text, context): number => {
      const parsed = parseQuantity(name, text);
      if (!("value" in parsed)) {
        const fix = parsed.meant
          ? `did you mean "${parsed.meant}"?`
          : `write a number, a space and a unit (${Object.keys(units).join(", ")}), such as "${example}"`;
        context.addIssue({ code: "custom", message: `is not ${article}; ${fix}` });
        return z.NEVER;
      }
      if (options.above !== undefined && parsed.value <= options.above) {
        context.addIssue({ code: "custom", message: `must be more than ${options.above}` });
      }
      if (options.most !== undefined && parsed.value > options.most) {
        context.addIssue({ code: "custom", message: `is too large; write at most ${example}` });
      }
      return parsed.value;
    })
    .meta({ examples: [example] });
}

export const duration = () => quantity("duration");
export const positiveDuration = () => quantity("duration", { above: 0 });
export const size = () => quantity("size", { above: 0 });
export const rate = () => quantity("rate", { above: 0 });
export const money = () => quantity("money");
export const percentage = () => quantity("percentage", { most: 1 });

/** Words that would reach into JavaScript's own objects if they were used as keys. */
export const RESERVED = new Set([
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
]);

/** What a person names: it becomes part of resource names, so Google's rule for those applies. */
export const name = () =>
  z
    .string()
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, {
      error:
        "must be lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen",
    })
    .refine((text) => !RESERVED.has(text), { error: "is a reserved word; choose another name" });

/** A map from names that a person chose. */
export const named = <T extends z.ZodType>(value: T) => z.record(name(), value);

/** A map by region; whether each is one of the system's regions is checked with the relations. */
export const byRegion = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/** A path of an HTTP request. */
export const httpPath = () =>
  z
    .string()
    .regex(/^\/[^\s]*$/, { error: 'must begin with "/" and hold no blank, such as "/readyz"' });

/** A point in time by day, in UTC. */
export const day = () => z.iso.date({ error: 'must be a day such as "2027-01-31"' });

/** A time of day in UTC. */
export const timeOfDay = () =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time in UTC such as "03:00"' });
