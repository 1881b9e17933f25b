/** What one step prints, and how it ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Which failed and why, a line each. */
  readonly failures: readonly string[];
}

/**
 * Steps run side by side, their output stands one after another: the first that is not over prints as it goes,
 * the others when it is their turn.
 */
export class Sections {
  private readonly waiting: Section[] = [];
  private readonly print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.print = print;
  }

  /** Sections are printed in the order in which they are added. */
  add(title: string): Section {
    const section = new Section(title, () => this.flush());
    this.waiting.push(section);
    return section;
  }

  private flush(): void {
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      this.print(first.take());
      if (!first.over) return;
      this.waiting.shift();
    }
  }
}

export class Section {
  over = false;
  private text = "";
  private startedAt = Date.now();
  readonly title: string;
  private readonly changed: () => void;

  constructor(title: string, changed: () => void) {
    this.title = title;
    this.changed = changed;
  }

  start(): void {
    this.startedAt = Date.now();
    this.write(`\n== ${this.title}\n`);
  }

  write(text: string): void {
    this.text += text;
    this.changed();
  }

  end(how: string): void {
    this.over = true;
    this.write(`-- ${this.title}: ${how} (${((Date.now() - this.startedAt) / 1000).toFixed(1)} s)\n`);
  }

  /** Ends as one failure. */
  fail(why: string): Outcome {
    this.end(`FAILED, ${why}`);
    return { passed: 0, failed: 1, failures: [`${this.title}: ${why}`] };
  }

  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }
}
