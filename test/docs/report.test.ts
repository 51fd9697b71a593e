import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readIncidents } from "../../assessment/availability/incident-log";
import { imageOf } from "../../report/html/image";
import { scenesOf } from "../../report/scene/scenes";
import { reportOf } from "../../report/sections/report";
import { setting } from "../recovery/plan/fixtures";
import { LOG, reported } from "../report/reported";
import { PROJECT, read, table } from "./markdown";

const PAGE = read("docs/report.md");
const IMAGES = path.join(PROJECT, "docs/images");
const document = reportOf(reported("online-bank", LOG));

describe("the page on the report", () => {
  it("lists its sections in their order", () => {
    expect(table(PAGE, "Section").map(([title]) => title)).toEqual(
      document.sections.map(({ title }) => title),
    );
  });

  it("counts the figures of the summary", () => {
    const tiles = document.sections[0]?.content.find(({ is }) => is === "tiles");
    expect(tiles?.is === "tiles" && tiles.tiles.length).toBe(7);
    expect(PAGE).toContain("seven figures");
  });

  it("has a log that can be read", () => {
    const [, log = ""] = /^## Incidents[\s\S]*?```yaml\n([\s\S]*?)```/m.exec(PAGE) ?? [];
    expect(readIncidents(log).incidents).toHaveLength(3);
  });

  const shown = [...PAGE.matchAll(/images\/([\w.-]+)/g)].map(([, file = ""]) => file);

  it("shows every picture that is there, each small", () => {
    expect([...new Set(shown)].sort()).toEqual(readdirSync(IMAGES).sort());
    for (const file of shown) {
      const full = path.join(IMAGES, file);
      expect(existsSync(full) && statSync(full).size).toBeLessThan(150_000);
    }
  });

  const { topology } = setting("online-bank", "hot");
  const drawings = shown.filter((file) => file.endsWith(".svg"));

  it.each(drawings)("shows the drawing as it is today (npm run report-images): %s", (file) => {
    const scene = scenesOf(topology).find(({ id }) => `${id.replaceAll(" ", "-")}.svg` === file);
    expect(scene && imageOf(scene)).toBe(readFileSync(path.join(IMAGES, file), "utf8"));
  });
});
