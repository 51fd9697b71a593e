import { CONSENT_DAYS } from "../../policy/gate/consent";
import { GATE_RULES } from "../../policy/gate/gate";
import { read } from "./markdown";

const text = read("docs/gate.md");

describe("docs/gate.md", () => {
  it("has the rules, as the code says them", () => {
    const rows = GATE_RULES.map(({ id, title, why }) => `| \`${id}\` | ${title} | ${why} |`);
    for (const row of rows) expect(text).toContain(row);
    expect(text.match(/^\| `[a-z-]+` \|/gm)).toHaveLength(rows.length);
  });

  it("has the days for which a consent counts", () => {
    expect(text).toContain(`counts for ${CONSENT_DAYS} days`);
  });
});
