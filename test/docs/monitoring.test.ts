import { withAlertTable } from "../../report/alerts";
import { MEASURES } from "../../topology/watch";
import { bankAlerts } from "./alerts";
import { markdownFiles, read, table } from "./markdown";

const text = read("docs/monitoring.md");

describe("docs/monitoring.md", () => {
  it("lists the bank's alerts as they are", () => {
    expect(markdownFiles()).toContain("docs/monitoring.md");
    const alerts = bankAlerts();
    const state =
      withAlertTable(text, alerts) === text ? "up to date" : "stale. Run: npm run alerts";
    expect(state).toBe("up to date");
    expect(table(text, "alert")).toHaveLength(alerts.length);
  });

  it("names what Standby measures itself", () => {
    const named = Object.values(MEASURES).filter((measure) => text.includes(`\`${measure}\``));
    expect(named).toEqual(Object.values(MEASURES));
  });
});
