/** A picture that does not come leaves no broken image behind. */
export function hide(event: Event): void {
  (event.target as HTMLElement).hidden = true;
}
