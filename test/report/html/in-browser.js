/**
 * The contrast of every piece of text with what it stands on, by WCAG 2.2's formula. Runs in the
 * browser: the page under test loads this file.
 */
globalThis.contrasts = function contrasts() {
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      const [, , , alpha = 1] = channels(backgroundColor);
      if (alpha > 0) return backgroundColor;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const elements = [
    ...document.querySelectorAll(
      "p, li, td, th, dt, dd, summary, a, h1, h2, h3, label, legend, caption, span, strong, code, text",
    ),
  ];
  const shown = elements.filter((element) => element.checkVisibility());
  return shown.flatMap((element) => {
    const { color, fill } = getComputedStyle(element);
    const isDrawn = element instanceof SVGElement;
    const box = getComputedStyle(document.documentElement).getPropertyValue("--box");
    const pair = [
      luminance(isDrawn ? fill : color),
      luminance(isDrawn ? behind(element, hex(box)) : groundOf(element)),
    ];
    const text = element.textContent?.slice(0, 40) ?? "";
    return [{ text, ratio: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) }];
  });

  /** What a text of a drawing stands on: the shape just before it, where that is filled. */
  function behind(element, box) {
    const before = element.previousElementSibling;
    if (before?.tagName !== "rect") return box;
    const { fill } = getComputedStyle(before);
    return fill.startsWith("rgb(") ? fill : box;
  }

  function hex(value) {
    const digits = value.trim().slice(1);
    const parts =
      digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
    return `rgb(${(parts ?? []).map((part) => Number.parseInt(part, 16)).join(", ")})`;
  }
};

/** Opens everything that can be opened. */
globalThis.openAll = function openAll() {
  document.querySelectorAll("details").forEach((details) => {
    details.open = true;
  });
};

/** Where the keyboard is: the link's target, or the name of the place that scrolls. */
globalThis.focused = function focused() {
  const at = document.activeElement;
  return at?.getAttribute("href") ?? at?.className;
};
