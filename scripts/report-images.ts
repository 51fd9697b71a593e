import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { chooseStacks } from "../cli/choose-stacks";
import { scenesOf } from "../report/scene/scenes";
import { imageOf } from "../report/html/image";

const ROOT = path.join(__dirname, "..");
const IMAGES = path.join(ROOT, "docs/images");
/** What the bank is shown as: once its second region stands. */
const STATE = { "us-east1": "standing" };
/** Scenes that docs/report.md shows; a test makes them again and compares. */
const SCENES = ["steady", "region-loss us-central1", "after region-loss us-central1"];
/** Parts of the page that it shows; pixels differ from machine to machine, so no test compares them. */
const SHOTS = ["summary", "objectives", "risks"];

/** Pixels: a picture in a page shows how something looks, the report itself shows all of it. */
const TALLEST = 700;

async function main(): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  drawScenes();
  // Writing the report takes minutes; one that is there already can be given instead.
  const [given] = process.argv.slice(2);
  if (given !== undefined) return shoot(path.resolve(given));
  const folder = mkdtempSync(path.join(os.tmpdir(), "standby-report-"));
  try {
    const args = ["bin/standby.js", "report", "--state", "us-east1=standing", "--out", folder];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
    await shoot(path.join(folder, "online-bank.html"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function drawScenes(): void {
  const flags = { system: "systems/online-bank.yaml" };
  const [home] = chooseStacks(ROOT, flags, { "regions.us-east1.state": STATE["us-east1"] });
  if (!home) throw new Error("the bank has no stack");
  const scenes = scenesOf(home.topology);
  for (const id of SCENES) {
    const scene = scenes.find((one) => one.id === id);
    if (!scene) throw new Error(`no scene ${id}`);
    writeFileSync(path.join(IMAGES, `${id.replaceAll(" ", "-")}.svg`), imageOf(scene));
  }
}

/** By Chromium, as the browser test does: STANDBY_CHROMIUM, or Debian's. */
async function shoot(file: string): Promise<void> {
  const executablePath = process.env["STANDBY_CHROMIUM"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
    await page.goto(`file://${file}`);
    for (const id of SHOTS) {
      const to = path.join(IMAGES, `report-${id}-${colorScheme}.png`);
      if (colorScheme === "light" || id === "summary") {
        const box = await page.locator(`#${id}`).boundingBox();
        if (!box) throw new Error(`${file} shows no ${id}`);
        const clip = { ...box, height: Math.min(box.height, TALLEST) };
        await page.screenshot({ path: to, clip, fullPage: true });
      }
    }
  }
  await browser.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
