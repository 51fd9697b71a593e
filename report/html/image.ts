import type { Scene } from "../scene/model";
import { drawn } from "./drawing";
import { COLORS } from "./style";
import { CHARTS } from "./style-charts";

/** A scene as an image of its own, light or dark as whoever looks at it is. */
export function imageOf(scene: Scene): string {
  const ground = "svg{background:var(--ground);font-family:system-ui,sans-serif;padding:16px}";
  const style = [COLORS, CHARTS, ground].map((part) => part.trim()).join("\n");
  const { html } = drawn(scene, "across");
  const [, width = "", height = ""] = /viewBox="0 0 (\d+) (\d+)"/.exec(html) ?? [];
  const svg = html
    .replace(
      "<svg ",
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `,
    )
    .replace(/(<svg [^>]*>)/, `$1<style>${style}</style>`);
  return `${svg}\n`;
}
