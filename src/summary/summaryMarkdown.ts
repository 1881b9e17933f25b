import { zoneLabel } from "../query/index.ts";
import { counted, formatCount } from "../records/counted.ts";
import { markdownProse } from "./markdownProse.ts";
import type { Phrase, Summary, SummaryBar, SummaryHeatmap, SummarySection, SummaryTable } from "./summary.ts";
import { textOf } from "./texts.ts";
import { weekdays } from "./weekdays.ts";

/** Characters of the longest bar. */
const barLength = 20;
/** From so many sentences on they stand one below the other. */
const manySentences = 3;

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** `███▌`, and the thinnest stroke for what is next to nothing. */
function barText(share: number): string {
  const parts = Math.round(Math.min(1, Math.max(0, share)) * barLength * 8);
  return `${"█".repeat(Math.floor(parts / 8))}${eighths[parts % 8] ?? ""}` || "▏";
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const prose = (phrases: Phrase | readonly Phrase[]): string =>
  markdownProse(textOf(Array.isArray(phrases) ? phrases : [phrases as Phrase]));

const barLines = (bars: readonly SummaryBar[]): string[] => [
  row(["", "Share", ""]),
  row(["---", "---", "---:"]),
  ...bars.map(({ label, share, value }) => row([markdownProse(label), `\`${barText(share)}\``, markdownProse(value)])),
];

function tableLines({ columns, rows, more }: SummaryTable): string[] {
  return [
    row(columns.map(({ label }) => markdownProse(label))),
    row(columns.map(({ isNumber }) => (isNumber ? "---:" : "---"))),
    ...rows.map((cells) => row(cells.map((cell) => prose(cell)))),
    ...(more > 0 ? ["", `And ${counted(more, "more row", "more rows")} of this table.`] : []),
  ];
}

const heatmapLines = ({ zone, cells }: SummaryHeatmap): string[] => [
  row([markdownProse(zoneLabel(zone)), ...Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"))]),
  row(["---", ...Array.from({ length: 24 }, () => "---:")]),
  ...cells.map((hours, day) => row([weekdays[day] ?? "", ...hours.map(({ events }) => (events === 0 ? "·" : formatCount(events)))])),
];

function sectionLines({ title, sentences, bars = [], table, heatmap, notes = [] }: SummarySection): string[] {
  const said = sentences.map(prose);
  const blocks = [
    ...(title === undefined ? [] : [[`## ${markdownProse(title)}`]]),
    said.length >= manySentences ? said.map((sentence) => `- ${sentence}`) : [said.join(" ")],
    ...(bars.length > 0 ? [barLines(bars)] : []),
    ...(table ? [tableLines(table)] : []),
    ...(heatmap ? [heatmapLines(heatmap)] : []),
    ...(notes.length > 0
      ? [
          notes
            .map((note) => `> ${markdownProse(note)}`)
            .join("\n>\n")
            .split("\n"),
        ]
      : []),
  ];
  return blocks.flatMap((lines) => ["", ...lines]);
}

/** The summary as a Markdown document under a heading. What comes from records is text in it: no link, no picture, no heading, and nothing that is fetched. */
export function summaryMarkdown({ basis, sections }: Summary, heading: string): string {
  const lines = [
    `# ${markdownProse(heading)}`,
    "",
    basis.map((sentence) => markdownProse(sentence)).join(" "),
    ...sections.flatMap(sectionLines),
  ];
  return `${lines.join("\n")}\n`;
}
