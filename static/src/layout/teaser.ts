import { prefixOf } from "../engine/vault";
import type { Host } from "../loader/contract";
import type { Options } from "../loader/options";
import type { Language } from "../words/language";

/** So much time, in ms, the page has to itself. */
const PAUSE = 1_500;

const DISMISS: Readonly<Record<Language, string>> = {
  en: "Dismiss",
  ru: "Скрыть",
  de: "Ausblenden",
  fr: "Masquer",
  es: "Ocultar",
  ar: "إخفاء",
  zh: "隐藏",
};

/** Shows a bubble beside the button, once: not to who has seen it, nor to who has opened the chat. */
export function showTeaser({ root, shadow }: Host, options: Options, signal: AbortSignal): void {
  const { host } = shadow;
  if (wasSeen(options)) return;
  const bubble = document.createElement("div");
  const text = document.createElement("button");
  const dismiss = document.createElement("button");
  bubble.className = "teaser";
  bubble.setAttribute("part", "teaser");
  bubble.dir = "auto";
  text.textContent = options.teaser;
  dismiss.className = "dismiss";
  dismiss.textContent = "×";
  dismiss.setAttribute("aria-label", DISMISS[root.lang as Language] ?? DISMISS.en);
  bubble.append(text, dismiss);
  const end = (): void => {
    clearTimeout(timer);
    bubble.remove();
  };
  const timer = setTimeout(() => {
    if (host.getAttribute("data-open") === "true") return;
    note(options);
    root.prepend(bubble); // before the button, also for the keyboard
  }, PAUSE);
  text.addEventListener("click", () => {
    root.querySelector<HTMLElement>(".launcher")?.focus({ preventScroll: true });
    host.setAttribute("data-open", "true");
  });
  dismiss.addEventListener("click", () => {
    end();
    root.querySelector<HTMLElement>(".launcher")?.focus({ preventScroll: true });
  });
  host.addEventListener(
    "jims-open",
    () => {
      note(options);
      end();
    },
    { signal },
  );
  signal.addEventListener("abort", end);
}

function wasSeen(options: Options): boolean {
  return within(options, (storage) => storage.getItem(`${prefixOf(options)}teaser`)) === options.teaser;
}

function note(options: Options): void {
  within(options, (storage) => storage.setItem(`${prefixOf(options)}teaser`, options.teaser));
}

/** Storage may be blocked, or full. */
function within<T>({ storage }: Options, step: (storage: Storage) => T): T | undefined {
  try {
    return storage === "none" ? undefined : step(storage === "local" ? localStorage : sessionStorage);
  } catch {
    return undefined;
  }
}
