import type { TemplateResult } from "lit/html.js";
import type { News } from "./live";

/** What fills the page. */
export interface View {
  /** Of the page. */
  readonly title: string;
  template(): TemplateResult;
  /** Called behind each drawing. */
  drawn?(): void;
  told(news: readonly News[]): void;
  missed(): void;
  /** Another one takes its place. */
  leave?(): void;
}
