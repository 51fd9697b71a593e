import type { Lint } from "../../../assessment/lint/lint";
import { assessed } from "../objectives/fixtures";

const high = { priority: "high" };

function lintOf(system: string, supposed: Readonly<Record<string, unknown>>): readonly Lint[] {
  return assessed(system, "hot", supposed).lint;
}

function messages(system: string, supposed: Readonly<Record<string, unknown>>): readonly string[] {
  return lintOf(system, supposed).map(({ is, path, message }) => `${is} ${path} ${message}`);
}

describe("the lint of objectives", () => {
  it("says that ClickTravel's daily backup doesn't meet its hour, and what does", () => {
    const [line] = lintOf("click-travel", {});
    expect(line).toMatchObject({ is: "note", path: "objectives[0].rpo" });
    expect(line?.message).toBe(
      '"1 hour" is less than copies can hold: a daily backup (up to 1 day), a weekly backup (up to 7 days), ' +
        "an export (up to 1 day); what meets it is that it can be read as of any minute of the last 7 days, " +
        "and only while the deletion is noticed in time",
    );
  });

  it("refuses an hour where snapshots come once in four", () => {
    const objectives = [{ of: "volume", when: "data-deletion", rpo: "1 hour", ...high }];
    expect(messages("api-platform", { objectives })).toEqual([
      'wrong objectives[0].rpo "1 hour" is less than what lies between two copies of volume: ' +
        "a snapshot every 4 hours; copy more often, or raise it",
    ]);
    const often = { objectives, "data.volume.snapshots.every": "1 hour" };
    expect(messages("api-platform", often)).toEqual([]);
  });

  it("refuses to be done before anybody acts", () => {
    const objectives = [{ of: "accounts-db", when: "region-loss", rto: "20 minutes", ...high }];
    const [line] = messages("online-bank", { objectives });
    expect(line).toContain('"20 minutes" is over before anybody acts');
    expect(line).toContain("26 minutes");
    const automatic = [{ of: "web", when: "region-loss", rto: "20 seconds", ...high }];
    expect(messages("online-bank", { objectives: automatic })).toEqual([]);
  });

  it("refuses to lose nothing where a replica follows later", () => {
    const objectives = [
      { of: "accounts-db", when: "region-loss", rpo: "0 seconds", ...high },
      { of: "products-db", when: "region-loss", rpo: "0 seconds", ...high },
    ];
    const [line, ...rest] = messages("online-bank", { objectives });
    expect(line).toMatch(/^wrong objectives\[0\]\.rpo "0 seconds" can't be had of accounts-db/);
    expect(rest).toEqual([]);
  });

  it("finds objectives that contradict one another", () => {
    const objectives = [
      { of: "accounts", when: "zone-loss", rto: "4 minutes", ...high },
      { of: "accounts-db", when: "zone-loss", rto: "5 minutes", ...high },
      { of: "accounts-db", when: "region-loss", rto: "4 minutes", ...high },
      { of: "accounts", availability: "99.95 %" },
      { of: "accounts-db", availability: "99.9 %" },
    ];
    const said = messages("online-bank", { objectives }).join("\n");
    expect(said).toContain(
      'objectives[0].rto "4 minutes" is asked of accounts, which can\'t do without',
    );
    expect(said).toContain(
      'objectives[2].rto "4 minutes" for the loss of a region is less than the',
    );
    expect(said).toContain(
      'objectives[3].availability "99.95 %" is more than the 99.9 % of accounts-db',
    );
  });

  it("says when one loss of a region takes more than a year's share", () => {
    const objectives = [{ of: "accounts", availability: "99.999 %" }];
    expect(messages("online-bank", { objectives }).join("\n")).toContain(
      '"99.999 %" leaves 5 minutes 15 seconds a year, and one loss of a region keeps accounts away for 33 minutes',
    );
  });

  it("has nothing to say of a system without objectives", () => {
    expect(lintOf("online-bank", { objectives: [] })).toEqual([]);
  });
});
