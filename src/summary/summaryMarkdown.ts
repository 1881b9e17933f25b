import type { Summary } from "./summary.ts";

/** The summary as a Markdown document. */
export function summaryMarkdown(summary: Summary, heading: string): string {
  return `# ${heading}\n\n${summary.basis.join(" ")}\n`;
}
