import type { Span } from "../../query/expression.ts";
import type { Problem } from "../../query/query.ts";
import { colouredSpans, tokenColours } from "./tokenColours.ts";

/** Characters: nobody reads the colours of more, and each key would have to wait for them. */
const longest = 20_000;
const severities = ["info", "warning", "error"] as const satisfies readonly Problem["severity"][];

/** The text of the query line in its colours, by highlights of the page: its element keeps the one text node that it has. */
export class LineColours {
  private readonly mirror: HTMLElement;
  private painted: { readonly text: string; readonly here: readonly Span[]; readonly problems: readonly Problem[] } | undefined;

  constructor(mirror: HTMLElement) {
    this.mirror = mirror;
  }

  /** `here`: parts that the service does not answer. */
  paint(text: string, here: readonly Span[], problems: readonly Problem[]): void {
    const { painted } = this;
    const node = this.textNode();
    if (!node) return;
    if (painted?.text !== text) {
      const ranges = new Map<string, StaticRange[]>(tokenColours.map((colour) => [colour, []]));
      for (const { colour, start, end } of colouredSpans(text.slice(0, longest))) ranges.get(colour)?.push(rangeOf(node, start, end));
      for (const [colour, several] of ranges) highlight(colour, several);
    }
    if (painted?.text !== text || painted.here !== here)
      highlight(
        "here",
        here.map(({ start, end }) => rangeOf(node, start, end)),
      );
    if (painted?.text !== text || painted.problems !== problems)
      for (const [priority, severity] of severities.entries()) {
        const mine = problems.filter((problem) => problem.severity === severity);
        // What is missing at the end has the blank behind the text.
        highlight(
          severity,
          mine.map(({ start, end }) => rangeOf(node, start, Math.max(end, start + 1))),
          priority + 1,
        );
      }
    this.painted = { text, here, problems };
  }

  /** The only one of the mirror; lit puts comments beside it. */
  textNode(): Text | undefined {
    return Array.from(this.mirror.childNodes).find((node) => node instanceof Text && node.data !== "") as Text | undefined;
  }
}

function rangeOf(node: Text, start: number, end: number): StaticRange {
  const most = node.length;
  return new StaticRange({
    startContainer: node,
    startOffset: Math.min(start, most),
    endContainer: node,
    endOffset: Math.min(end, most),
  });
}

function highlight(name: string, ranges: readonly StaticRange[], priority = 0): void {
  const made = new Highlight(...ranges);
  made.priority = priority;
  CSS.highlights.set(`query-${name}`, made);
}
