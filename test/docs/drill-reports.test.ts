import { reportFile, reportPage, REPORTS } from "./drill-reports";
import { read } from "./markdown";

// Both stacks are deployed for each, and a day passes in cold, so this is for the night.
jest.setTimeout(900_000);

describe("the drills of the bank", () => {
  it.each(REPORTS)("are as committed, in %s (npm run drill-reports writes them anew)", (mode) => {
    expect(reportPage(mode)).toBe(read(reportFile(mode)));
  });
});
