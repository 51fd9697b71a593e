import { works } from "../../../recovery/execute/works";
import type { InstanceSeen, Known, ServiceSeen } from "../../../recovery/observed";

const WEB = { open: true, listed: true, least: 2, running: 2, healthy: 2 } as const;
const DARK = { ...WEB, least: "unknown", running: "unknown", healthy: 0 } as const;
const DB: InstanceSeen = { state: "running", name: "db", role: "writer", ha: true, backups: true };

function seen(web: Known<ServiceSeen>, db: Known<InstanceSeen> = DB): Known<boolean> {
  return works("east", { web: { east: web } }, { db: { east: db } });
}

describe("whether a region works", () => {
  it("is so if its API answers and what is sent there is served", () => {
    expect(seen(WEB)).toBe(true);
    expect(seen({ ...WEB, open: false, healthy: 0 })).toBe(true); // nothing is sent there
  });

  it("is not so if nothing answers and nothing is served", () => {
    expect(seen(DARK, "unknown")).toBe(false);
  });

  it("is unknown where the two kinds of evidence disagree", () => {
    expect(seen({ ...WEB, healthy: 0 })).toBe("unknown");
    expect(seen({ ...DARK, healthy: 2 }, "unknown")).toBe("unknown");
    expect(seen(DARK)).toBe("unknown");
  });

  it("is unknown where there is one kind of evidence alone, or none", () => {
    expect(seen({ ...DARK, open: false }, "unknown")).toBe("unknown");
    expect(seen("unknown", "unknown")).toBe("unknown");
    expect(works("west", { web: { east: WEB } }, {})).toBe("unknown");
  });
});
