import { html, type TemplateResult } from "lit/html.js";
import type { Language } from "../words";

const DAY_MS = 86_400_000;

/** Times as the visitor writes them, in their zone. */
export class Times {
  readonly #clock: Intl.DateTimeFormat;
  readonly #dates: Intl.DateTimeFormat;
  readonly #days: Intl.RelativeTimeFormat;

  /** @param language of the words around them; the browser knows in which of its countries the visitor is */
  constructor(language: Language) {
    const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
    this.#clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
    this.#dates = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
    this.#days = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  }

  /** The time of a message. */
  at(at: number): TemplateResult {
    return time(at, this.#clock.format(at));
  }

  /** The day that begins with a message; empty where it is that of the message before it, or today. */
  day(at: number, before: number, now: number): string {
    const day = midnight(at);
    if (!at || day === midnight(before || now)) return "";
    const since = Math.round((day - midnight(now)) / DAY_MS);
    return since > -2 ? this.#days.format(since, "day") : this.#dates.format(at);
  }
}

export function time(at: number, text: string): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
