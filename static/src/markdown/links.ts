/** The address as the browser would open it, or undefined where it is relative or its scheme is not allowed. */
export function safeAddress(address: string, schemes = /^(https?|mailto|tel):$/): string | undefined {
  try {
    const url = new URL(address);
    return schemes.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export function safeImage(address: string): string | undefined {
  return safeAddress(address, /^https?:$/);
}
