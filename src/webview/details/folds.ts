import type { Item } from "../../records/detailPart.ts";

const manyItems = 100;

/** What the person has opened, folded and unfolded of the parts of a record. `onChange`: something is other than before. */
export class Folds {
  private readonly onChange: () => void;
  /** Items stay so from record to record. */
  private readonly opened = new Map<string, boolean>();
  private readonly limits = new Map<string, number>();
  private readonly unfolded = new Set<string>();

  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  isOpen(item: Item): boolean {
    return this.opened.get(item.key) ?? item.open;
  }

  fold(item: Item, open: boolean): void {
    this.opened.set(item.key, open);
    this.onChange();
  }

  /** A long text is shown whole. */
  isUnfolded(key: string): boolean {
    return this.unfolded.has(key);
  }

  unfold(key: string): void {
    if (!this.unfolded.delete(key)) this.unfolded.add(key);
    this.onChange();
  }

  /** How many items of a list are shown. */
  limit(list: string): number {
    return this.limits.get(list) ?? manyItems;
  }

  more(list: string): void {
    this.limits.set(list, this.limit(list) + 10 * manyItems);
    this.onChange();
  }

  /** Another record is shown. */
  startAfresh(): void {
    this.limits.clear();
    this.unfolded.clear();
  }
}
