/**
 * The address as the browser would open it, or undefined where its scheme is not allowed, or where it is relative and
 * there is nothing that it is relative to.
 */
export function safeAddress(address: string, base?: string, schemes = /^(https?|mailto|tel):$/): string | undefined {
  // A browser takes far longer to refuse an address than to take one.
  if (!base && !/^[a-z]+:/i.test(address)) return undefined;
  try {
    const url = new URL(address, base);
    return schemes.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export function safeImage(address: string, base?: string): string | undefined {
  return safeAddress(address, base, /^https?:$/);
}
