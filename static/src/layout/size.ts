import type { Host } from "../loader/contract";
import type { Options } from "../loader/options";
import { recall, remember } from "../loader/tab";
import { dress } from "./layout";

/** Of a panel, in pixels. */
const SMALLEST = { width: 300, height: 320 };

type Size = { readonly width: number; readonly height: number };

/** What the visitor chose: a size in pixels, or as much as there is. */
type Choice = "large" | Size | undefined;

/** Makes the panel as large as the window allows, or as small again. */
export function resize(host: Host, options: Options, isLarge = host.root.dataset["size"] !== "large"): void {
  choose(host, options, isLarge ? "large" : undefined);
}

/** The size of an earlier page. */
export function restore(host: Host, options: Options): void {
  const kept = recall(options, "size");
  if (kept && isOverThePage(options)) choose(host, options, kept === "large" ? kept : (JSON.parse(kept) as Size));
}

function choose(host: Host, options: Options, choice: Choice): void {
  if (options.mode === "full") return; // it is as large as it can be
  const { root } = host;
  const panel = root.querySelector<HTMLElement>(".panel");
  const button = root.querySelector(".size");
  dress(host);
  if (isOverThePage(options)) {
    grip(host, options);
    remember(options, "size", choice === undefined ? "" : choice === "large" ? choice : JSON.stringify(choice));
  } else lift(host, options, choice === "large");
  if (choice === "large") root.dataset["size"] = "large";
  else delete root.dataset["size"];
  button?.setAttribute("aria-pressed", `${choice === "large"}`);
  const size = typeof choice === "object" ? choice : undefined;
  panel?.style.setProperty("--wide", size ? `${size.width}px` : "");
  panel?.style.setProperty("--high", size ? `${size.height}px` : "");
}

function isOverThePage({ mode }: Options): boolean {
  return mode === "floating" || mode === "side";
}

/** Takes a part of the page over it, whatever its elements do to theirs, and back, also by Escape. */
function lift(host: Host, options: Options, isLarge: boolean): void {
  const { root } = host;
  // Not the root's own, which is switched off.
  HTMLElement.prototype.togglePopover?.call(root, isLarge);
  root.onkeydown = isLarge ? (event) => void (event.key === "Escape" && !event.isComposing && resize(host, options, false)) : null;
}

/** The corner by which the panel is drawn larger. */
function grip(host: Host, options: Options): void {
  const panel = host.root.querySelector<HTMLElement>(".panel");
  if (!panel || panel.querySelector(".grip")) return;
  const made = document.createElement("div");
  made.className = "grip";
  const isLeft = options.position === "bottom-left";
  const by = (right: number, down: number): void => {
    const { width, height } = panel.getBoundingClientRect();
    const wide = Math.max(SMALLEST.width, Math.min(innerWidth - 40, width + (isLeft ? right : -right)));
    const high = Math.max(SMALLEST.height, Math.min(innerHeight - 40, height - down));
    choose(host, options, { width: Math.round(wide), height: Math.round(high) });
  };
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    made.setPointerCapture(event.pointerId);
    let { clientX, clientY } = event;
    made.onpointermove = (move) => {
      by(move.clientX - clientX, move.clientY - clientY);
      ({ clientX, clientY } = move);
    };
    made.onlostpointercapture = () => (made.onpointermove = null);
  });
  panel.append(made);
}
