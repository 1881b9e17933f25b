import { formatCount } from "../../records/counted.ts";

/** The rows that a person has put a bookmark on, by the numbers of their records. */
export class Bookmarks {
  records: ReadonlySet<number> = new Set();
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Puts one on a record, or takes it away. Answers with what is to be said of it. */
  toggle(record: number): string {
    const records = new Set(this.records);
    if (!records.delete(record)) records.add(record);
    this.records = records;
    this.changed();
    return records.has(record) ? `Bookmark ${formatCount(records.size)} put. F4 goes from one to the next.` : "Bookmark taken away";
  }
}
