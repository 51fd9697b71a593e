import * as fc from "fast-check";
import { formatDuration, parseQuantity, QUANTITIES, type QuantityName } from "../../system/units";

const quantities = Object.keys(QUANTITIES) as QuantityName[];
const quantity = fc.constantFrom(...quantities);

/** What people type: numbers and units, right and almost right, and anything at all. */
const typed = fc.oneof(
  fc.string(),
  fc
    .tuple(
      fc.constantFrom("", " ", "-"),
      fc.oneof(
        fc.nat().map(String),
        fc.float({ min: 0, noNaN: true }).map(String),
        fc.constant("9".repeat(400)),
      ),
      fc.constantFrom("", " ", "  "),
      fc.constantFrom(
        ...quantities.flatMap((name) => [
          ...Object.keys(QUANTITIES[name].units),
          ...Object.values<readonly string[]>(QUANTITIES[name].slips).flat(),
        ]),
        "",
        "constructor",
        "HOURS",
      ),
    )
    .map((parts) => parts.join("")),
);

describe("parseQuantity", () => {
  it.each([
    ["duration", "15 minutes", 900],
    ["duration", "1.5 hours", 5400],
    ["size", "2 TB", 2000],
    ["size", "500 MB", 0.5],
    ["rate", "1200 rps", 1200],
    ["money", "20000 USD", 20_000],
    ["percentage", "99.95 %", 0.9995],
  ] as const)("reads a %s such as %s", (name, text, value) => {
    expect(parseQuantity(name, text)).toEqual({ value });
  });

  it.each([
    ["duration", "5m", "5 minutes"],
    ["duration", "5  minutes", "5 minutes"],
    ["duration", "300S", "300 seconds"],
    ["duration", "1 hour 30 minutes", "90 minutes"],
    ["duration", "1h30m", "90 minutes"],
    ["size", "100gb", "100 GB"],
    ["rate", "10 req/s", "10 rps"],
    ["money", "5 $", "5 USD"],
    ["percentage", "60%", "60 %"],
  ] as const)("knows what is meant by the %s %s", (name, text, meant) => {
    expect(parseQuantity(name, text)).toEqual({ meant });
  });

  it.each([
    "",
    "minutes",
    "-5 minutes",
    "5",
    "P1D",
    "1,5 hours",
    "5 months",
    "5 constructor",
    `${"9".repeat(400)} days`,
  ])("makes nothing of %p as a duration", (text) =>
    expect(parseQuantity("duration", text)).toEqual({}),
  );

  it("is a number, or no number: never NaN and never infinite", () => {
    fc.assert(
      fc.property(quantity, typed, (name, text) => {
        const parsed = parseQuantity(name, text);
        expect(Number.isFinite("value" in parsed ? parsed.value : 0)).toBe(true);
      }),
    );
  });

  it("suggests only what it would accept", () => {
    fc.assert(
      fc.property(quantity, typed, (name, text) => {
        const parsed = parseQuantity(name, text);
        if ("value" in parsed || parsed.meant === undefined) return;
        expect(parseQuantity(name, parsed.meant)).toHaveProperty("value");
      }),
    );
  });
});

describe("formatDuration", () => {
  it("prints what can be read again, or what reading turns into one unit", () => {
    const exact = fc.oneof(
      fc.nat({ max: 3599 }),
      fc.nat({ max: 24 * 60 }).map((minutes) => minutes * 60),
      fc.nat({ max: 5000 }).map((hours) => hours * 3600),
    );
    fc.assert(
      fc.property(exact, (seconds) => {
        const parsed = parseQuantity("duration", formatDuration(seconds));
        const text = "value" in parsed ? undefined : parsed.meant;
        const again = text === undefined ? parsed : parseQuantity("duration", text);
        expect(again).toEqual({ value: seconds });
      }),
    );
  });

  it("prints two units at the most, and a zero", () => {
    expect(formatDuration(0)).toBe("0 seconds");
    expect(formatDuration(90_061)).toBe("1 day 1 hour");
    expect(formatDuration(5400)).toBe("1 hour 30 minutes");
  });
});
