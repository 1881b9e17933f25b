import type { HeatmapCell, Summary } from "../../../src/summary/summary.ts";

const condition = (text: string) => ({ kind: "condition", condition: text }) as const;
const ofOneValue = (text: string) => ({ ...condition(text), goesOn: true }) as const;
const outcome = (name: "success" | "failure" | "interrupt" | "other") => ({ kind: "outcome", outcome: name }) as const;
const hostile = "‮<img src=https://evil.example/x>[Free](https://evil.example)";

/** A summary as one of sign-ins looks, with all that a section can have. `grown`: there are more rows, and one that failed has become the most frequent. */
export function fakeSummary(rows: number, grown = false): Summary {
  const cell = (day: number, hour: number): HeatmapCell => {
    const events = day > 4 && hour < 7 ? 0 : Math.round((day > 4 ? 8 : 60) * Math.max(0.05, Math.sin(((hour - 5) / 15) * Math.PI)));
    const failures = day === 4 && hour === 23 ? events : Math.floor(events / 9);
    return { events, failures, ...(events > 0 && { rows: condition(`hour(createdDateTime) eq ${String(hour)} and isInteractive`) }) };
  };
  const reasons = [
    ["Wrong password (50126)", 50126, 412],
    ["Conditional Access (53003)", 53003, 112],
    ["MFA was not passed (500121)", 500121, 84],
  ] as const;
  return {
    title: "Sign-ins",
    basis: ["16–23 Nov, complete; the last 15 minutes are settling.", `Of ${rows.toLocaleString("en")} rows loaded.`],
    sections: [
      {
        id: "all",
        sentences: [
          [
            { text: `${rows.toLocaleString("en")} sign-ins`, rows: condition("createdDateTime ge 2026-11-16T16:00:00Z") },
            " by 500 people, 61 applications, 412 addresses in ",
            { text: "23 countries", rows: condition("location/countryOrRegion ne null") },
            ".",
          ],
        ],
        bars: [
          { label: "Success", share: 0.85, value: "85 %, 7,850", outcome: "success", rows: outcome("success") },
          { label: "Interrupted", share: 0.04, value: "4 %, 372", outcome: "interrupt", rows: outcome("interrupt") },
          { label: "Failure", share: 0.11, value: "11 %, 1,015", outcome: "failure", rows: outcome("failure") },
        ],
      },
      {
        id: "reasons",
        title: "Why they failed",
        sentences: [
          [
            { text: "1,015 sign-ins", rows: outcome("failure") },
            " failed: ",
            { text: "412", rows: condition("status/errorCode eq 50126") },
            " by a wrong password.",
          ],
        ],
        table: {
          columns: [{ label: "Reason" }, { label: "Sign-ins", isNumber: true }, { label: "People", isNumber: true }],
          rows: (grown ? reasons.toReversed() : reasons).map(([name, code, count]) => [
            name,
            { text: String(count), rows: ofOneValue(`status/errorCode eq ${String(code)}`) },
            String(Math.round(count / 3)),
          ]),
          more: 14,
        },
      },
      {
        id: "roles",
        title: "Roles given",
        sentences: [],
        table: {
          columns: [
            { label: "Last" },
            { label: "By" },
            { label: "To" },
            { label: "Role" },
            { label: "How" },
            { label: "Times", isNumber: true },
          ],
          rows: [
            [
              "17 Nov 08:04",
              "harry.smith2@contoso.com",
              hostile,
              "Helpdesk Administrator",
              "given",
              { text: "3", rows: ofOneValue("appDisplayName eq 'Roles'") },
            ],
            ["16 Nov 14:03", "louis.lefevre@contoso.com", "james.rodriguez2@contoso.com", "Exchange Administrator", "given", "1"],
          ],
          more: 0,
        },
      },
      {
        id: "apps",
        title: "Where to",
        sentences: [["The most sign-ins went to ", { text: hostile, rows: condition("appDisplayName eq 'Free'") }, "."]],
        bars: [
          { label: "Azure Portal", share: 0.5, value: "50 %, 4,600", rows: ofOneValue("appDisplayName eq 'Azure Portal'") },
          { label: `${hostile} with a name that is too long for its place`, share: 0.1, value: "10 %, 920" },
        ],
      },
      {
        id: "when",
        title: "When",
        sentences: [["Most on Thursdays."]],
        heatmap: {
          zone: "utc",
          cells: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_hour, hour) => cell(day, hour))),
        },
      },
      {
        id: "policies",
        title: "Report-only policies",
        sentences: [],
        notes: ["No sign-in names a policy that is in report-only mode: policies are read by the beta endpoint only."],
      },
    ],
  };
}
