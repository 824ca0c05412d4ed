let lastTime = 0;
let lastCount = 0;

/**
 * A uuid of version 7 (RFC 9562), greater than each that this page made before: its first 48 bits are the time in
 * milliseconds, the 12 behind the version count within one.
 */
export function uuid7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  if (now > lastTime) {
    lastTime = now;
    lastCount = Math.floor(Math.random() * 2048);
  } else if (++lastCount > 4095) {
    lastTime++;
    lastCount = 0;
  }
  bytes[0] = ((bytes[0] ?? 0) & 63) | 128;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  const text = hex(lastTime, 12) + hex(0x7000 + lastCount, 4) + [...bytes].map((byte) => hex(byte, 2)).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
