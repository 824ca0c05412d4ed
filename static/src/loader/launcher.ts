const SVG = "http://www.w3.org/2000/svg";

/** The round button, its badge and the line that says that the panel could not be loaded. */
export class Launcher {
  /** Named by its label, which leaves what is in it to the eye. */
  readonly button = made("button", "launcher");
  readonly badge = made("span", "badge");
  readonly notice = made("div", "notice");

  constructor() {
    const icon = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    icon.setAttribute("viewBox", "0 0 24 24");
    path.setAttribute("d", "M4 5h16v12h-8l-5 4v-4H4z");
    icon.append(path);
    this.button.append(icon, this.badge);
    this.notice.setAttribute("role", "alert");
  }

  show(isOpen: boolean, label: string): void {
    this.button.setAttribute("aria-label", label);
    this.button.setAttribute("aria-expanded", `${isOpen}`);
  }

  showUnread(count: number): void {
    this.badge.textContent = count > 99 ? "99+" : `${count || ""}`;
  }

  /** @param text empty: nothing to say */
  complain(text: string): void {
    this.notice.textContent = text;
  }
}

function made<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.setAttribute("part", className);
  return element;
}
