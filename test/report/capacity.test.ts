import { createColors } from "picocolors";
import { capacityAfter } from "../../assessment/capacity/after";
import { afterOverload } from "../../assessment/simulation/overload";
import { capacityText } from "../../report/capacity";
import { setting } from "../recovery/plan/fixtures";

const textOf = (system: string, supposed: Record<string, unknown> = {}) => {
  const { topology } = setting(system, "warm", supposed);
  const overload = afterOverload(topology, { seeds: [1] });
  return capacityText(capacityAfter(topology), overload, createColors(false));
};

describe("capacityText", () => {
  it("says in one line what is carried, and the rest by service", () => {
    expect(textOf("online-bank").split("\n")).toEqual([
      "capacity at the described peak",
      "  with one instance of everything out, every service carries its peak",
      "  without any one zone, every service carries its peak",
      "  without any one zone and with one instance out besides, every service carries its peak",
      "  without us-central1: web serves nothing until another region has taken over; then it carries: 2200 rps for 1200 rps",
      "  without us-central1: accounts serves nothing until another region has taken over; then it carries: 1200 rps for 600 rps",
      "  without us-central1: products serves nothing until another region has taken over; then it carries: 1000 rps for 400 rps",
      "  accounts-db too slow: accounts fails with what it can't do without, 100 % of requests",
      "  products-db too slow: products fails with what it can't do without, 100 % of requests",
      "  documents too slow: accounts fails with what it can't do without, 100 % of requests",
      "  after half a minute's outage at the peak, all come back by themselves",
    ]);
  });

  it("says that nothing takes over from a service in one zone", () => {
    expect(textOf("click-travel")).toContain(
      "  without us-central1-a: analytics serves nothing, and nothing takes over",
    );
  });

  it("names what would help a service that its retries keep down", () => {
    const retries = { "services.web.retries": { attempts: 4, timeout: "2 seconds" } };
    const text = textOf("online-bank", retries);
    expect(text).toMatch(
      /peak, web: its own retries keep it down; any of these helps: retries of at most \d+ % of all calls; .*; \d+ more instances/,
    );
    expect(text).toContain("web too slow: web gets more than it can answer: 1200 rps + 3600 rps");
    expect(text).toContain("each of 14 gets 343 rps, and 369 rps once one fails of it");
  });
});
