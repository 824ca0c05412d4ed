/** Ends of pointer movements are the page's, too: what it drags may be dropped over the widget. */
const KEPT =
  "beforeinput click compositionend compositionstart compositionupdate contextmenu copy cut dblclick focusin focusout input " +
  "keydown keypress keyup mousedown mousewheel paste pointerdown selectstart touchcancel touchend touchmove touchstart wheel";

/**
 * Keeps a widget's events from the page: no shortcut, smooth scrolling or clipboard handler of it acts on them, and
 * none of its focus traps takes the focus away.
 *
 * @param focused called when something in it gets the focus
 */
export function guard(host: Element, signal: AbortSignal, focused: () => void): void {
  for (const type of KEPT.split(" ")) host.addEventListener(type, (event) => event.stopPropagation(), { passive: true, signal });
  const options = { capture: true, signal };
  const stop = (event: Event): void => {
    if (event.target !== host) return;
    event.stopImmediatePropagation();
    focused();
  };
  for (const type of ["focus", "focusin"]) addEventListener(type, stop, options);
  // To the page, the focus does not go elsewhere in it: it leaves it.
  addEventListener(
    "focusout",
    (event) => {
      if (event.relatedTarget !== host) return;
      event.stopImmediatePropagation();
      event.target?.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true }));
    },
    options,
  );
}
