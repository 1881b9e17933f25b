import type { ScaleTime } from "d3-scale";
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { CoveredStretch, GridState } from "../../protocol/grid.ts";
import type { Zone } from "../../query/zone.ts";
import { stretchWords } from "../status/coverageText.ts";
import { countWords, missingAt, tickWords, timeWords, type Bar, type BarSpan } from "./histogramBars.ts";
import { partsOf, type Picture } from "./histogramPicture.ts";
import { markWords, type Mark } from "./standingOut.ts";
import { timeTicks } from "./timeTicks.ts";

/** CSS pixels from the left for a time. */
export type TimeScale = ScaleTime<number, number>;

/** CSS pixels. */
export const plotHeight = 48;
/** What a mark over a bar takes. */
export const markReach = 6;
const tickStep = 96;
/** About the width of a letter of the axis. */
const letterWidth = 6.5;
/** How near to the edge of a brush one takes hold of it. */
const handleReach = 4;

/** How a bar stands among the others. */
interface BarLook {
  readonly picture: Picture;
  readonly x: TimeScale;
  /** CSS pixels for so many rows. */
  readonly y: (rows: number) => number;
  /** The brush, where there is one. */
  readonly span: BarSpan | undefined;
  /** Tab comes to it. */
  readonly isCurrent: boolean;
  readonly missing: CoveredStretch | undefined;
  readonly words: string;
  readonly onFocus: () => void;
}

/** A bar at its place, of the parts that it has, with its mark. */
export function barElement(bar: Bar, at: number, { picture, x, y, span, isCurrent, missing, words, onFocus }: BarLook): SVGTemplateResult {
  const [left, right] = [x(bar.from), x(bar.to)];
  const inside = span && at >= span.first && at <= span.last;
  const gap = right - left > 3 ? 1 : 0;
  let top = plotHeight;
  const parts = partsOf(picture, bar).map(({ name, rows }) => {
    // A single failure among thousands is seen, too.
    const tall = rows === 0 ? 0 : Math.max(name === "success" ? 1 : 1.5, y(rows));
    top -= tall;
    return rows === 0
      ? nothing
      : svg`<rect class="part ${name}" x=${left} y=${Math.max(0, top)} width=${Math.max(0.5, right - left - gap)} height=${tall}></rect>`;
  });
  const mark = picture.marks.get(at);
  return svg`<g class="bar ${span && !inside ? "outside" : ""} ${missing ? "missing" : ""}" role="option" aria-selected=${inside === true} aria-label=${words}
        tabindex=${isCurrent ? 0 : -1} @focus=${onFocus}>
      ${parts}
      ${mark ? markElement(mark, (left + right - gap) / 2, top) : nothing}
      <rect class="reach" x=${left} y="0.5" width=${Math.max(0.5, right - left)} height=${plotHeight - 1}></rect>
    </g>`;
}

const markElement = (mark: Mark, middle: number, top: number): SVGTemplateResult =>
  svg`<circle class="mark ${mark.of}" cx=${middle} cy=${Math.max(markReach / 2, top - markReach / 2)} r="2"></circle>`;

/** Where rows are missing. `picked`: stretches that a click would fetch. */
export function gapElements(
  coverage: readonly CoveredStretch[],
  picked: readonly (CoveredStretch | undefined)[],
  plotWidth: number,
  x: TimeScale,
): SVGTemplateResult[] {
  return coverage
    .filter(({ state }) => state === "failed" || state === "partial")
    .map((stretch) => {
      const { from, to } = stretch;
      const [left, right] = [Math.max(0, x(Date.parse(from))), Math.min(plotWidth, x(Date.parse(to)))];
      const width = Math.max(2, right - left);
      return svg`<rect class="gap" x=${left} y="0" width=${width} height=${plotHeight}></rect>
          ${picked.includes(stretch) ? svg`<rect class="picked" x=${left + 0.5} y="0.5" width=${width - 1} height=${plotHeight - 1}></rect>` : nothing}`;
    });
}

/** What is picked, with the handles by which its ends are moved. */
export function brushElement(bars: readonly Bar[], span: BarSpan | undefined, x: TimeScale): SVGTemplateResult | typeof nothing {
  const [start, end] = [bars[span?.first ?? -1], bars[span?.last ?? -1]];
  if (!start || !end) return nothing;
  const [left, right] = [x(start.from), x(end.to)];
  const handle = (edge: "first" | "last", at: number): SVGTemplateResult =>
    svg`<rect class="handle" data-edge=${edge} x=${at - handleReach} y="0" width=${2 * handleReach} height=${plotHeight}></rect>
        <rect class="grab" x=${at - 1.5} y=${plotHeight / 2 - 7} width="3" height="14" rx="1.5"></rect>`;
  return svg`<rect class="brush" x=${left + 0.5} y="0.5" width=${Math.max(1, right - left - 1)} height=${plotHeight - 1}></rect>
      ${handle("first", left)}${handle("last", right)}`;
}

/** The times under the bars. */
export function timeAxis(
  { from, to }: { readonly from: number; readonly to: number },
  width: number,
  zone: Zone,
  x: TimeScale,
): TemplateResult {
  const now = new Date();
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / tickStep)), zone);
  const stepMs = Number(ticks[1]) - Number(ticks[0]);
  const labels = ticks.map((tick) => tickWords(tick, stepMs, false, zone, now));
  if (!labels.some((label) => label.includes(" ")) && ticks[0] !== undefined) labels[0] = tickWords(ticks[0], stepMs, true, zone, now);
  let end = -Infinity;
  const shown = ticks.map((tick, at) => {
    const [left, label] = [x(tick), labels[at] ?? ""];
    const right = left + label.length * letterWidth + 8;
    // One label over another, or half outside, says nothing.
    const fits = left >= end && right <= width;
    if (fits) end = right;
    return { left, label: fits ? label : "" };
  });
  return html`<div class="axis" aria-hidden="true">
    ${shown.map(({ left, label }) => html`<span class="tick" .style=${`left: ${String(left)}px`}>${label}</span>`)}
  </div>`;
}

/** What is said of the bars that the pointer is on, or of the brush being made. */
export function tip(
  picture: Picture | undefined,
  span: BarSpan | undefined,
  isBrush: boolean,
  state: GridState,
  x: TimeScale,
): TemplateResult | typeof nothing {
  const [start, end] = [picture?.bars[span?.first ?? -1], picture?.bars[span?.last ?? -1]];
  if (!span || !start || !end || !picture) return nothing;
  const middle = (x(start.from) + x(end.to)) / 2;
  const missing = isBrush ? undefined : missingAt(start, state);
  const mark = isBrush ? undefined : picture.marks.get(span.first);
  const now = new Date();
  return html`<div class="tip" aria-hidden="true" .style=${`--at: ${String(middle)}px`}>
    <span class="tip-time">${timeWords(start.from, end.to, state.zone, now)}</span>
    ${missing ? stretchWords(missing, state, now) : countWords(picture.bars.slice(span.first, span.last + 1), picture.series)}
    ${mark ? html`<span class="tip-mark">${markWords(mark)}</span>` : nothing}
  </div>`;
}

/** What hatches and dots the parts of bars that colours alone would not tell apart. */
export const plotPatterns = svg`<defs aria-hidden="true">
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
</defs>`;
