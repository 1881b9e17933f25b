// Runs in the page: scrolls the grid there, and looks at each frame as it is painted.
import "./shownGrid.ts";

/** A stretch of scrolling. All times are in milliseconds. */
export interface Scrolled {
  readonly framesPerSecond: number;
  readonly frameMs: { readonly p99: number; readonly longest: number };
  /** Share of the frames in which some row in sight was blank. */
  readonly blankShare: number;
  /** The longest time that one row stayed in sight without its text, and that any row did. */
  readonly blankMs: { readonly ofOneRow: number; readonly ofAny: number };
}

/** A row that lacks less than this many pixels counts as out of sight. */
const tolerance = 1.5;

const times: number[] = [];
let blankFrames = 0;
let blankSince: number | undefined;
/** Rows that are in sight and blank, and since when. */
let blankRows = new Map<number, number>();
let longest = { ofOneRow: 0, ofAny: 0 };
let watching = false;
let nextFrame = 0;

/** Rows in sight that have no text, by their position in the list. */
function blanks(): Set<number> {
  const { scroller, bounds, rows, cell, rowHeight, firstRow } = window.shownGrid;
  const { top, bottom } = bounds();
  const first = firstRow();
  const missing = new Set<number>();
  for (let row = Math.floor(first); (row - first) * rowHeight < bottom - top - tolerance; row++)
    if ((row + 1 - first) * rowHeight > tolerance) missing.add(row);
  for (const element of scroller.querySelectorAll(rows)) {
    const at = element.getBoundingClientRect().top;
    if (at > bottom || at < top - rowHeight) continue;
    if (element.querySelector(cell)?.textContent) missing.delete(Math.round(first + (at - top) / rowHeight));
  }
  return missing;
}

function see(): void {
  const now = times.at(-1) ?? 0;
  const missing = blanks();
  if (missing.size > 0) {
    blankFrames++;
    blankSince ??= now;
  } else if (blankSince !== undefined) {
    longest.ofAny = Math.max(longest.ofAny, now - blankSince);
    blankSince = undefined;
  }
  const before = blankRows;
  blankRows = new Map();
  for (const row of missing) blankRows.set(row, before.get(row) ?? now);
  for (const [row, since] of before) if (!missing.has(row)) longest.ofOneRow = Math.max(longest.ofOneRow, now - since);
}

// The size changes in each frame: an observer of sizes is called when all scripts of the frame have run and all is laid out, right before the paint.
const pulse = document.createElement("div");
pulse.style.cssText = "position: fixed; top: 0; left: 0; height: 1px; contain: strict; visibility: hidden";
new ResizeObserver(() => {
  if (watching) see();
}).observe(pulse);

function frame(time: number): void {
  times.push(time);
  pulse.style.width = `${String(1 + (times.length % 2))}px`;
  nextFrame = requestAnimationFrame(frame);
}

/** Calls `move` for each frame, with the ms since the first, until `ms` are over. As input does, it comes between two frames. */
function each(ms: number, move: (elapsedMs: number) => void): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const start = performance.now();
    port1.onmessage = () => {
      const elapsed = performance.now() - start;
      if (elapsed < ms) move(elapsed);
      else {
        port1.close();
        resolve();
      }
    };
    const next = (): void => {
      port2.postMessage(undefined);
      if (performance.now() - start < ms + 100) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

const lastTop = (): number => window.shownGrid.scroller.scrollHeight - window.shownGrid.scroller.clientHeight;

export const gridScroll = {
  watch(): void {
    document.body.append(pulse);
    [times.length, blankFrames, blankSince, blankRows, longest] = [0, 0, undefined, new Map(), { ofOneRow: 0, ofAny: 0 }];
    watching = true;
    nextFrame = requestAnimationFrame(frame);
  },

  seen(): Scrolled {
    watching = false;
    cancelAnimationFrame(nextFrame);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const gaps = times
      .slice(1)
      .map((time, at) => time - (times[at] ?? 0))
      .sort((a, b) => a - b);
    if (blankSince !== undefined) longest.ofAny = Math.max(longest.ofAny, last - blankSince);
    for (const since of blankRows.values()) longest.ofOneRow = Math.max(longest.ofOneRow, last - since);
    return {
      framesPerSecond: (gaps.length * 1000) / (last - first),
      frameMs: { p99: gaps[Math.ceil(gaps.length * 0.99) - 1] ?? NaN, longest: gaps.at(-1) ?? NaN },
      blankShare: blankFrames / times.length,
      blankMs: { ...longest },
    };
  },

  rest: (ms: number): Promise<void> => each(ms, () => undefined),

  /** The scroll bar is drawn to the end and back to the start, whole pixels of its track at a time; of each second the hand rests for 300 ms. */
  drag(ms: number): Promise<void> {
    const { scroller } = window.shownGrid;
    const track = scroller.clientHeight;
    let before = 0;
    return each(ms, (elapsed) => {
      const moved = Math.floor(elapsed / 1000) * 700 + Math.min(elapsed % 1000, 700);
      const share = moved / (ms * 0.7);
      const at = Math.round(track * (1 - Math.abs(1 - 2 * share)));
      if (at !== before) scroller.scrollTop = (at / track) * lastTop();
      before = at;
    });
  },

  /** To the end, back to the start and to places far apart, one after the other. */
  async jump(places: readonly number[], restMs: number): Promise<void> {
    for (const place of places) {
      await each(restMs, () => undefined);
      window.shownGrid.scroller.scrollTop = place * lastTop();
    }
    await each(restMs, () => undefined);
  },
};

export type GridScroll = typeof gridScroll;
window.gridScroll = gridScroll;
