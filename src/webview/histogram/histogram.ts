import { scaleLinear, scaleUtc } from "d3-scale";
import { html, LitElement, nothing, type PropertyValues, type SVGTemplateResult, type TemplateResult } from "lit";
import type { CoveredStretch, GridField, GridState, Histogram, HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Outcome } from "../../reports/report.ts";
import type { Remote } from "../../rpc.ts";
import { Answers } from "../shared/answers.ts";
import { growing } from "../shared/growing.ts";
import { pointerDrag } from "../shared/pointerDrag.ts";
import { stretchWords } from "../status/coverageText.ts";
import { brushOf, missingAt, spanOf, spanWords, stack, type Bar, type BarSpan } from "./histogramBars.ts";
import { histogramChooser } from "./histogramChooser.ts";
import { histogramFields, isParting } from "./histogramFields.ts";
import { histogramLegend, partsLegend } from "./histogramLegend.ts";
import { nothingCounted, pictureOf, type Picture } from "./histogramPicture.ts";
import {
  barElement,
  brushElement,
  gapElements,
  markReach,
  plotHeight,
  plotPatterns,
  timeAxis,
  tip,
  type TimeScale,
} from "./histogramPlot.ts";
import { histogramTable } from "./histogramTable.ts";
import { markWords } from "./standingOut.ts";
import { rangeEdges } from "./timeEdges.ts";

/** Pixels from one bar to the next, at least. */
const barStep = 7;
/** While rows arrive it is asked anew no more often than this. */
const throttleMs = 250;

/** What is asked for the bars: counts between edges, by outcome or by the values of a field. */
interface BarsWanted {
  readonly edges: readonly number[];
  readonly field?: string;
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

  private readonly answers: Answers<BarsWanted, Histogram>;
  /** Outcomes that rows have had since this query ran: the legend has them, too, while one of them is picked. */
  private readonly seen = new Set<Outcome>();
  private focusWhenThere = false;
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
    this.answers = new Answers<BarsWanted, Histogram>(this, {
      hasRows: () => this.state.rows + this.state.loaded > 0,
      question: () => this.wanted(),
      rows: () => [this.state.revision, this.state.loaded],
      waitMs: (wanted, last) =>
        last && this.state.phase === "running" && wanted.field === last.question.field ? last.at + throttleMs - performance.now() : 0,
      send: (wanted) => this.host().histogram({ revision: this.state.revision, ...wanted }),
      take: (answer, { edges }) => {
        this.take(edges, answer);
        return false;
      },
      forget: () => {
        // The bars of another query would be taken for rows of this one.
        this.picture = undefined;
        this.seen.clear();
      },
    });
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
    if (changed.has("state") || changed.has("width") || changed.has("by")) this.answers.ask();
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

  /** Nothing before there is room for bars. */
  private wanted(): BarsWanted | undefined {
    const { from, to } = this.range;
    const edges = this.width > 0 ? rangeEdges(from, to, Math.floor(this.width / barStep), this.state.zone) : [];
    const field = this.field?.path;
    return edges.length < 2 ? undefined : { edges, ...(field !== undefined && { field }) };
  }

  private take(edges: readonly number[], answer: Histogram): void {
    if (answer.revision !== this.state.revision) return;
    if (edges.length !== this.picture?.edges.length) this.draft = undefined;
    this.picture = pictureOf(edges, answer, this.state);
    const { bars } = this.picture;
    for (const outcome of stack) if (bars.some((bar) => bar.outcomes[outcome] > 0)) this.seen.add(outcome);
    if (this.at !== undefined) this.at = Math.min(this.at, bars.length - 1);
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

  private get scale(): TimeScale {
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

  private bar(picture: Picture, at: number, bar: Bar, x: TimeScale, y: (rows: number) => number): SVGTemplateResult {
    const missing = missingAt(bar, this.state);
    const mark = picture.marks.get(at);
    const words = [
      this.words({ first: at, last: at }),
      ...(mark ? [markWords(mark)] : []),
      ...(missing ? [stretchWords(missing, this.state, new Date())] : []),
    ].join(". ");
    return barElement(bar, at, {
      picture,
      x,
      y,
      span: this.span,
      isCurrent: at === this.current,
      missing,
      words,
      onFocus: () => {
        this.at = at;
      },
    });
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
    const { picture, width, state, draft, pointed } = this;
    const more = picture && growing(state);
    const x = this.scale;
    const picked = [pointed, this.isFocused && !draft ? this.current : undefined].map((at) => this.missing(at ?? -1));
    const most = picture?.bars.reduce((max, { rows }) => Math.max(max, rows), 1) ?? 1;
    const y = scaleLinear([0, most], [0, plotHeight - 3 - (picture && picture.marks.size > 0 ? markReach : 0)]);
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
          height=${plotHeight}
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
          ${plotPatterns} ${gapElements(state.run.coverage, picked, width, x)}
          ${picture?.bars.map((bar, at) => this.bar(picture, at, bar, x, y))} ${brushElement(picture?.bars ?? [], this.span, x)}
        </svg>
        ${tip(picture, draft ?? (pointed === undefined ? undefined : { first: pointed, last: pointed }), draft !== undefined, state, x)}
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
        ${
          this.asTable
            ? histogramTable(picture ?? nothingCounted, state.zone, () => {
                this.showTable(false);
              })
            : nothing
        }
      </div>
      ${timeAxis(this.range, width, state.zone, x)}`;
  }
}

customElements.define("grid-histogram", TimeHistogram);
