import { svg, type TemplateResult } from "lit/html.js";

/** An icon of strokes on a 24 × 24 grid, in the colour of the text around it. */
function icon(path: string): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

export const ICONS = {
  assistant: icon("M4 5h16v12h-8l-5 4v-4H4zM8 9.5h8M8 13h5"),
  close: icon("M6 6l12 12M18 6 6 18"),
  compose: icon("M11 5H5v14h14v-6M17.5 3.5l3 3L12 15H9v-3z"),
  copy: icon("M9 9h11v11H9zM5 15H4V4h11v1"),
  thumb: icon("M7 11v9H3.5v-9zl4-7.5c1.5 0 2.5 1 2.5 2.5v3H19a2 2 0 0 1 2 2.3l-1.1 7a2 2 0 0 1-2 1.7H7"),
  down: icon("M12 5v14M6 13l6 6 6-6"),
  past: icon("M4.5 8A8.5 8.5 0 1 1 4 14M4 4v4.5h4.5M12 8v4.5l3 2"),
  send: icon("M12 19V5M6 11l6-6 6 6"),
  stop: icon("M7 7h10v10H7z"),
  expand: icon("M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"),
  done: icon("M5 13l4 4L19 7"),
};
