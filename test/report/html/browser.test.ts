import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { pageOf } from "../../../report/html/page";
import { reportOf } from "../../../report/sections/report";
import { LOG, reported, SYSTEMS } from "../reported";

const executablePath = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .flatMap((folder) => ["chromium", "google-chrome"].map((name) => path.join(folder, name)))
  .find((file) => existsSync(file));
const title = `a report in the browser${executablePath ? "" : ": skipped, there is no chromium on the PATH"}`;

/** What is looked at there, in the language that a browser speaks. */
const IN_BROWSER = readFileSync(path.join(__dirname, "in-browser.js"), "utf8");

const PAGES = new Map(
  SYSTEMS.map((system) => {
    const document = reportOf(reported(system, LOG));
    return [system, { html: pageOf(document), sections: document.sections.length }] as const;
  }),
);

(executablePath ? describe : describe.skip)(title, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu"],
    });
  });
  afterAll(() => browser.close());

  async function opened(
    system: string,
    width: number,
    colorScheme: "light" | "dark" = "light",
  ): Promise<{ shown: Page; said: string[] }> {
    const shown = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const said: string[] = [];
    shown.on("console", (message) => said.push(message.text()));
    shown.on("pageerror", (error) => said.push(error.message));
    shown.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith("about:")) said.push(url);
    });
    await shown.setContent(PAGES.get(system)?.html ?? "");
    await shown.evaluate(IN_BROWSER);
    await shown.evaluate("openAll()");
    return { shown, said };
  }

  it.each([...SYSTEMS.flatMap((system) => [[system, 375] as const, [system, 1440] as const])])(
    "of %s is no wider than %i pixels, and asks for nothing",
    async (system, width) => {
      const { shown, said } = await opened(system, width);
      expect(said).toEqual([]);
      const wide = await shown.evaluate<number>("document.documentElement.scrollWidth");
      expect(wide).toBeLessThanOrEqual(width);
      expect(await shown.locator("main section:visible").count()).toBe(PAGES.get(system)?.sections);
      await shown.close();
    },
  );

  it.each(["light", "dark"] as const)("can be read: %s", async (scheme) => {
    const { shown } = await opened("online-bank", 1440, scheme);
    const found = await shown.evaluate<{ text: string; ratio: number }[]>("contrasts()");
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await shown.close();
  });

  it("is gone through with the keyboard, the way past the links first", async () => {
    const { shown } = await opened("online-bank", 1440);
    const seen: (string | null)[] = [];
    for (let step = 0; step < 4; step++) {
      await shown.keyboard.press("Tab");
      seen.push(await shown.evaluate<string | null>("focused()"));
    }
    expect(seen).toEqual(["#summary", "#summary", "#architecture", "#objectives"]);
    await shown.close();
  });

  it("shows another failure by the arrow keys, one drawing at a time", async () => {
    const { shown } = await opened("online-bank", 1440);
    const drawn = shown.locator("svg.scene:visible title");
    expect(await drawn.allTextContents()).toEqual(["Nothing is lost"]);
    await shown.locator(".choice input").first().focus();
    await shown.keyboard.press("ArrowRight");
    expect(await drawn.allTextContents()).toEqual(["us-central1-a is lost"]);
    await shown.close();
  });

  it("draws regions below each other on a phone, so that nothing has to be scrolled", async () => {
    const { shown } = await opened("online-bank", 375);
    const box = await shown.locator("svg.scene:visible").first().boundingBox();
    expect(box?.width).toBeLessThanOrEqual(375);
    expect(box?.height).toBeGreaterThan(box?.width ?? 0);
    await shown.close();
  });

  it("prints everything, folded or not chosen", async () => {
    const { shown } = await opened("online-bank", 1440);
    await shown.emulateMedia({ media: "print" });
    const count = reported("online-bank").beliefs.topology.regions;
    expect(await shown.locator("svg.scene.across:visible").count()).toBeGreaterThan(
      Object.keys(count).length * 2,
    );
    await shown.close();
  });
});
