const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const SAME_DAY = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const OTHER_DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const NUMBER = new Intl.NumberFormat();

/** A time as it is read in a list: in the reader's own zone. */
export function shortTime(iso: string): string {
  const time = new Date(iso);
  return (Date.now() - time.getTime() < DAY && time.getDate() === new Date().getDate() ? SAME_DAY : OTHER_DAY).format(time);
}

export function exactTime(iso: string): string {
  return EXACT.format(new Date(iso));
}

export function count(value: number): string {
  return NUMBER.format(value);
}

export function duration(millis: number): string {
  return millis < 1_000 ? `${Math.round(millis)} ms` : `${(millis / 1_000).toFixed(1)} s`;
}
