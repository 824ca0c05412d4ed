import { html, nothing, type TemplateResult } from "lit/html.js";
import { readCosts, type Costs as Report, type CostRow } from "./api";
import { count } from "./format";
import type { View } from "./view";

const PERIODS = [1, 7, 30, 90, 366] as const;
const GROUPS = ["day", "contact", "model", "app"] as const;
type Group = (typeof GROUPS)[number];

/** Of what most rows come first on the page; all are in the file. */
const SHOWN = 1_000;

/** What language models cost, in tokens and in the operator's prices. */
export class Costs implements View {
  readonly title = "Costs";
  readonly #changed: () => void;
  #days = 30;
  #by: Group = "day";
  #report: Report | undefined;
  #problem = "";

  constructor(changed: () => void) {
    this.#changed = changed;
    void this.#load();
  }

  told(): void {
    // costs of days need not follow each message
  }

  missed(): void {
    void this.#load();
  }

  template(): TemplateResult {
    const report = this.#report;
    return html`<main>
      <h1>Costs</h1>
      <form class="filters" @submit=${(event: Event) => event.preventDefault()}>
        <label>Days <select @change=${(event: Event) => this.#choose(Number(valueOf(event)), this.#by)}>
          ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.#days}>${days}</option>`)}
        </select></label>
        <label>By <select @change=${(event: Event) => this.#choose(this.#days, valueOf(event) as Group)}>
          ${GROUPS.map((group) => html`<option value=${group} ?selected=${group === this.#by}>${group}</option>`)}
        </select></label>
        <a href="/api/costs?days=${this.#days}&by=${this.#by}&format=csv" download>CSV</a>
        <span>Days are in UTC.</span>
      </form>
      <p class="status" role="status">${this.#problem || (report ? "" : "Loading…")}</p>
      ${report ? this.#table(report) : nothing}
    </main>`;
  }

  #table({ currency, unpriced, total, rows }: Report): TemplateResult {
    return html`${unpriced.length ? html`<p>Without a price: <span dir="auto">${unpriced.join(", ")}</span>. What these cost is not in the sums.</p>` : nothing}
      ${currency ? nothing : html`<p>Start the server with a list of prices (<code>--prices</code>) to see money here.</p>`}
      <div class="table" tabindex="0" role="region" aria-label="Costs by ${this.#by}">
        <table>
          <thead><tr><th scope="col">${this.#by}</th><th scope="col">calls</th><th scope="col">tokens read</th><th scope="col">cached</th><th scope="col">written</th>${currency ? html`<th scope="col">${currency}</th>` : nothing}</tr></thead>
          <tbody>${rows.slice(0, SHOWN).map((row) => line(row[this.#by] || "–", row, currency))}</tbody>
          <tfoot>${line("in sum", total, currency)}</tfoot>
        </table>
      </div>
      ${rows.length > SHOWN ? html`<p>${count(rows.length - SHOWN)} more rows are in the CSV.</p>` : nothing}`;
  }

  #choose(days: number, by: Group): void {
    this.#days = days;
    this.#by = by;
    void this.#load();
  }

  async #load(): Promise<void> {
    const [days, by] = [this.#days, this.#by];
    try {
      const report = await readCosts(days, by);
      if (days !== this.#days || by !== this.#by) return;
      this.#report = report;
      this.#problem = "";
    } catch (problem) {
      this.#problem = (problem as Error).message;
    }
    this.#changed();
  }
}

function valueOf(event: Event): string {
  return (event.currentTarget as HTMLSelectElement).value;
}

function line(name: string, row: CostRow, currency: string | null): TemplateResult {
  return html`<tr><th scope="row" dir="auto">${name}</th><td>${count(row.calls)}</td><td>${count(row.prompt_tokens)}</td><td>${count(row.cached_tokens)}</td><td>${count(row.completion_tokens)}</td>${currency ? html`<td>${row.money ?? "–"}</td>` : nothing}</tr>`;
}
