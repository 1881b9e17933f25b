/** Where the characters of the query line stand, by the text under it that is laid out as it is. */
export class LinePlaces {
  private readonly box: HTMLTextAreaElement;
  private readonly node: () => Text | undefined;

  constructor(box: HTMLTextAreaElement, node: () => Text | undefined) {
    this.box = box;
    this.node = node;
  }

  /** CSS pixels of the window at which the character at an offset begins. */
  leftOf(offset: number): number {
    const node = this.node();
    if (!node) return this.box.getBoundingClientRect().left;
    const range = document.createRange();
    range.setStart(node, Math.min(offset, node.length));
    range.setEnd(node, Math.min(offset + 1, node.length));
    return (range.getClientRects()[0] ?? range.getBoundingClientRect()).left;
  }

  /** Whether an offset stands in the first line, or in the last, as the text is laid out. */
  isAtEdge(offset: number, isFirst: boolean): boolean {
    const node = this.node();
    if (!node) return true;
    const topOf = (at: number): number => {
      const range = document.createRange();
      range.setStart(node, Math.min(at, node.length - 1));
      range.setEnd(node, Math.min(at + 1, node.length));
      return range.getBoundingClientRect().top;
    };
    return Math.abs(topOf(offset) - topOf(isFirst ? 0 : this.box.value.length)) < 2;
  }

  /** The offset of the character at a point of the window; undefined beside the text. */
  offsetAt(x: number, y: number): number | undefined {
    const caret = document.caretPositionFromPoint(x, y);
    if (caret?.offsetNode !== this.box) return undefined;
    // Behind the end of a line the point has the offset of the end.
    const node = this.node();
    if (!node) return undefined;
    for (const start of [caret.offset - 1, caret.offset]) {
      if (start < 0 || start >= this.box.value.length) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + 1);
      const isThere = Array.from(range.getClientRects()).some(
        ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
      );
      if (isThere) return start;
    }
    return undefined;
  }
}
