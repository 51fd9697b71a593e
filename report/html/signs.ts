import type { Condition } from "../scene/model";
import { element, type Markup } from "./markup";

/** What each condition means, as the key of the drawings says it. */
export const SIGNS_EXPLAINED: readonly (readonly [Condition, string])[] = [
  ["works", "works"],
  ["waits", "stands by"],
  ["degraded", "works with less"],
  ["takes over", "is being taken over"],
  ["lost", "is lost"],
];

/** A sign that differs by its shape, and by colour besides. */
export function signShape(condition: Condition, x: number, y: number): Markup {
  switch (condition) {
    case "works":
      return element("circle", { cx: x, cy: y, r: 5.5, class: "sign works" });
    case "waits":
      return element("circle", { cx: x, cy: y, r: 4.5, class: "sign waits" });
    case "degraded":
      return element(
        "g",
        { class: "sign degraded" },
        element("circle", { cx: x, cy: y, r: 5 }),
        element("path", { d: `M ${x} ${y - 5} a 5 5 0 0 0 0 10 z` }),
      );
    case "takes over":
      return element("path", {
        d: `M ${x - 5} ${y - 5.5} l 10 5.5 l -10 5.5 z`,
        class: "sign takes-over",
      });
    case "lost":
      return element("path", {
        d: `M ${x - 4.5} ${y - 4.5} l 9 9 m 0 -9 l -9 9`,
        class: "sign lost",
      });
  }
}

/** The same alone, for a key. */
export function conditionSign(condition: Condition): Markup {
  return element(
    "svg",
    { viewBox: "0 0 14 14", class: "swatch", "aria-hidden": "true", focusable: "false" },
    signShape(condition, 7, 7),
  );
}
