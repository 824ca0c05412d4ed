type Attributes = Record<string, string>;
type Children = (Node | string)[];

const SVG = "http://www.w3.org/2000/svg";

/** Builds an element node by node: no text is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[K] {
  const made = fill(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function fill<E extends Element>(made: E, attributes: Attributes): E {
  for (const key in attributes) made.setAttribute(key, attributes[key] ?? "");
  return made;
}

/** An icon of strokes on a 24 × 24 grid, in the colour of the text around it. */
export function icon(path: string): SVGElement {
  const svg = fill(document.createElementNS(SVG, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(fill(document.createElementNS(SVG, "path"), { d: path }));
  return svg;
}

export const ICONS = {
  chat: "M4 5h16v12h-8l-5 4v-4H4zM8 9h8M8 13h5",
  close: "M6 6l12 12M18 6 6 18",
  send: "M12 19V6M6 12l6-6 6 6",
};
