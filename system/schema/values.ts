import { z } from "zod";
import { strangeCharacter } from "../text/characters";
import { isReserved } from "../text/reserved";
import { parseQuantity, QUANTITIES, type Quantity, type QuantityName } from "../units";

/** Text of the form `<number> <unit>`, parsed once into a number of the base unit. */
function quantity(
  name: QuantityName,
  options: { readonly above?: number; readonly most?: readonly [number, string] } = {},
) {
  const { article, example, units, ...bound }: Quantity = QUANTITIES[name];
  const most = options.most ?? bound.most;
  return (
    z
      .string({ error: `must be ${article} with its unit, such as "${example}"` })
      // For editors only: the transformation below has the better message.
      .meta({ examples: [example], pattern: `^\\d+(\\.\\d+)? (${Object.keys(units).join("|")})$` })
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
        if (most !== undefined && parsed.value > most[0]) {
          context.addIssue({ code: "custom", message: `must be at most ${most[1]}` });
        }
        return parsed.value;
      })
  );
}

export const duration = () => quantity("duration");
export const positiveDuration = () => quantity("duration", { above: 0 });
export const size = () => quantity("size", { above: 0 });
export const rate = () => quantity("rate", { above: 0 });
export const money = () => quantity("money");
/** Growth, which unlike a share can be more than the whole. */
export const increase = () => quantity("percentage");
export const percentage = () => quantity("percentage", { most: [1, "100 %"] });

/** A whole number in a range. */
export const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** Where nothing is given, the rule says what would be right; where something is, its kind is told first. */
const absent = (input: unknown, rule: string) =>
  input === undefined || input === null ? rule : undefined;

/** Text of a form that a sentence explains; look-alikes that the eye cannot tell apart are named. */
export const form = (pattern: RegExp, rule: string) =>
  z.string({ error: ({ input }) => absent(input, rule) }).regex(pattern, {
    error: ({ input }) => {
      const strange = typeof input === "string" ? strangeCharacter(input) : undefined;
      return strange === undefined ? rule : `${rule}; ${strange}`;
    },
  });

/** What a person names: it becomes part of resource names, so Google's rule for those applies. */
export const name = () =>
  form(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "must be lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen",
  ).refine((text) => !isReserved(text), { error: "is a reserved word; choose another name" });

/** A map from names that a person chose. */
export const named = <T extends z.ZodType>(value: T) => z.record(name(), value);

/** A region by Google's name; whether it exists is checked with the topology. */
export const region = () =>
  form(/^[\x21-\x7e]+$/, 'must be the name of a region, such as "us-central1"');

/** A map by region; whether each is one of the system's regions is checked with the relations. */
export const byRegion = <T extends z.ZodType>(value: T) => z.record(region(), value);

/** A zone by its letter; whether its region has it is checked with the topology. */
export const zone = () => form(/^[\x21-\x7e]+$/, 'must be the letter of a zone, such as "a"');

/** A path of an HTTP request. */
export const httpPath = () =>
  form(
    /^\/[^\s?#*]*$/,
    'must begin with "/" and hold no blank, "?", "#" or "*", such as "/readyz"',
  );

/** A path of requests, or all paths below one. */
export const pathPattern = () =>
  form(
    /^\/([^\s?#*]*|([^\s?#*]+\/)?\*)$/,
    'must begin with "/" and may end with "/*", such as "/api/*"',
  );

/** A point in time by day, in UTC. */
export const day = () => z.iso.date({ error: 'must be a day such as "2027-01-31"' });

/** A time of day in UTC. */
export const timeOfDay = () =>
  form(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in UTC such as "03:00"');

/** A public address of the Internet. */
export const address = () =>
  form(
    /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/,
    'must be an IPv4 address such as "203.0.113.7"',
  );

/** A name of the Internet. */
export const domain = () => {
  const right =
    /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]{0,61}[a-z0-9]$/;
  return z
    .string({
      error: ({ input }) => absent(input, 'must be a DNS name such as "bank.example.com"'),
    })
    .regex(right, {
      error: ({ input }) => {
        const typed = typeof input === "string" ? input : "";
        const meant = typed
          .trim()
          .toLowerCase()
          .replace(/^https?:\/\//, "")
          .replace(/^\*\./, "")
          .replace(/[./]+$/, "");
        const strange = strangeCharacter(typed);
        const fix = strange
          ? `${strange}; write other scripts in their ASCII form ("xn--…")`
          : right.test(meant)
            ? `did you mean "${meant}"?`
            : 'write one such as "bank.example.com"';
        return `is not a DNS name in lower case without scheme, wildcard or final dot; ${fix}`;
      },
    });
};

/** A time zone by its name in the IANA database. */
export const timeZone = () =>
  z.string().refine(
    (text) => {
      try {
        return new Intl.DateTimeFormat("en", { timeZone: text }) instanceof Intl.DateTimeFormat;
      } catch {
        return false;
      }
    },
    { error: 'is not a time zone; write its name, such as "America/New_York" or "Etc/UTC"' },
  );
