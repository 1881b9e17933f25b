import { html, nothing, type TemplateResult } from "lit";
import type { QueryChange } from "../../protocol/grid.ts";
import type { Outcome } from "../../reports/report.ts";
import { formatCount } from "../../records/counted.ts";
import { cutMiddle } from "../../records/visible.ts";
import { outcomeWords, stack, type Bar, type Series } from "./histogramBars.ts";
import { outcomes } from "../../records/outcome.ts";

/** What the colours of the bars mean, and how many rows have each; a click asks for one of them alone. `picked`: the one that is asked for. */
export function histogramLegend(
  bars: readonly Bar[],
  seen: ReadonlySet<Outcome>,
  picked: Outcome | undefined,
  edit: (change: QueryChange) => Promise<void>,
): TemplateResult {
  return html`<div class="legend" role="group" aria-label="Outcomes">
    ${stack
      .filter((outcome) => seen.has(outcome) || outcome === picked)
      .map((outcome) => {
        const rows = bars.reduce((sum, bar) => sum + bar.outcomes[outcome], 0);
        const isPicked = outcome === picked;
        const isLeftOut = picked !== undefined && !isPicked;
        const words = outcomeWords[outcome];
        return html`<button
          class="legend-item ${isLeftOut ? "left-out" : ""}"
          aria-pressed=${isPicked}
          title=${isPicked ? "Rows of every outcome again" : `Only rows that ${words.verb}`}
          @click=${() => void edit({ kind: "outcome", ...(!isPicked && { outcome }) })}
        >
          <span class="codicon codicon-${outcomes[outcome].icon} outcome-${outcome}" aria-hidden="true"></span
          ><svg class="swatch" width="9" height="9" aria-hidden="true"><rect class="part ${outcome}" width="9" height="9"></rect></svg
          ><span>${isLeftOut ? "" : `${formatCount(rows)} `}${words.word}</span>
        </button>`;
      })}
  </div>`;
}

const longestName = 24;

/** The same of bars that are parted by the values of a field. */
export function partsLegend(
  { path, label }: { readonly path: string; readonly label: string },
  series: readonly Series[],
  edit: (change: QueryChange) => Promise<void>,
): TemplateResult {
  const isPicked = series.some(({ part }) => part?.pick === "include");
  return html`<div class="legend" role="group" aria-label="Values of ${label}">
    ${series.map(({ part, name, rows }, at) => {
      if (rows === 0 && !part?.pick) return nothing;
      const words = html`<svg class="swatch series" width="9" height="9" aria-hidden="true">
          <rect class="part ${seriesClass(part ? at : undefined)}" width="9" height="9"></rect></svg
        ><span>${formatCount(rows)} ${cutMiddle(name, longestName)}</span>`;
      if (!part) return html`<span class="legend-item rest" title=${name}>${words}</span>`;
      const isMine = part.pick === "include";
      return html`<button
        class="legend-item ${isPicked && !isMine ? "left-out" : ""}"
        aria-pressed=${isMine}
        title=${isMine ? `Rows of every value of ${label} again` : `Only rows with ${label} ${name}`}
        @click=${() => void edit({ kind: "value", path, value: part.value, pick: isMine ? "none" : "only" })}
      >
        ${words}
      </button>`;
    })}
  </div>`;
}

/** Of a part of a bar, by its place; of the other values none. */
export const seriesClass = (at: number | undefined): string => (at === undefined ? "series-rest" : `series-${String(at + 1)}`);
