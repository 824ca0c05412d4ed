export const HEX_COLOUR = /^#(?:[0-9a-f]{3}){1,2}$/i;

type Rgb = readonly [red: number, green: number, blue: number];

/** Black or white, whichever reads better on `colour` by the contrast ratio of WCAG 2: at least 4.5 for any colour. */
export function textOn(colour: string): "#000" | "#fff" {
  // At this luminance both have the same contrast: (0.179 + 0.05) / 0.05 = 1.05 / (0.179 + 0.05).
  return luminance(colour) > 0.179 ? "#000" : "#fff";
}

/** Relative luminance of a hex colour: 0 is black, 1 is white. */
export function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): Rgb {
  const parts = colour.match(colour.length > 4 ? /\w\w/g : /\w/g) as string[];
  return parts.map((part) => parseInt(part.padStart(2, part), 16)) as unknown as Rgb;
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest shade of `colour` that has at least this contrast on `surface`, which is very light or very dark. */
export function readableOn(surface: string, colour: string, ratio: number): string {
  const target = textOn(surface) === "#000" ? 0 : 255;
  const from = channels(colour);
  const mixed = (share: number): string =>
    "#" + from.map((value) => Math.round(value + (target - value) * share).toString(16).padStart(2, "0")).join("");
  let share = 0;
  while (share < 1 && contrast(mixed(share), surface) < ratio) share += 1 / 32;
  return mixed(share);
}
