import { scaleLinear, scaleUtc, type ScaleTime } from "d3-scale";
import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from "lit";
import type { CoveredStretch, GridField, GridState, Histogram, HostApi, QueryChange } from "../../protocol/grid.ts";
import { zoneLabel } from "../../query/zone.ts";
import type { Outcome } from "../../reports/report.ts";
import type { Remote } from "../../rpc.ts";
import { stretchWords } from "../status/coverageText.ts";
import { formatCount } from "../../records/counted.ts";
import {
  barsOf,
  brushOf,
  countWords,
  missingAt,
  seriesOf,
  spanOf,
  spanWords,
  stack,
  tickWords,
  timeWords,
  type Bar,
  type BarSpan,
  type Series,
} from "./histogramBars.ts";
import { outcomes } from "../../records/outcome.ts";
import { cellText } from "../../records/valueText.ts";
import { growing } from "../shared/growing.ts";
import { histogramChooser } from "./histogramChooser.ts";
import { histogramFields, isParting } from "./histogramFields.ts";
import { histogramLegend, partsLegend, seriesClass } from "./histogramLegend.ts";
import { pointerDrag } from "../shared/pointerDrag.ts";
import { markWords, standingOut, type Mark } from "./standingOut.ts";
import { timeEdges } from "./timeEdges.ts";
import { timeTicks } from "./timeTicks.ts";
import { unlessStale } from "../shared/unlessStale.ts";

/** Pixels from one bar to the next, at least. */
const barStep = 7;
const height = 48;
/** What a mark over a bar takes. */
const markReach = 6;
const tickStep = 96;
/** About the width of a letter of the axis. */
const letterWidth = 6.5;
/** While rows arrive it is asked anew no more often than this. */
const throttleMs = 250;
/** How near to the edge of a brush one takes hold of it. */
const handleReach = 4;

interface Picture {
  readonly edges: readonly number[];
  readonly bars: readonly Bar[];
  /** Set: what the bars are parted into, by the values of that field. */
  readonly series?: readonly Series[];
  readonly field?: GridField;
  /** The bars that stand out, by their places. */
  readonly marks: ReadonlyMap<number, Mark>;
}

/** The rows along the whole queried range, stacked by outcome or by the values of a field; a part of it can be picked, which narrows the query. */
export class TimeHistogram extends LitElement {
  static override properties = {
    state: { attribute: false },
    picture: { state: true },
    width: { state: true },
    at: { state: true },
    draft: { state: true },
    pointed: { state: true },
    isFocused: { state: true },
    asTable: { state: true },
    by: { attribute: false },
    unfolded: { attribute: false },
    choosing: { state: true },
  };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare edit: (change: QueryChange) => Promise<void>;
  declare announce: (text: string) => void;
  /** What came last: it stays until the next answer. */
  declare picture: Picture | undefined;
  declare width: number;
  /** The bar that Tab comes to. */
  declare at: number | undefined;
  /** A brush that is being made; `from` is where it began. */
  declare draft: (BarSpan & { readonly origin: number }) | undefined;
  /** The bar under the pointer. */
  declare pointed: number | undefined;
  declare isFocused: boolean;
  declare asTable: boolean;
  /** Path of the field by whose values the bars are parted; undefined: by outcome. */
  declare by: string | undefined;
  /** Paths of the fields whose facets are. */
  declare unfolded: readonly string[];
  declare onBy: (path: string | undefined) => void;
  /** The menu of fields is open. */
  declare choosing: boolean;

  /** What the picture shows, or the question under way asks for. */
  private asked = "";
  /** Outcomes that rows have had since this query ran: the legend has them, too, while one of them is picked. */
  private readonly seen = new Set<Outcome>();
  private askedField: string | undefined;
  private asking = false;
  private focusWhenThere = false;
  private askedAt = -Infinity;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly resizes = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });

  constructor() {
    super();
    this.picture = undefined;
    this.width = 0;
    this.at = undefined;
    this.draft = undefined;
    this.pointed = undefined;
    this.isFocused = false;
    this.asTable = false;
    this.by = undefined;
    this.unfolded = [];
    this.choosing = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.width = this.clientWidth;
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes.disconnect();
    clearTimeout(this.later);
  }

  override focus(): void {
    this.focusWhenThere = !this.picture;
    this.querySelector<SVGElement>('.bar[tabindex="0"]')?.focus();
  }

  private get range(): { readonly from: number; readonly to: number } {
    const { from, to } = this.state.run;
    return { from: Date.parse(from ?? ""), to: Date.parse(to ?? "") };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("state") || changed.has("width") || changed.has("by")) this.ask();
  }

  protected override updated(): void {
    if (!this.picture || !this.focusWhenThere) return;
    this.focusWhenThere = false;
    if (document.hasFocus()) this.focus();
  }

  /** By which the bars are to be parted; a field that the report does not have, or that cannot part them, is none. */
  private get field(): GridField | undefined {
    const field = this.by === undefined ? undefined : this.state.fields.find(({ path }) => path === this.by);
    return field && isParting(field) ? field : undefined;
  }

  /** Asks for the counts, unless the picture has them; in peace while rows arrive. */
  private ask(): void {
    const { state, width } = this;
    const { from, to } = this.range;
    if (state.rows + state.loaded === 0) {
      // The bars of another query would be taken for rows of this one.
      this.picture = undefined;
      this.asked = "";
      this.seen.clear();
      return;
    }
    const edges = width > 0 ? timeEdges(from, to, Math.floor(width / barStep), state.zone) : [];
    const field = this.field?.path;
    const key = JSON.stringify([state.revision, state.loaded, edges, field ?? null]);
    if (key === this.asked || edges.length < 2 || this.asking) return;
    const waitMs = state.phase === "running" && field === this.askedField ? this.askedAt + throttleMs - performance.now() : 0;
    clearTimeout(this.later);
    if (waitMs > 0) {
      this.later = setTimeout(() => {
        this.ask();
      }, waitMs);
      return;
    }
    this.asked = key;
    this.askedField = field;
    this.asking = true;
    this.askedAt = performance.now();
    void unlessStale(this.host().histogram({ revision: state.revision, edges, ...(field !== undefined && { field }) }))
      .then((answer) => {
        if (answer) this.take(edges, answer);
      })
      .finally(() => {
        this.asking = false;
        this.ask();
      });
  }

  private take(edges: readonly number[], answer: Histogram): void {
    if (answer.revision !== this.state.revision) return;
    if (edges.length !== this.picture?.edges.length) this.draft = undefined;
    const field = answer.by && this.state.fields.find(({ path }) => path === answer.by?.path);
    const series = answer.by && seriesOf(answer.by, (cell) => cellText(cell, field, this.state.zone, new Date()));
    const bars = barsOf(edges, answer);
    const marks = standingOut(bars, { coverage: this.state.run.coverage, zone: this.state.zone });
    this.picture = { edges, bars, marks, ...(series && field && { series, field }) };
    for (const outcome of stack) if (this.picture.bars.some((bar) => bar.outcomes[outcome] > 0)) this.seen.add(outcome);
    if (this.at !== undefined) this.at = Math.min(this.at, this.picture.bars.length - 1);
  }

  /** The brush as it is drawn: the one being made, or that of the query. */
  private get span(): BarSpan | undefined {
    return this.draft ?? spanOf(this.picture?.bars ?? [], this.state.brush);
  }

  /** The newest bar is what Tab comes to first. */
  private get current(): number {
    return this.at ?? this.span?.last ?? Math.max(0, (this.picture?.bars.length ?? 0) - 1);
  }

  private narrow(span: BarSpan): void {
    const brush = brushOf(this.picture?.bars ?? [], span);
    this.draft = undefined;
    if (brush) void this.edit({ kind: "range", brush });
  }

  private clear(): void {
    this.draft = undefined;
    if (this.state.brush) void this.edit({ kind: "range" });
  }

  private words(span: BarSpan): string {
    return spanWords(this.picture?.bars ?? [], span, this.state.zone, new Date(), this.picture?.series);
  }

  /** What a click on a bar fetches. */
  private missing(at: number): CoveredStretch | undefined {
    const bar = this.picture?.bars[at];
    return bar && missingAt(bar, this.state);
  }

  /** Does with a bar what a click or Enter on it means. */
  private pick(at: number): void {
    if (this.missing(at)) void this.host().loadAll();
    else this.narrow({ first: at, last: at });
  }

  private goTo(at: number, extend: boolean): void {
    const bars = this.picture?.bars ?? [];
    const to = Math.max(0, Math.min(bars.length - 1, at));
    if (extend) {
      const origin = this.draft?.origin ?? this.current;
      this.draft = { origin, first: Math.min(origin, to), last: Math.max(origin, to) };
      this.announce(this.words(this.draft));
    } else this.draft = undefined;
    this.at = to;
    void this.updateComplete.then(() => {
      this.focus();
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { current } = this;
    const last = (this.picture?.bars.length ?? 0) - 1;
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: last, PageUp: current - 10, PageDown: current + 10 }[
      event.key
    ];
    if (to !== undefined) this.goTo(to, event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") {
      if (this.draft) this.narrow(this.draft);
      else this.pick(current);
    } else if ((event.key === "Escape" || event.key === "Delete") && (this.draft ?? this.state.brush)) {
      if (this.draft) this.draft = undefined;
      else this.clear();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private get scale(): ScaleTime<number, number> {
    const { from, to } = this.range;
    return scaleUtc([from, to], [0, this.width]);
  }

  /** The bar at a place of the page. */
  private barAt(clientX: number): number {
    const bars = this.picture?.bars ?? [];
    const ms = this.scale.invert(clientX - this.getBoundingClientRect().x).getTime();
    const found = bars.findIndex(({ to }) => ms < to);
    return found < 0 ? bars.length - 1 : found;
  }

  private onPress(event: PointerEvent): void {
    if (event.button !== 0 || !this.picture) return;
    const pressed = this.barAt(event.clientX);
    const span = this.draft ? undefined : this.span;
    // By a handle one moves that end: the brush begins at the other.
    const edge = (event.target as Element).closest("[data-edge]")?.getAttribute("data-edge");
    const origin = span && edge === "first" ? span.last : span && edge === "last" ? span.first : pressed;
    this.at = pressed;
    this.pointed = undefined;
    event.preventDefault();
    void this.updateComplete.then(() => {
      this.focus();
    });
    pointerDrag(event, {
      move: (_x, _y, { clientX }) => {
        const at = this.barAt(clientX);
        this.draft = { origin, first: Math.min(origin, at), last: Math.max(origin, at) };
      },
      end: (moved, cancelled) => {
        const { draft } = this;
        if (cancelled) this.draft = undefined;
        else if (moved && draft) this.narrow(draft);
        else if (span && span.first === pressed && span.last === pressed) this.clear();
        else if (edge === undefined || edge === null) this.pick(pressed);
      },
    });
  }

  private bar(bar: Bar, at: number, x: ScaleTime<number, number>, y: (rows: number) => number): SVGTemplateResult {
    const { span, current } = this;
    const [left, right] = [x(bar.from), x(bar.to)];
    const inside = span && at >= span.first && at <= span.last;
    const gap = right - left > 3 ? 1 : 0;
    let top = height;
    const parts = this.partsOf(bar).map(({ name, rows }) => {
      // A single failure among thousands is seen, too.
      const tall = rows === 0 ? 0 : Math.max(name === "success" ? 1 : 1.5, y(rows));
      top -= tall;
      return rows === 0
        ? nothing
        : svg`<rect class="part ${name}" x=${left} y=${Math.max(0, top)} width=${Math.max(0.5, right - left - gap)} height=${tall}></rect>`;
    });
    const missing = missingAt(bar, this.state);
    const mark = this.picture?.marks.get(at);
    const words = [
      this.words({ first: at, last: at }),
      ...(mark ? [markWords(mark)] : []),
      ...(missing ? [stretchWords(missing, this.state, new Date())] : []),
    ].join(". ");
    return svg`<g class="bar ${span && !inside ? "outside" : ""} ${missing ? "missing" : ""}" role="option" aria-selected=${inside === true} aria-label=${words}
        tabindex=${at === current ? 0 : -1} @focus=${() => {
          this.at = at;
        }}>
      ${parts}
      ${mark ? svg`<circle class="mark ${mark.of}" cx=${(left + right - gap) / 2} cy=${Math.max(markReach / 2, top - markReach / 2)} r="2"></circle>` : nothing}
      <rect class="reach" x=${left} y="0.5" width=${Math.max(0.5, right - left)} height=${height - 1}></rect>
    </g>`;
  }

  /** Of a bar what its colours stand for, from the ground up. */
  private partsOf({ outcomes: counts, parts }: Bar): readonly { readonly name: string; readonly rows: number }[] {
    const { series } = this.picture ?? {};
    if (!series || !parts) return stack.map((outcome) => ({ name: outcome, rows: counts[outcome] }));
    return series.map(({ part }, at) => ({ name: seriesClass(part ? at : undefined), rows: parts[at] ?? 0 }));
  }

  private gaps(x: ScaleTime<number, number>): SVGTemplateResult[] {
    const picked = [this.pointed, this.isFocused && !this.draft ? this.current : undefined].map((at) => this.missing(at ?? -1));
    return this.state.run.coverage
      .filter(({ state }) => state === "failed" || state === "partial")
      .map((stretch) => {
        const { from, to } = stretch;
        const [left, right] = [Math.max(0, x(Date.parse(from))), Math.min(this.width, x(Date.parse(to)))];
        const width = Math.max(2, right - left);
        return svg`<rect class="gap" x=${left} y="0" width=${width} height=${height}></rect>
          ${picked.includes(stretch) ? svg`<rect class="picked" x=${left + 0.5} y="0.5" width=${width - 1} height=${height - 1}></rect>` : nothing}`;
      });
  }

  private brush(x: ScaleTime<number, number>): SVGTemplateResult | typeof nothing {
    const { span } = this;
    const bars = this.picture?.bars ?? [];
    const [start, end] = [bars[span?.first ?? -1], bars[span?.last ?? -1]];
    if (!start || !end) return nothing;
    const [left, right] = [x(start.from), x(end.to)];
    const handle = (edge: "first" | "last", at: number): SVGTemplateResult =>
      svg`<rect class="handle" data-edge=${edge} x=${at - handleReach} y="0" width=${2 * handleReach} height=${height}></rect>
        <rect class="grab" x=${at - 1.5} y=${height / 2 - 7} width="3" height="14" rx="1.5"></rect>`;
    return svg`<rect class="brush" x=${left + 0.5} y="0.5" width=${Math.max(1, right - left - 1)} height=${height - 1}></rect>
      ${handle("first", left)}${handle("last", right)}`;
  }

  private axis(x: ScaleTime<number, number>): TemplateResult {
    const { zone } = this.state;
    const now = new Date();
    const { from, to } = this.range;
    const ticks = timeTicks(from, to, Math.max(2, Math.floor(this.width / tickStep)), zone);
    const stepMs = Number(ticks[1]) - Number(ticks[0]);
    const labels = ticks.map((tick) => tickWords(tick, stepMs, false, zone, now));
    if (!labels.some((label) => label.includes(" ")) && ticks[0] !== undefined) labels[0] = tickWords(ticks[0], stepMs, true, zone, now);
    let end = -Infinity;
    const shown = ticks.map((tick, at) => {
      const [left, label] = [x(tick), labels[at] ?? ""];
      const right = left + label.length * letterWidth + 8;
      // One label over another, or half outside, says nothing.
      const fits = left >= end && right <= this.width;
      if (fits) end = right;
      return { left, label: fits ? label : "" };
    });
    return html`<div class="axis" aria-hidden="true">
      ${shown.map(({ left, label }) => html`<span class="tick" .style=${`left: ${String(left)}px`}>${label}</span>`)}
    </div>`;
  }

  /** What the pointer, or the brush being made, is on. */
  private tip(x: ScaleTime<number, number>): TemplateResult | typeof nothing {
    const { draft, pointed, picture } = this;
    const span = draft ?? (pointed === undefined ? undefined : { first: pointed, last: pointed });
    const [start, end] = [picture?.bars[span?.first ?? -1], picture?.bars[span?.last ?? -1]];
    if (!span || !start || !end || !picture) return nothing;
    const middle = (x(start.from) + x(end.to)) / 2;
    const missing = draft ? undefined : missingAt(start, this.state);
    const mark = draft ? undefined : picture.marks.get(span.first);
    const now = new Date();
    return html`<div class="tip" aria-hidden="true" .style=${`--at: ${String(middle)}px`}>
      <span class="tip-time">${timeWords(start.from, end.to, this.state.zone, now)}</span>
      ${missing ? stretchWords(missing, this.state, now) : countWords(picture.bars.slice(span.first, span.last + 1), picture.series)}
      ${mark ? html`<span class="tip-mark">${markWords(mark)}</span>` : nothing}
    </div>`;
  }

  private table(): TemplateResult {
    const { zone } = this.state;
    const { marks } = this.picture ?? {};
    const hasMarks = marks !== undefined && marks.size > 0;
    const names = this.picture?.series?.map(({ name }) => name) ?? stack.map((outcome) => outcomes[outcome].word);
    const now = new Date();
    return html`<div
      class="popup histogram-table"
      role="dialog"
      aria-label="Rows along the time"
      tabindex="0"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        this.showTable(false);
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
          ${(this.picture?.bars ?? [])
            .map((bar, at) => ({ bar, mark: marks?.get(at) }))
            .filter(({ bar, mark }) => bar.rows > 0 || mark)
            .toReversed()
            .map(
              ({ bar, mark }) =>
                html`<tr>
                  <th scope="row">${timeWords(bar.from, bar.to, zone, now)}</th>
                  <td>${formatCount(bar.rows)}</td>
                  ${this.partsOf(bar).map(({ rows }) => html`<td>${formatCount(rows)}</td>`)}${hasMarks ? html`<td class="stands-out">${mark ? markWords(mark) : ""}</td>` : nothing}
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`;
  }

  /** The one chosen is among them, whatever was unfolded since. */
  private get choices(): readonly GridField[] {
    const fields = histogramFields(this.state, this.unfolded);
    const { field } = this;
    return field && !fields.includes(field) ? [...fields, field] : fields;
  }

  /** Opens or closes the menu of fields; the focus goes with it. */
  private choose(isOpen: boolean): void {
    const hadFocus = this.querySelector(".parted-by")?.contains(document.activeElement);
    this.choosing = isOpen;
    if (isOpen || hadFocus)
      void this.updateComplete.then(() => {
        const place = isOpen ? '.parted-by-menu [aria-checked="true"]' : ".parted-by-button";
        this.querySelector<HTMLElement>(place)?.focus();
      });
  }

  private showTable(shown: boolean): void {
    this.asTable = shown;
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>(shown ? ".histogram-table" : ".histogram-tools button")?.focus();
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { picture, width, state } = this;
    const more = picture && growing(state);
    const x = this.scale;
    const most = picture?.bars.reduce((max, { rows }) => Math.max(max, rows), 1) ?? 1;
    const y = scaleLinear([0, most], [0, height - 3 - (picture && picture.marks.size > 0 ? markReach : 0)]);
    return html`<div class="histogram-head">
        ${histogramChooser({
          chosen: this.field?.path,
          fields: this.choices,
          isOpen: this.choosing,
          open: (isOpen) => {
            this.choose(isOpen);
          },
          choose: (path) => {
            this.onBy(path);
            this.choose(false);
          },
        })}
        ${
          picture?.series && picture.field
            ? partsLegend(picture.field, picture.series, this.edit)
            : histogramLegend(picture?.bars ?? [], this.seen, state.outcome, this.edit)
        }
        ${more ? html`<span class="growing" title=${more.sentence}>${more.brief}</span>` : nothing}
      </div>
      <div class="plot">
        <svg
          class="bars"
          width=${width}
          height=${height}
          role="listbox"
          aria-multiselectable="true"
          aria-orientation="horizontal"
          aria-label="Rows along the time"
          @keydown=${this.onKey}
          @pointerdown=${this.onPress}
          @pointermove=${(event: PointerEvent) => {
            this.pointed = event.buttons === 0 && event.pointerType === "mouse" ? this.barAt(event.clientX) : undefined;
          }}
          @pointerleave=${() => {
            this.pointed = undefined;
          }}
          @focusin=${() => {
            this.isFocused = true;
          }}
          @focusout=${() => {
            this.isFocused = false;
          }}
        >
          <defs aria-hidden="true">
            <pattern id="gap-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="hatch" width="1" height="6"></rect>
            </pattern>
            <pattern id="failure-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="hatch" width="2" height="4"></rect>
            </pattern>
            <pattern id="interrupt-dots" width="3" height="3" patternUnits="userSpaceOnUse">
              <rect class="hatch" width="1.5" height="1.5"></rect>
            </pattern>
            <pattern id="part-lines" width="4" height="3" patternUnits="userSpaceOnUse">
              <rect class="hatch" width="4" height="1"></rect>
            </pattern>
            <pattern id="part-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
              <rect class="hatch" width="1" height="5"></rect>
            </pattern>
          </defs>
          ${this.gaps(x)} ${picture?.bars.map((bar, at) => this.bar(bar, at, x, y))} ${this.brush(x)}
        </svg>
        ${this.tip(x)}
        <div class="histogram-tools">
          ${
            state.brush
              ? html`<button
                  class="icon codicon codicon-close"
                  title="Show the whole range again (Escape)"
                  aria-label="Show the whole range again"
                  @click=${() => {
                    this.clear();
                  }}
                ></button>`
              : nothing
          }
          <button
            class="icon codicon codicon-table table-toggle"
            title="Show as a table"
            aria-label="Show as a table"
            aria-haspopup="dialog"
            aria-expanded=${this.asTable}
            @click=${() => {
              this.showTable(!this.asTable);
            }}
          ></button>
        </div>
        ${this.asTable ? this.table() : nothing}
      </div>
      ${this.axis(x)}`;
  }
}

customElements.define("grid-histogram", TimeHistogram);
