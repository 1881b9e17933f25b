import { ScrollMap } from "./scrollMap.ts";

export const headerHeight = 24;

/** The part of the rows that is in sight, and how it is scrolled. All lengths are CSS pixels. */
export class Viewport {
  /** Whole rows that are in sight. */
  rows = 0;
  /** Of the rows, without the header. */
  room = 0;
  /** Of the last scrolling. */
  direction: 1 | -1 = 1;
  isScrolling = false;
  private readonly scroller: () => HTMLElement;
  private readonly map = new ScrollMap();
  /** Where to go once there are as many rows. */
  private later: number | undefined;
  private extent = 0;

  constructor(scroller: () => HTMLElement) {
    this.scroller = scroller;
  }

  /** Position in the rows of what is shown first. */
  get top(): number {
    return this.map.top;
  }

  /** Height of the element that is scrolled. */
  get height(): number {
    return this.map.height;
  }

  /** There are `count` rows. */
  resize(count: number, rowHeight: number): void {
    // Without its style sheet the table is as high as all its rows, which would make an element for each.
    this.room = Math.max(0, Math.min(this.scroller().clientHeight, innerHeight) - headerHeight);
    this.rows = Math.max(1, Math.floor(this.room / rowHeight));
    this.extent = count * rowHeight;
    this.map.resize(this.extent, this.room);
  }

  go(top: number): void {
    this.scroller().scrollTop = this.map.go(top);
  }

  goLater(top: number): void {
    this.later = top;
  }

  /** Goes where it was to go later, if there are rows enough by now. */
  catchUp(): void {
    if (this.later === undefined || this.extent < this.later + this.room) return;
    this.go(this.later);
    this.later = undefined;
  }

  showFrom(top: number): void {
    const before = this.top;
    this.go(top);
    this.direction = this.top >= before ? 1 : -1;
  }

  /** From where to show so that a row is in sight; undefined when it is. */
  topFor(row: number, rowHeight: number): number | undefined {
    const room = this.scroller().clientHeight - headerHeight;
    const top = row * rowHeight;
    if (top < this.top) return top;
    return top + rowHeight > this.top + room ? top + rowHeight - room : undefined;
  }

  /** The element was scrolled; answers whether other rows are in sight. */
  scrolled(): boolean {
    this.isScrolling = true;
    const before = this.top;
    this.map.scrolled(this.scroller().scrollTop);
    if (this.top === before) return false;
    this.direction = this.top > before ? 1 : -1;
    this.later = undefined;
    return true;
  }

  scrollEnded(): void {
    this.isScrolling = false;
    this.settle();
  }

  /** The scroll bar goes where it belongs; not while it moves, that would end a smooth scroll on its way. */
  settle(): void {
    const right = this.isScrolling ? undefined : this.map.settle();
    if (right !== undefined) this.scroller().scrollTop = right;
  }
}
