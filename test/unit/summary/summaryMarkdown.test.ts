import assert from "node:assert/strict";
import fc from "fast-check";
import markdownIt from "markdown-it";
import { reportById } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { summaryMarkdown, type Summary } from "../../../src/summary/index.ts";
import { markdownProse } from "../../../src/summary/markdownProse.ts";
import { hostileNames } from "./hostileNames.ts";
import { summaryOf } from "./summaryOf.ts";

// Reads all that renderers of trackers and editors read: HTML, tables, and addresses that nobody has marked as such.
const reader = markdownIt({ html: true, linkify: true, breaks: true });

const markup = ["link_open", "image", "html_inline", "html_block", "em_open", "strong_open", "s_open", "fence", "code_block", "hr"];
type Token = ReturnType<typeof reader.parse>[number];
const tokensOf = (markdown: string): readonly Token[] => reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
/** What of a document is markup that no summary writes, and its headings. */
const markupOf = (markdown: string) =>
  tokensOf(markdown)
    .filter(({ type }) => markup.includes(type))
    .map(({ type, content }) => `${type} ${content}`);
const textOf = (token: Token | undefined): string =>
  (token?.children ?? []).map(({ type, content }) => (type === "softbreak" ? "\n" : content)).join("");
const headingsOf = (markdown: string): readonly string[] => {
  const tokens = reader.parse(markdown, {});
  return tokens.flatMap(({ type }, index) => (type === "heading_open" ? [textOf(tokens[index + 1])] : []));
};

const oneSection = (text: string): Summary => ({
  title: "Sign-ins",
  basis: [text],
  sections: [
    {
      id: "all",
      title: text,
      sentences: [[text], ["Of ", { text, rows: { kind: "outcome", outcome: "failure" } }, "."]],
      bars: [{ label: text, share: 0.5, value: "50 %, 1" }],
      table: { columns: [{ label: "Who" }, { label: text }], rows: [[text, text]], more: 0 },
      notes: [text],
    },
  ],
});

/** What a summary never has in its texts: those of records come in one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();
const shown = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });

const anyText = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        "[",
        "]",
        "(",
        ")",
        "`",
        "``",
        "*",
        "_",
        "~",
        "<",
        ">",
        "&",
        "|",
        "\\",
        "!",
        "#",
        "-",
        "+",
        "=",
        ":",
        "@",
        "/",
        ".",
        "1",
        "a",
        " ",
        "“",
        "”",
        "www.",
        "http",
        "lt;",
        "\n",
      ),
      {
        maxLength: 25,
      },
    )
    .map((parts) => parts.join("")),
);

suite("A summary as Markdown", () => {
  test("is headings, sentences, bars of block characters, tables and notes", () => {
    const summary: Summary = {
      title: "Sign-ins",
      basis: ["17 Nov 00:00 – 18 Nov 00:00 (UTC), complete.", "Of 3 rows loaded."],
      sections: [
        {
          id: "all",
          sentences: [[{ text: "3 sign-ins", rows: { kind: "outcome", outcome: "success" } }, " by 2 people."]],
          bars: [
            { label: "Success", share: 2 / 3, value: "67 %, 2" },
            { label: "Failure", share: 0.001, value: "under 1 %, 1" },
          ],
          notes: ["One.", "Two."],
        },
        {
          id: "who",
          title: "Who",
          sentences: [["One."], ["Two."], ["Three."]],
          table: { columns: [{ label: "Who" }, { label: "Times", isNumber: true }], rows: [["a@contoso.com", "2"]], more: 4 },
        },
        {
          id: "pattern",
          title: "When",
          sentences: [["Mostly at nine."]],
          heatmap: {
            zone: "Europe/Berlin",
            cells: Array.from({ length: 7 }, (_, day) =>
              Array.from({ length: 24 }, (__, hour) => ({ events: day === 1 && hour === 9 ? 1234 : 0, failures: 0 })),
            ),
          },
        },
      ],
    };
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
    const dots = hours.map(() => "·");
    assert.deepEqual(summaryMarkdown(summary, "Sign-ins of last week").split("\n"), [
      "# Sign-ins of last week",
      "",
      "17 Nov 00:00 – 18 Nov 00:00 (UTC), complete. Of 3 rows loaded.",
      "",
      "3 sign-ins by 2 people.",
      "",
      "|  | Share |  |",
      "| --- | --- | ---: |",
      "| Success | `█████████████▍` | 67 %, 2 |",
      "| Failure | `▏` | under 1 %, 1 |",
      "",
      "> One.",
      ">",
      "> Two.",
      "",
      "## Who",
      "",
      "- One.",
      "- Two.",
      "- Three.",
      "",
      "| Who | Times |",
      "| --- | ---: |",
      "| `a@contoso.com` | 2 |",
      "",
      "And 4 more rows of this table.",
      "",
      "## When",
      "",
      "Mostly at nine.",
      "",
      `| Berlin | ${hours.join(" | ")} |`,
      `| --- | ${hours.map(() => "---:").join(" | ")} |`,
      `| Monday | ${dots.join(" | ")} |`,
      `| Tuesday | ${dots.map((dot, hour) => (hour === 9 ? "1,234" : dot)).join(" | ")} |`,
      ...["Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day) => `| ${day} | ${dots.join(" | ")} |`),
      "",
    ]);
  });

  test("words of sentences stay words; what could be markup, an address or a name to notify of is code", () =>
    assert.deepEqual(
      [
        "“Block [all](x)” was not met at 3 of 5 sign-ins (2 people).",
        "a@b.example (3) and c@d.example",
        "1. One",
        "see www.evil.example.",
        "Reset password (self-service)",
        "Sofia of OPS-7, 2026-11-18",
        "a|b",
        "198.51.100.77 at 09:14",
      ].map(markdownProse),
      [
        "“Block `[all](x)`” was not met at 3 of 5 sign-ins (2 people).",
        "`a@b.example` (3) and `c@d.example`",
        "1\\. One",
        "see `www.evil.example`.",
        "Reset password (self-service)",
        "Sofia of `OPS-7`, 2026-11-18",
        "`a`&#124;`b`",
        "198.51.100.77 at 09:14",
      ],
    ));

  test("whatever a text is: no link, picture, emphasis, code block or HTML comes of it, no heading but that of its place, and it is read as it is", () =>
    fc.assert(
      fc.property(
        anyText.map(oneLine).filter((text) => text !== ""),
        (text) => {
          const markdown = summaryMarkdown(oneSection(text), text);
          assert.deepEqual(markupOf(markdown), []);
          assert.deepEqual(headingsOf(markdown).map(oneLine), [shown(text), shown(text)].map(oneLine));
          const inlines = reader
            .parse(markdown, {})
            .filter(({ type }) => type === "inline")
            .map((token) => oneLine(textOf(token)));
          const cells = reader.parse(markdown, {}).filter(({ type }) => type === "td_open").length;
          assert.deepEqual([inlines.filter((inline) => inline === oneLine(shown(text))).length, cells], [8, 5]);
        },
      ),
      { numRuns: 600 },
    ));

  test("hostile names in records: the document has no link, no picture and no heading of theirs", () => {
    const records = hostileNames.map((name, index): ActivityRecord => ({
      id: String(index),
      createdDateTime: `2026-11-17T10:${String(index % 60).padStart(2, "0")}:00Z`,
      userPrincipalName: name,
      appId: name,
      appDisplayName: name,
      ipAddress: name,
      clientAppUsed: name,
      correlationId: String(index),
      status: { errorCode: index % 2 === 0 ? 0 : 90000 + index, failureReason: name },
      appliedConditionalAccessPolicies: [{ id: name, displayName: name, result: "reportOnlyFailure" }],
    }));
    const summary = summaryOf(reportById("signIns"), records);
    const markdown = summaryMarkdown(summary, "Sign-ins");
    assert.deepEqual(markupOf(markdown), []);
    assert.deepEqual(headingsOf(markdown), ["Sign-ins", ...summary.sections.flatMap(({ title }) => title ?? [])]);
  });
});
