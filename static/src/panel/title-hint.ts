/** Messages that nobody has read, by widget: the page has one title. */
const unread = new Map<object, number>();
let written = "";
let original: string | undefined;

/** Says before the page's title how many messages one widget has; 0 takes it back. */
export function hint(widget: object, count: number): void {
  if (count > 0) unread.set(widget, count);
  else unread.delete(widget);
  const title = document.querySelector("head > title");
  if (!title) return;
  // A page that has set a title of its own meanwhile keeps it.
  if (original === undefined || title.textContent !== written) original = title.textContent ?? "";
  const sum = [...unread.values()].reduce((all, one) => all + one, 0);
  const text = sum > 0 ? `(${sum}) ${original}` : original;
  if (title.textContent !== text) title.textContent = text;
  written = text;
  if (sum === 0) original = undefined;
}
