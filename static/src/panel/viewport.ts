/** Tells the style sheet what a phone's keyboard leaves free; returns what ends it. */
export function followViewport(root: HTMLElement): () => void {
  const fit = (): void => {
    const { height = innerHeight, offsetTop = 0 } = visualViewport ?? {};
    const zoom = root.currentCSSZoom ?? 1; // that of the page, by which every length grows
    root.style.setProperty("--view-height", `${height / zoom}px`);
    root.style.setProperty("--view-top", `${offsetTop / zoom}px`);
  };
  const life = new AbortController();
  for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, fit, { signal: life.signal });
  fit();
  return () => life.abort();
}
