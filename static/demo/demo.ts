import { byId } from "./page";
import { copy, show } from "./snippet";
import { Stage } from "./stage";

/** The address that this script was served from, one level up: the server, with its path if it has one. */
const server = new URL("..", (document.currentScript as HTMLScriptElement).src).href.replace(/\/$/, "");
/** The visitor types; the widget need not be built anew for every letter. */
const PAUSE_MS = 400;

const form = byId("form", HTMLFormElement);
const accent = byId("accent", HTMLInputElement);
const swatch = byId("swatch", HTMLInputElement);
const stage = new Stage();
let pause: ReturnType<typeof setTimeout> | undefined;

/** Everything that is set; what is not valid counts as not set. */
function values(): Map<string, string> {
  const fields = [...form.elements].filter((field): field is HTMLInputElement => "validity" in field && "name" in field);
  const valid = new Set(fields.filter((field) => field.validity.valid).map((field) => field.name));
  const data = [...new FormData(form)].map(([name, value]) => [name, `${value}`.trim()] as const);
  return new Map(data.filter(([name, value]) => value && valid.has(name)));
}

function validate(): void {
  for (const error of form.querySelectorAll<HTMLElement>(".error")) {
    const field = byId(error.id.replace("-error", ""), HTMLInputElement);
    error.hidden = field.validity.valid;
    field.setAttribute("aria-invalid", `${!field.validity.valid}`);
  }
}

function changed(isAtOnce: boolean): void {
  validate();
  const chosen = values();
  show(server, chosen);
  clearTimeout(pause);
  pause = setTimeout(() => stage.mount(chosen), isAtOnce ? 0 : PAUSE_MS);
}

function setDefaults(): void {
  byId("server", HTMLInputElement).defaultValue = server;
  byId("introMessage", HTMLTextAreaElement).defaultValue =
    "Hello! I am the assistant of this page. Type **help** to see what I can do.";
  byId("starters", HTMLInputElement).defaultValue = '["Help", "Sources", "Count"]';
}

function loadWidget(): void {
  const script = document.createElement("script");
  script.src = `${server}/static/jims-widget.js`;
  script.onload = () => stage.mount(values());
  script.onerror = () => (byId("missing", HTMLElement).hidden = false);
  document.head.append(script);
}

swatch.addEventListener("input", (event) => {
  event.stopPropagation();
  accent.value = swatch.value;
  changed(false);
});
form.addEventListener("input", ({ target }) => {
  if (target === accent && /^#[\da-f]{6}$/i.test(accent.value)) swatch.value = accent.value;
  changed(false);
});
form.addEventListener("reset", () => setTimeout(() => changed(true)));
form.addEventListener("submit", (event) => event.preventDefault());
byId("leave", HTMLElement).addEventListener("click", () => {
  byId("mode", HTMLSelectElement).value = "floating";
  changed(true);
});
for (const button of document.querySelectorAll<HTMLElement>("[data-copy]")) {
  const { copy: text = "", said = "" } = button.dataset;
  button.addEventListener("click", () => void copy(byId(text, HTMLElement), byId(said, HTMLElement)));
}
for (const button of document.querySelectorAll<HTMLElement>("[data-do]")) {
  button.addEventListener("click", () => stage.act(button.dataset["do"] ?? ""));
}

setDefaults();
form.reset();
show(server, values());
loadWidget();
