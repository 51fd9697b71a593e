import { edited, problemsOf, shop, systemOf } from "./descriptions";

const withOverlays = (lines: string) => `${shop}overlays:\n${lines}`;

describe("overlays", () => {
  it("merge maps, replace lists and single values, and remove with null", () => {
    const text = withOverlays(
      "  staging:\n    domain: staging.example.com\n    regions: { us-east1: { zones: [c, d] } }\n" +
        "    services: { web: { load: { peak: 10 rps }, uses: [] } }\n    data: { orders-db: null }\n",
    );
    const { domain, regions, services, data } = systemOf({ text, overlay: "staging" });
    expect({ domain, data, uses: services["web"]?.uses }).toEqual({
      domain: "staging.example.com",
      data: {},
      uses: [],
    });
    expect(regions["us-east1"]?.zones).toEqual(["c", "d"]);
    expect(services["web"]?.load).toEqual({ peak: 10, perInstance: 50 });
    expect(systemOf(text).domain).toBe("shop.example.com");
  });

  it("are checked when none is chosen, each where it is wrong", () => {
    const text = withOverlays(
      "  staging:\n    standby: wram\n    services: { web: { laod: { peak: 1 rps } } }\n" +
        "  trial:\n    primary: us-west1\n    data: { orders-db: null }\n    services: { wbe: null }\n    overlays: {}\n",
    );
    expect(problemsOf(text)).toEqual([
      'overlays.staging.standby:33 "wram" is not one of cold, warm, hot; did you mean "warm"?',
      'overlays.staging.services.web.laod:34 is not a key that is known here; did you mean "load"?',
      'overlays.trial.primary:36 "us-west1" is not one of the regions us-central1, us-east1',
      'overlays.trial.services.web.uses[0]:38 "orders-db" is not a data store of this description; none is described',
      'overlays.trial.services.wbe:38 is empty and so removes what isn\'t there; did you mean "web"?',
      "overlays.trial.overlays:39 can't be laid over overlays; remove it",
    ]);
  });

  it("don't repeat what is wrong without them", () => {
    const text = edited(
      withOverlays("  staging: { standby: hot }\n"),
      "uses: [orders-db]",
      "uses: [nothing]",
    );
    expect(problemsOf(text)).toHaveLength(1);
    expect(problemsOf({ text, overlay: "staging" })).toEqual(problemsOf(text));
  });

  it("can mend, when chosen, what is wrong without them", () => {
    const text = edited(
      withOverlays("  eu: { domain: eu.example.com }\n"),
      "shop.example.com",
      "Shop",
    );
    expect(problemsOf(text)).toHaveLength(1);
    expect(problemsOf({ text, overlay: "eu" })).toEqual([]);
  });

  it("are twenty at the most", () => {
    const lines = Array.from({ length: 21 }, (_, n) => `  o${n}: { standby: hot }\n`);
    expect(problemsOf(withOverlays(lines.join("")))).toEqual([
      "overlays:31 must have at most 20 entries",
    ]);
    expect(problemsOf(withOverlays(lines.slice(1).join("")))).toEqual([]);
  });

  it("must be there to be chosen, and be maps", () => {
    const text = withOverlays("  staging: { standby: hot }\n");
    expect(problemsOf({ text, overlay: "stagin" })).toEqual([
      'overlays:31 "stagin" is not one of the overlays; did you mean "staging"?',
    ]);
    expect(problemsOf({ text: shop, overlay: "staging" })).toEqual([
      'overlays:1 "staging" is not one of the overlays; there are none',
    ]);
    expect(problemsOf(withOverlays("  staging: hot\n"))).toEqual([
      'overlays.staging:32 got "hot" (text); must be a map (lines of "key: value")',
    ]);
  });
});

describe("what-if", () => {
  const given = (whatIf: Record<string, unknown>, text = shop) => ({ text, whatIf });

  it("puts in values as they are typed in the file", () => {
    const system = systemOf(
      given({
        standby: "hot",
        "regions.us-east1.state": "planned",
        "services.web.load.peak": "3000 rps",
        "services.web.runs.size": "9",
        "regions.us-east1.zones[0]": "d",
        objectives: "[{ of: web, when: zone-loss, rto: 1 minute, priority: high }]",
      }),
    );
    expect(system).toMatchObject({
      standby: "hot",
      regions: { "us-east1": { state: "planned", zones: ["d", "c"] } },
      services: { web: { load: { peak: 3000, perInstance: 50 }, runs: { size: 9 } } },
      objectives: [{ of: "web", rto: 60 }],
    });
  });

  it("says where a path or a value is wrong, without a line", () => {
    const wrong = {
      "services.wbe.load.peak": "3000 rps",
      "services.web.laod.peak": "3000 rps",
      "services.web.load.peak": "3000rps",
      standbye: "hot",
      "regions.us-east1.zones[7]": "a",
      "a..b": "1",
      domain: "[",
    };
    expect(problemsOf(given(wrong))).toEqual([
      'services.wbe.load.peak:what-if names "wbe", which is not in services; did you mean "web"?; write it as in the file',
      "regions.us-east1.zones[7]:what-if is not in regions.us-east1.zones, which has 2 items, from [0]; write it as in the file",
      '["a..b"]:what-if is not a path; write it as in the file',
      "domain:what-if lacks a closing quote, bracket, comma or blank",
      'services.web.load.peak:what-if "3000rps" is not a rate; did you mean "3000 rps"?',
      'services.web.laod:what-if is not a key that is known here; did you mean "load"?',
      'standbye:what-if is not a key that is known here; did you mean "standby"?',
    ]);
  });

  it("lies over an overlay", () => {
    const text = withOverlays("  staging: { standby: hot, domain: staging.example.com }\n");
    const { standby, domain } = systemOf({ text, overlay: "staging", whatIf: { standby: "cold" } });
    expect({ standby, domain }).toEqual({ standby: "cold", domain: "staging.example.com" });
  });
});
