/** A walk through what was run, from the draft that one had; back at its end is the draft again. */
export class LineHistory {
  private readonly texts: readonly string[];
  private at = 0;

  /** `run`: texts of queries, the last first. */
  constructor(draft: string, run: readonly string[]) {
    this.texts = [draft, ...run.filter((text) => text !== draft)];
  }

  /** The query run before the one that is shown, or after it; undefined at the end. */
  step(isOlder: boolean): string | undefined {
    const text = this.texts[this.at + (isOlder ? 1 : -1)];
    if (text !== undefined) this.at += isOlder ? 1 : -1;
    return text;
  }
}
