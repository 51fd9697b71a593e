import {
  measuredByMonth,
  measuredIn,
  readIncidents,
} from "../../../assessment/availability/incident-log";

const log = `
- { at: 2026-04-03, lasts: 37 minutes, what: the database restarted }
- { at: 2026-04-20, lasts: 15 minutes, what: a bad release of web, of: web }
- { at: 2026-02-28, lasts: 10 hours, what: half of the users saw errors, share: 50 % }
`;

function incidents(text: string) {
  const { incidents, problems } = readIncidents(text);
  if (!incidents) throw new Error(JSON.stringify(problems));
  return incidents;
}

describe("an incident log", () => {
  it("measures April's two outages as the arithmetic says", () => {
    expect(measuredIn(incidents(log), "2026-04")).toBeCloseTo(0.998796, 6);
  });

  it("weighs by the share of users, and knows how long a month is", () => {
    const down = 5 / (28 * 24);
    expect(measuredByMonth(incidents(log))).toEqual([
      { month: "2026-02", availability: expect.closeTo(1 - down, 12) },
      { month: "2026-04", availability: expect.closeTo(0.998796, 6) },
    ]);
    expect(measuredIn(incidents(log.replace("2026-02", "2028-02")), "2028-02")).toBeCloseTo(
      1 - 5 / (29 * 24),
      12,
    );
  });

  it("counts a planned outage as well", () => {
    const planned = "- { at: 2026-06-01, lasts: 2 hours, what: a window, planned: true }";
    expect(measuredIn(incidents(planned), "2026-06")).toBeCloseTo(1 - 2 / 720, 12);
    expect(measuredIn(incidents(planned), "2026-07")).toBe(1);
    expect(() => measuredIn([], "June")).toThrow('"June" is not a month');
  });

  it("names everything that is wrong with it", () => {
    const wrong =
      "- { at: yesterday, lasts: 5m, what: x }\n- { at: 2026-04-03, lasts: 1 hour, wat: y }";
    const said = readIncidents(wrong).problems?.map(
      ({ path, line, message }) => `${path} (${line})  ${message}`,
    );
    expect(said).toEqual([
      '[0].at (1)  "yesterday" must be a day such as "2027-01-31"',
      '[0].lasts (1)  "5m" is not a duration; did you mean "5 minutes"?',
      "[1].what (2)  is missing; must be text",
      '[1].wat (2)  is not a key that is known here; did you mean "at"?',
    ]);
    expect(readIncidents("at: 2026-04-03").problems).toMatchObject([
      { path: "", message: expect.stringContaining("must be a list of outages, one entry each") },
    ]);
    expect(readIncidents("- {").problems).toHaveLength(1);
  });
});
