/** Tells the style sheet what a phone's keyboard leaves free; returns what ends it. */
export function followViewport(root: HTMLElement): () => void {
  const fit = (): void => {
    const { height = innerHeight, offsetTop = 0 } = visualViewport ?? {};
    root.style.setProperty("--view-height", `${height}px`);
    root.style.setProperty("--view-top", `${offsetTop}px`);
  };
  const life = new AbortController();
  for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, fit, { signal: life.signal });
  fit();
  return () => life.abort();
}
