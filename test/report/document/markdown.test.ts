import { markdownOf } from "../../../report/document/markdown";
import type { Block } from "../../../report/document/model";
import { element } from "../../../report/html/markup";
import { reportOf } from "../../../report/sections/report";
import { LOG, reported } from "../reported";

const picture = element("svg", {});
const only = (block: Block) =>
  markdownOf({ title: "t", about: ["a"], sections: [{ id: "s", title: "S", content: [block] }] })
    .split("## S\n\n")[1]
    ?.trim();

describe("a document as Markdown", () => {
  it("says what a picture shows, and leaves pictures out of tables", () => {
    expect(only({ is: "picture", picture, says: ["One.", "Two."] })).toBe("- One.\n- Two.");
    const columns = [{ title: "x" }, { title: "y", is: "picture" as const }, { title: "z" }];
    expect(
      only({ is: "table", caption: "c", columns, rows: [["1", { picture }, ["a", "|b"]]] }),
    ).toBe("*c*\n\n| x | z |\n| --- | --- |\n| 1 | a\\|b |");
  });

  it("formats nothing that it was told", () => {
    expect(only({ is: "list", items: ["*a* [b](c) <d>"] })).toBe("- \\*a\\* \\[b\\](c) \\<d\\>");
  });

  it("has every section of a report, and no HTML but what folds", () => {
    const document = reportOf(reported("online-bank", LOG));
    const text = markdownOf(document);
    const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(document.sections.map(({ title }) => title));
    const tags = new Set([...text.matchAll(/(?<!\\)<\/?(\w+)/g)].map(([, tag]) => tag));
    expect([...tags].sort()).toEqual(["details", "summary"]);
  });
});
