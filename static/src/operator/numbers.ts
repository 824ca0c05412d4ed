import { html, nothing, type TemplateResult } from "lit/html.js";
import uPlot from "uplot";
import { readStats, type Counts, type Stats } from "./api";
import { count, duration } from "./format";
import type { View } from "./view";

const HEIGHT = 180;
const PERIODS = [7, 30, 90, 366];
const DAY = 24 * 60 * 60;

/** A line or bar of a chart. */
interface Series {
  readonly label: string;
  readonly colour: string;
  value(counts: Counts): number;
}

interface Chart {
  readonly id: string;
  readonly title: string;
  readonly series: readonly Series[];
}

const CHARTS: readonly Chart[] = [
  {
    id: "messages",
    title: "Messages and answers",
    series: [
      { label: "messages", colour: "--first", value: ({ messages }) => messages },
      { label: "answers", colour: "--second", value: ({ answers }) => answers },
    ],
  },
  {
    id: "trouble",
    title: "Failures and ratings",
    series: [
      { label: "failures", colour: "--bad", value: ({ failures }) => failures },
      { label: "good", colour: "--second", value: ({ up }) => up },
      { label: "bad", colour: "--first", value: ({ down }) => down },
    ],
  },
  {
    id: "tokens",
    title: "Tokens",
    series: [
      { label: "read", colour: "--first", value: ({ prompt_tokens: read }) => read },
      { label: "written", colour: "--second", value: ({ completion_tokens: written }) => written },
    ],
  },
  {
    id: "times",
    title: "Answer times, in seconds",
    series: [
      { label: "mean", colour: "--second", value: ({ mean_ms: mean }) => mean / 1_000 },
      { label: "longest", colour: "--bad", value: ({ longest_ms: longest }) => longest / 1_000 },
    ],
  },
];

/** What happened by day, by hour of the day and by model, in UTC, to look at and to read. */
export class Numbers implements View {
  readonly title = "Numbers";
  readonly #changed: () => void;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  #days = 30;
  #stats: Stats | undefined;
  #problem = "";
  #plots: uPlot[] = [];
  #drawnOf: Stats | undefined;
  readonly #redraw = (): void => {
    this.#drawnOf = undefined;
    this.#changed();
  };

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#dark.addEventListener("change", this.#redraw);
    addEventListener("resize", this.#redraw);
    void this.#load();
  }

  told(): void {
    // numbers of days need not follow each message
  }

  missed(): void {
    void this.#load();
  }

  leave(): void {
    this.#dark.removeEventListener("change", this.#redraw);
    removeEventListener("resize", this.#redraw);
    this.#plots.forEach((plot) => plot.destroy());
  }

  template(): TemplateResult {
    const stats = this.#stats;
    return html`<main>
      <h1>Numbers</h1>
      <form class="filters" @submit=${(event: Event) => event.preventDefault()}>
        <label>Days <select @change=${(event: Event) => this.#choose(Number((event.currentTarget as HTMLSelectElement).value))}>
          ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.#days}>${days}</option>`)}
        </select></label>
        <span>Days and hours are in UTC.</span>
      </form>
      <p class="status" role="status">${this.#problem || (stats ? "" : "Loading…")}</p>
      ${stats ? this.#tables(stats) : nothing}
    </main>`;
  }

  drawn(): void {
    if (!this.#stats || this.#drawnOf === this.#stats) return;
    this.#drawnOf = this.#stats;
    this.#plots.forEach((plot) => plot.destroy());
    this.#plots = CHARTS.flatMap((chart) => plot(chart, this.#stats as Stats));
  }

  #choose(days: number): void {
    this.#days = days;
    void this.#load();
  }

  async #load(): Promise<void> {
    const days = this.#days;
    try {
      const stats = await readStats(days);
      if (days !== this.#days) return;
      this.#stats = stats;
      this.#problem = "";
    } catch (problem) {
      this.#problem = (problem as Error).message;
    }
    this.#changed();
  }

  #tables({ total, days, hours, models }: Stats): TemplateResult {
    return html`<dl class="totals">
        ${fact("messages", count(total.messages))} ${fact("answers", count(total.answers))} ${fact("failures", count(total.failures))}
        ${fact("rated good", count(total.up))} ${fact("rated bad", count(total.down))}
        ${fact("tokens", count(total.prompt_tokens + total.completion_tokens))} ${fact("mean answer time", duration(total.mean_ms))}
      </dl>
      <div class="charts">
        ${CHARTS.map(({ id, title }) => html`<figure><figcaption>${title}, by day</figcaption><div id="chart-${id}" aria-hidden="true"></div></figure>`)}
      </div>
      ${table("By model", "model", models, false)} ${table("By hour of the day", "hour", hours, true)} ${table("By day", "day", days, true)}`;
  }
}

function fact(name: string, value: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function table(title: string, key: "day" | "hour" | "model", rows: readonly Counts[], hasTalk: boolean): TemplateResult {
  const columns: [string, (row: Counts) => string][] = [
    ...(hasTalk
      ? ([
          ["messages", ({ messages }) => count(messages)],
          ["answers", ({ answers }) => count(answers)],
          ["failures", ({ failures }) => count(failures)],
          ["good", ({ up }) => count(up)],
          ["bad", ({ down }) => count(down)],
        ] as [string, (row: Counts) => string][])
      : []),
    ["calls", ({ calls }) => count(calls)],
    ["tokens read", ({ prompt_tokens: read }) => count(read)],
    ["written", ({ completion_tokens: written }) => count(written)],
    ["mean time", ({ runs, mean_ms: mean }) => (runs ? duration(mean) : "–")],
    ["longest", ({ runs, longest_ms: longest }) => (runs ? duration(longest) : "–")],
  ];
  return html`<section>
    <h2>${title}</h2>
    <div class="table" tabindex="0" role="region" aria-label=${title}>
      <table>
        <thead><tr><th scope="col">${key}</th>${columns.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>
          ${rows.map((row) => html`<tr><th scope="row">${row[key]}</th>${columns.map(([, value]) => html`<td>${value(row)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Days without anything count as 0. */
function plot({ id, series }: Chart, { from, until, days }: Stats): uPlot[] {
  const place = document.getElementById(`chart-${id}`);
  if (!place) return [];
  const byDay = new Map(days.map((counts) => [counts.day, counts]));
  const first = Date.parse(from) / 1_000;
  const times = Array.from({ length: Math.ceil((Date.parse(until) / 1_000 - first) / DAY) }, (_, i) => first + i * DAY);
  const values = series.map(({ value }) =>
    times.map((time) => {
      const counts = byDay.get(new Date(time * 1_000).toISOString().slice(0, 10));
      return counts ? value(counts) : 0;
    }),
  );
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--text"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  const settings: uPlot.Options = {
    width: Math.max(200, place.clientWidth),
    height: HEIGHT,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1_000), "Etc/UTC"),
    axes: [axis, { ...axis, size: 60 }],
    series: [{}, ...series.map((one) => ({ label: one.label, stroke: colour(one.colour), width: 2, points: { show: times.length < 10 } }))],
  };
  return [new uPlot(settings, [times, ...values], place)];
}
