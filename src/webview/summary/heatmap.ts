import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { HeatmapCell, RowsWanted, SummaryHeatmap } from "../../summary/summary.ts";
import { isUtc } from "../../query/zone.ts";
import { formatCount } from "../../records/counted.ts";
import { keyName } from "../panel/shortcuts.ts";
import { cellLabel, hours, isFailing, levelOf, levels, twoDigits, weekdays } from "./heatmapCell.ts";

/** What VS Code's context menu is told of what leads to rows. */
export const rowsContext = JSON.stringify({ webviewSection: "summaryRows", preventDefaultContextMenuItems: true });

/** Hours that have a mark below the cells. */
const markedEvery = 6;

/** Events by weekday and hour: one cell takes the focus, and the arrow keys go to the others. The same as a table. Which rows are wanted its pane asks. */
export class Heatmap extends LitElement {
  static override properties = {
    heatmap: { attribute: false },
    noun: { attribute: false },
    asTable: { state: true },
    at: { state: true },
  };
  declare heatmap: SummaryHeatmap;
  declare noun: string;
  declare asTable: boolean;
  /** Day and hour that Tab comes to. */
  declare at: readonly [day: number, hour: number];

  constructor() {
    super();
    this.asTable = false;
    this.at = [0, 0];
  }

  protected override createRenderRoot(): this {
    return this;
  }

  private get most(): number {
    return Math.max(0, ...this.heatmap.cells.flatMap((row) => row.map(({ events }) => events)));
  }

  private cell(day: number, hour: number): HeatmapCell {
    return this.heatmap.cells[day]?.[hour] ?? { events: 0, failures: 0 };
  }

  /** Of the cell or number that an element is, or is in. */
  rowsAt(element: Element): RowsWanted | undefined {
    const [day = -1, hour = -1] = (element.closest<HTMLElement>("[data-cell]")?.dataset["cell"] ?? "").split(" ").map(Number);
    return this.heatmap.cells[day]?.[hour]?.rows;
  }

  private goTo(day: number, hour: number): void {
    this.at = [day, hour];
    void this.updateComplete.then(() => {
      const cell = this.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
      cell?.focus({ preventScroll: true });
      cell?.scrollIntoView({ block: "nearest" });
    });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const [day, hour] = this.at;
    const last = hours - 1;
    switch (keyName(event)) {
      case "ArrowLeft":
        this.goTo(day, Math.max(0, hour - 1));
        break;
      case "ArrowRight":
        this.goTo(day, Math.min(last, hour + 1));
        break;
      case "ArrowUp":
        this.goTo(Math.max(0, day - 1), hour);
        break;
      case "ArrowDown":
        this.goTo(Math.min(weekdays.length - 1, day + 1), hour);
        break;
      case "Home":
        this.goTo(day, 0);
        break;
      case "End":
        this.goTo(day, last);
        break;
      case "Ctrl+Home":
        this.goTo(0, 0);
        break;
      case "Ctrl+End":
        this.goTo(weekdays.length - 1, last);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private picture(): TemplateResult {
    const { most, noun } = this;
    return html`<div class="heat" role="grid" aria-label="${noun}s by weekday and hour" @keydown=${this.onKey}>
        ${weekdays.map(
          (name, day) =>
            html`<div class="heat-row" role="row">
              <span class="heat-day" role="rowheader">${name}</span>
              ${Array.from({ length: hours }, (_, hour) => {
                const cell = this.cell(day, hour);
                const label = cellLabel(day, hour, cell, noun);
                const isHere = this.at[0] === day && this.at[1] === hour;
                return html`<span
                  class="heat-cell ${cell.rows ? "leads" : ""} ${isFailing(cell) ? "failing" : ""}"
                  role="gridcell"
                  data-level=${levelOf(cell.events, most)}
                  data-cell="${day} ${hour}"
                  data-vscode-context=${cell.rows ? rowsContext : nothing}
                  aria-label=${label}
                  title=${label}
                  tabindex=${isHere ? 0 : -1}
                  @focus=${() => {
                    this.at = [day, hour];
                  }}
                ></span>`;
              })}
            </div>`,
        )}
      </div>
      <div class="heat-hours" aria-hidden="true">
        ${Array.from({ length: hours / markedEvery }, (_, at) => html`<span>${twoDigits(at * markedEvery)}</span>`)}
      </div>`;
  }

  private legend(): TemplateResult {
    const { most } = this;
    const anyFails = this.heatmap.cells.some((row) => row.some(isFailing));
    return html`<span class="heat-legend">
      ${
        most === 0
          ? nothing
          : html`<span>1</span>
              <span class="heat-scale" aria-hidden="true"
                >${Array.from({ length: levels }, (_, at) => html`<span class="heat-cell" data-level=${at + 1}></span>`)}</span
              >
              <span>${formatCount(most)} in an hour</span>`
      }
      ${
        anyFails
          ? html`<span class="heat-failing"><span class="heat-cell failing" data-level="0" aria-hidden="true"></span> most failed</span>`
          : nothing
      }
    </span>`;
  }

  private table(): TemplateResult {
    const { noun } = this;
    return html`<table class="summary-table heat-table">
      <thead>
        <tr>
          <th scope="col">Hour</th>
          ${weekdays.map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          { length: hours },
          (_, hour) =>
            html`<tr>
              <th scope="row">${twoDigits(hour)}</th>
              ${weekdays.map((_name, day) => {
                const { events, failures, rows } = this.cell(day, hour);
                const text = `${formatCount(events)}${failures > 0 ? ` (${formatCount(failures)})` : ""}`;
                return html`<td class="number ${events === 0 ? "dim" : ""}">
                  ${
                    rows && events > 0
                      ? html`<span
                          class="rows-link"
                          role="button"
                          tabindex="0"
                          aria-label=${cellLabel(day, hour, this.cell(day, hour), noun)}
                          data-cell="${day} ${hour}"
                          data-vscode-context=${rowsContext}
                          >${text}</span
                        >`
                      : text
                  }
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  protected override render(): TemplateResult {
    const { asTable, noun, heatmap } = this;
    const zone = isUtc(heatmap.zone) ? "UTC" : heatmap.zone;
    return html`${asTable ? this.table() : this.picture()}
      <div class="heat-foot">
        ${asTable ? html`<span class="heat-legend">${noun}s, in brackets those that failed</span>` : this.legend()}
        <span class="heat-zone">Hours in ${zone}</span>
        <button
          class="link heat-toggle"
          aria-pressed=${asTable}
          @click=${() => {
            this.asTable = !asTable;
          }}
        >
          Table
        </button>
      </div>`;
  }
}

customElements.define("grid-heatmap", Heatmap);
