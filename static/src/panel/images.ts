import type { Options } from "../loader/options";

/** The options with the addresses of their images made absolute; each that is none is told to `warn`, and dropped. */
export function withImages(options: Options, warn: (problem: string) => void): Options {
  const address = (name: "logo" | "avatar"): string => {
    const given = options[name];
    if (!given) return "";
    try {
      const { href } = new URL(given, globalThis.document?.baseURI);
      if (/^(https?:|data:image\/)/.test(href)) return href;
    } catch {
      // Told below.
    }
    warn(`data-${name}="${given}" is not valid: expected the address of an image. Using none.`);
    return "";
  };
  return { ...options, logo: address("logo"), avatar: address("avatar") };
}

const warned = new Set<string>();

/** What is wrong is read at every change. */
export function warnOnce(problem: string): void {
  if (!warned.has(problem)) console.warn(`jims-widget: ${problem}`);
  warned.add(problem);
}
