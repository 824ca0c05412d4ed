const SCHEMES = /^(https?|mailto|tel):$/;

/** The parsed absolute address, or null where it is none. */
export function parseUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** The address as the browser would open it, or null where it is relative or its scheme is not allowed. */
export function safeHref(address: string): string | null {
  const url = parseUrl(address);
  return url && SCHEMES.test(url.protocol) ? url.href : null;
}
