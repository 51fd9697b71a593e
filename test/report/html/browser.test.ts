import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { page as wholePage } from "../../../report/html/page";
import { objectives } from "../../../report/html/objectives";
import { architecture, recovery, runbooks } from "../../../report/html/sections";
import { assess } from "../../../assessment/assess";
import { plansOf } from "../../../recovery/plan/plans-of";
import { scenesOf } from "../../../report/scene/scenes";
import { setting } from "../../recovery/plan/fixtures";

const executablePath = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .flatMap((folder) => ["chromium", "google-chrome"].map((name) => path.join(folder, name)))
  .find((file) => existsSync(file));
const title = `a report in the browser${executablePath ? "" : ": skipped, there is no chromium on the PATH"}`;

/** What is looked at there, in the language that a browser speaks. */
const IN_BROWSER = readFileSync(path.join(__dirname, "in-browser.js"), "utf8");

function htmlOf(system: string): string {
  const described = setting(system, "hot");
  const plans = plansOf(described);
  return wholePage(system, undefined, [
    architecture(scenesOf(described.topology)),
    objectives(assess(described, { drills: [], today: "2026-11-21" })),
    recovery(plans),
    runbooks(plans),
  ]);
}

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
    await shown.setContent(htmlOf(system));
    await shown.evaluate(IN_BROWSER);
    await shown.evaluate("openAll()");
    return { shown, said };
  }

  it.each([
    ...["online-bank", "click-travel", "shop-smart", "api-platform"].flatMap((system) => [
      [system, 375] as const,
      [system, 1440] as const,
    ]),
  ])("of %s is no wider than %i pixels, and asks for nothing", async (system, width) => {
    const { shown, said } = await opened(system, width);
    expect(said).toEqual([]);
    const wide = await shown.evaluate<number>("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(width);
    expect(await shown.locator("main section:visible").count()).toBe(4);
    await shown.close();
  });

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
    for (let step = 0; step < 8; step++) {
      await shown.keyboard.press("Tab");
      seen.push(await shown.evaluate<string | null>("focused()"));
    }
    expect(seen.slice(0, 4)).toEqual([
      "#architecture",
      "#architecture",
      "#objectives",
      "#recovery",
    ]);
    expect(seen).toContain("wide");
    await shown.close();
  });
});
