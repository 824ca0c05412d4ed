import { html, render, type TemplateResult } from "lit/html.js";
import { signOut } from "./api";
import { Costs } from "./costs";
import { List } from "./list";
import { follow } from "./live";
import { Numbers } from "./numbers";
import { Thread } from "./thread";
import type { View } from "./view";

const page = document.getElementById("page") as HTMLElement;
let view: View;
let isHeard = true;
let isDue = false;

/** Draws in the next frame, once for all that changed until then. */
function changed(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    render(template(), page);
    view.drawn?.();
  });
}

function template(): TemplateResult {
  const path = location.pathname;
  const link = (to: string, text: string): TemplateResult => html`<a href=${to} aria-current=${path === to ? "page" : "false"}>${text}</a>`;
  return html`<header>
      <nav aria-label="Pages">${link("/", "Conversations")} ${link("/numbers", "Numbers")} ${link("/costs", "Costs")}</nav>
      <span class="live" role="status">${isHeard ? "live" : "connecting…"}</span>
      <button type="button" @click=${() => void signOut()}>Sign out</button>
    </header>
    ${view.template()}`;
}

function show(): void {
  const [, kind, id] = location.pathname.split("/");
  view?.leave?.();
  view = kind === "threads" && id ? new Thread(id, changed) : kind === "numbers" ? new Numbers(changed) : kind === "costs" ? new Costs(changed) : new List(new URLSearchParams(location.search), changed);
  document.title = view.title;
  changed();
}

/** Pages change without a request, so that what is live stays so. */
function clicked(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show();
  scrollTo(0, 0);
  page.focus({ preventScroll: true });
}

page.tabIndex = -1;
document.addEventListener("click", clicked);
addEventListener("popstate", show);
show();
follow({
  told: (news) => view.told(news),
  missed: () => view.missed(),
  heard: (now) => {
    isHeard = now;
    changed();
  },
});
