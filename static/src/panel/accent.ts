import { readableOn } from "../colour";

/** The panel's own grounds, the ones nearest to the text: `--raised` of the style sheet. */
const GROUND = { light: "#f2f3f6", dark: "#252830" };

/** Shades of the accent that can be read as text (4.5:1) and seen as a line (3:1) on the panel. */
export function applyAccent(root: HTMLElement, accent: string, isDark: boolean): void {
  const ground = isDark ? GROUND.dark : GROUND.light;
  root.style.setProperty("--accent-text", readableOn(ground, accent, 4.5));
  root.style.setProperty("--accent-line", readableOn(ground, accent, 3));
}
