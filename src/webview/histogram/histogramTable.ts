import { html, nothing, type TemplateResult } from "lit";
import { zoneLabel, type Zone } from "../../query/zone.ts";
import { formatCount } from "../../records/counted.ts";
import { outcomes } from "../../records/outcome.ts";
import { stack, timeWords } from "./histogramBars.ts";
import { partsOf, type Picture } from "./histogramPicture.ts";
import { markWords } from "./standingOut.ts";

/** The bars that have rows, or stand out, as a table: the newest first. */
export function histogramTable(picture: Picture, zone: Zone, close: () => void): TemplateResult {
  const { bars, series, marks } = picture;
  const hasMarks = marks.size > 0;
  const names = series?.map(({ name }) => name) ?? stack.map((outcome) => outcomes[outcome].word);
  const now = new Date();
  return html`<div
    class="popup histogram-table"
    role="dialog"
    aria-label="Rows along the time"
    tabindex="0"
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      close();
      event.stopPropagation();
    }}
  >
    <table>
      <thead>
        <tr>
          <th scope="col">Time (${zoneLabel(zone)})</th>
          <th scope="col">Rows</th>
          ${names.map((name) => html`<th scope="col">${name}</th>`)}${hasMarks ? html`<th scope="col">Stands out</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${bars
          .map((bar, at) => ({ bar, mark: marks.get(at) }))
          .filter(({ bar, mark }) => bar.rows > 0 || mark)
          .toReversed()
          .map(
            ({ bar, mark }) =>
              html`<tr>
                <th scope="row">${timeWords(bar.from, bar.to, zone, now)}</th>
                <td>${formatCount(bar.rows)}</td>
                ${partsOf(picture, bar).map(({ rows }) => html`<td>${formatCount(rows)}</td>`)}${hasMarks ? html`<td class="stands-out">${mark ? markWords(mark) : ""}</td>` : nothing}
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}
