/** Chromium lays out nothing beyond 33.5 M px; far below that, browser zoom has room too. */
const largestHeight = 10_000_000;
/** At both ends pixels stay pixels, so that a wheel reaches the first and the last row. */
const edge = 1_000_000;
/** A scroll by more than this is a drag of the scroll bar: it means a place, not a distance. */
const longestStep = 5_000;

/**
 * Maps the scroll position of an element of limited height to a position in a list of any height. Up to 10 M px both are the same. Beyond, a
 * drag of the scroll bar goes to the place in proportion, while steps of the wheel stay steps of the same size; `settle` then brings the scroll
 * bar back to where it belongs. All numbers are CSS pixels.
 */
export class ScrollMap {
  /** Position in the list of what is shown first. */
  top = 0;
  private physical = 0;
  private extent = 0;
  private viewport = 0;

  /** Height of the element that is scrolled. */
  get height(): number {
    return Math.min(this.extent, largestHeight);
  }

  private get lastTop(): number {
    return Math.max(0, this.extent - this.viewport);
  }
  private get lastPhysical(): number {
    return Math.max(0, this.height - this.viewport);
  }

  /** Keeps what is shown first where it is, as far as the list still reaches. */
  resize(extent: number, viewport: number): void {
    this.extent = extent;
    this.viewport = viewport;
    this.top = Math.min(this.top, this.lastTop);
  }

  /** The element was scrolled to `physical`. */
  scrolled(physical: number): void {
    const step = physical - this.physical;
    this.physical = physical;
    const ends = physical <= 0 || physical >= this.lastPhysical;
    this.top = ends || Math.abs(step) > longestStep ? this.topOf(physical) : Math.max(0, Math.min(this.lastTop, this.top + step));
  }

  /** Goes to a place in the list; answers with the scroll position to set. */
  go(top: number): number {
    this.top = Math.max(0, Math.min(this.lastTop, top));
    return (this.physical = this.physicalOf(this.top));
  }

  /** The scroll position to set now that scrolling rests; undefined when it is right. */
  settle(): number | undefined {
    const right = this.physicalOf(this.top);
    return Math.abs(right - this.physical) < 1 ? undefined : (this.physical = right);
  }

  private physicalOf(top: number): number {
    const [last, lastPhysical] = [this.lastTop, this.lastPhysical];
    if (last === lastPhysical || top <= edge) return top;
    if (top >= last - edge) return lastPhysical - (last - top);
    return edge + ((top - edge) * (lastPhysical - 2 * edge)) / (last - 2 * edge);
  }

  private topOf(physical: number): number {
    const [last, lastPhysical] = [this.lastTop, this.lastPhysical];
    if (physical <= 0) return 0;
    if (physical >= lastPhysical) return last;
    if (last === lastPhysical || physical <= edge) return physical;
    if (physical >= lastPhysical - edge) return last - (lastPhysical - physical);
    return edge + ((physical - edge) * (last - 2 * edge)) / (lastPhysical - 2 * edge);
  }
}
