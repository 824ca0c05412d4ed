export const HEX_COLOUR = /^#(?:[0-9a-f]{3}){1,2}$/i;

/** Black or white, whichever reads better on `colour` by the contrast ratio of WCAG 2. */
export function textOn(colour: string): "#000" | "#fff" {
  // At this luminance both have the same contrast: (0.179 + 0.05) / 0.05 = 1.05 / (0.179 + 0.05).
  return luminance(colour) > 0.179 ? "#000" : "#fff";
}

/** Relative luminance of a hex colour: 0 is black, 1 is white. */
export function luminance(colour: string): number {
  const digits = colour.slice(1);
  const step = digits.length / 3;
  const channel = (index: number): number => {
    const part = digits.slice(index * step, index * step + step);
    const value = parseInt(step === 1 ? part + part : part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}
