import { html, type TemplateResult } from "lit";
import type { QueryChange } from "../protocol.ts";
import type { Outcome } from "../reports/report.ts";
import { formatCount } from "../records/counted.ts";
import { outcomeWords, stack, type Bar } from "./histogramBars.ts";
import { outcomes } from "../records/outcome.ts";

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
