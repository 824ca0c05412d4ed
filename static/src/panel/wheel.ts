/** Lets the wheel scroll what can be scrolled inside of an element, and nothing outside of it. */
export function keepWheel(element: HTMLElement): void {
  element.addEventListener("wheel", keep, { passive: false });
}

function keep(event: WheelEvent): void {
  const path = event.composedPath();
  const within = path.slice(0, path.indexOf(event.currentTarget as Element));
  if (!event.ctrlKey && !within.some((one) => one instanceof Element && scrolls(one))) event.preventDefault();
}

function scrolls(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  const isLarger = element.scrollHeight > element.clientHeight && /auto|scroll/.test(overflowY);
  return isLarger || (element.scrollWidth > element.clientWidth && /auto|scroll/.test(overflowX));
}
