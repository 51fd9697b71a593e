import * as fc from "fast-check";
import { drawing } from "../../../report/html/drawing";
import { element, safe, together } from "../../../report/html/markup";
import { pageOf } from "../../../report/html/page";
import { paragraphs } from "../../../report/html/paragraphs";
import { scenesOf } from "../../../report/scene/scenes";
import { reportOf } from "../../../report/sections/report";
import { steady, topologyOf } from "../../topology/fixtures";
import { LOG, reported, SYSTEMS } from "../reported";

const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found);

describe("markup", () => {
  it("lets no text become an element or leave its attribute", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { html } = element("p", { title: text }, text);
        expect(html.replace(/^<p title="[^"<>]*">/, "").replace(/<\/p>$/, "")).toBe(safe(text));
        expect(safe(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it("leaves out attributes that aren't given, and ends what has an end", () => {
    expect(element("a", { href: "#x", hidden: false, open: true }, "y").html).toBe(
      '<a href="#x" open>y</a>',
    );
    expect(element("br", {}).html).toBe("<br>");
    expect(together("a", ["b", 1], undefined).html).toBe("ab1");
  });
});

describe.each(SYSTEMS)("the page of %s", (system) => {
  const text = pageOf(reportOf(reported(system, LOG)));

  it("needs nothing from anywhere else", () => {
    expect(text).not.toMatch(/<(script|link|img|iframe)\b|url\((?!#)|@import/);
    expect(text).not.toMatch(/ (href|src|srcset|action)="(?!#)/);
  });

  it("has each name once, and every link leads to one", () => {
    const ids = all(text, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [
      ...all(text, / href="#([^"]+)"/g),
      ...all(text, / for="([^"]+)"/g),
      ...all(text, /url\(#([^)]+)\)/g),
      ...all(text, / aria-labelledby="([^"]+)"/g).flatMap((names) => names?.split(" ") ?? []),
    ];
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it("says in words what each drawing shows, or shows it beside its words", () => {
    const drawings = all(text, /<svg([^>]*>.{0,10})/gs);
    expect(drawings.length).toBeGreaterThan(10);
    const mute = drawings.filter((beginning) => !/<title|aria-hidden="true"/.test(beginning ?? ""));
    expect(mute).toEqual([]);
  });

  it("leaves no level of headings out", () => {
    const levels = all(text, /<h([1-6])/g).map(Number);
    levels.slice(1).forEach((level, index) => {
      expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it("is the same to the byte for the same input", () => {
    expect(pageOf(reportOf(reported(system, LOG)))).toBe(text);
  });
});

describe("a drawing", () => {
  it("marks a lost zone by a sign and not by colour alone", () => {
    const scene = scenesOf(topologyOf(steady())).find(({ id }) => id === "zone-loss us-central1-a");
    expect(scene && drawing(scene).html).toContain("a ✕");
  });
});

describe("paragraphs", () => {
  it("keep commands as they are typed", () => {
    const markdown = "Command:\n\n```sh\n# a remark\ngcloud x --y='<z>'\n\nlast\n```\n\nDone.";
    expect(together(paragraphs(markdown, 3)).html).toBe(
      '<p>Command:</p><pre tabindex="0"><code># a remark\ngcloud x --y=&#39;&#60;z&#62;&#39;\n\nlast</code></pre><p>Done.</p>',
    );
  });

  it("make headings, lists and text of a runbook", () => {
    expect(together(paragraphs("# One\n\nText\n- a\n- b\n\n## Two", 3)).html).toBe(
      "<h3>One</h3><p>Text</p><ul><li>a</li><li>b</li></ul><h4>Two</h4>",
    );
  });
});
