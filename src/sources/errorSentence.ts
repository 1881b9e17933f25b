import type { Report } from "../reports/report.ts";
import type { SourceError, SourceErrorKind, SourceFacts } from "./errors.ts";

/** What an error is said of. */
export type ErrorSubject = Pick<Report, "title" | "graph">;

interface Said {
  /** What happened, to what, and what the person can do. */
  readonly sentence: (facts: SourceFacts, subject: ErrorSubject) => string;
  /** Short enough for a status line, without a full stop, while it is tried again; missing: it is not. */
  readonly short?: (facts: SourceFacts) => string;
}

const day = (date: Date | undefined): string => date?.toISOString().slice(0, 10) ?? "some day";
const said = ({ serviceMessage }: SourceFacts): string => (serviceMessage ? ` It said: “${serviceMessage}”` : "");
const statusOf = ({ status }: SourceFacts): string => (status ? ` (${status})` : "");

/** A token says what was granted when it was made. */
const ifJustGranted = "A token lives up to an hour and does not know of what was granted since: if that was just now, use a fresh one.";

const brokeOff: Said = {
  sentence: (_, { title }) =>
    `Entra's answer for ${title} broke off or was no page of records, several times in a row. Retry goes on from the last page.`,
  short: () => "Graph's answer broke off",
};
const failing: Said["sentence"] = (facts, { title }) =>
  `Entra could not answer for ${title}${statusOf(facts)}, several times in a row.${said(facts)} Retry goes on from the last page.`;

/** Of each kind. The rows that came stay: no sentence here says otherwise. */
const sentences: Record<SourceErrorKind, Said> = {
  throttled: {
    sentence: (_, { title }) =>
      `Entra keeps limiting requests for ${title}: for minutes it answered nothing else. Others may use the same app. Retry goes on from the last page.`,
  },
  tokenRefused: {
    sentence: ({ claims }) =>
      `Entra refused the sign-in of this connection${claims ? " and asks for another one" : ""}. Sign in again, then retry.`,
    short: () => "Graph asked for another token",
  },
  licenceMissing: {
    sentence: (_, { title }) =>
      `${title} need a Microsoft Entra ID P1 or P2 licence in this tenant. If it has one, retry: the service is known to say so by mistake.`,
    short: () => "Graph said that a licence is missing",
  },
  licenceCheckRefused: {
    sentence: () =>
      `Entra could not check the tenant's licence with the permissions of this connection. Grant Directory.Read.All as well, then retry. ${ifJustGranted}`,
  },
  roleMissing: {
    sentence: (_, { title, graph: { roles } }) =>
      `Your account has no directory role that may read ${title}. One of these is enough: ${roles.join(", ")}. ${ifJustGranted}`,
  },
  scopeMissing: {
    sentence: (_, { title, graph: { permissions } }) =>
      `The app of this connection lacks a permission to read ${title}: ${permissions[0] ?? ""}. An administrator can consent to it. ${ifJustGranted}`,
  },
  forbidden: { sentence: (facts, { title }) => `Entra refused access to ${title}.${said(facts)} ${ifJustGranted}` },
  filterRefused: {
    sentence: (facts, { title }) =>
      `Entra refused the filter of this query on ${title}.${said(facts)} Change the condition in the query line and run again.`,
  },
  optionRefused: {
    sentence: (facts, { title }) => `Entra does not allow “${facts.option ?? "an option"}” on ${title}.${said(facts)}`,
  },
  tooOld: {
    sentence: ({ minimum }, { title }) =>
      `Entra keeps ${title} only from ${day(minimum)} on. Choose a later start in the query line and run again.`,
  },
  skipTokenDead: {
    sentence: (_, { title }) => `Entra lost its place between two pages of ${title}. Retry goes on from the last record that came.`,
    short: () => "Graph lost its place between two pages",
  },
  notFound: { sentence: (_, { title }) => `Entra does not have this record of ${title} (any more).` },
  reportMissing: { sentence: (_, { title }) => `This cloud does not offer ${title} through Graph.` },
  requestRefused: { sentence: (facts, { title }) => `Entra refused the request for ${title}.${said(facts)}` },
  serviceFailing: { sentence: failing, short: ({ status }) => `Graph failed${status === undefined ? "" : ` (${status})`}` },
  timedOut: { sentence: failing, short: () => "Graph did not answer in time" },
  malformedAnswer: brokeOff,
  fruitless: brokeOff,
  intercepted: brokeOff,
  offline: {
    sentence: (_, { title }) => `Graph could not be reached. Check the network or proxy; retry goes on from the last page of ${title}.`,
    short: () => "Graph could not be reached",
  },
  foreignLink: {
    sentence: ({ host }, { title }) => `A page of ${title} pointed to another host (${host ?? "unknown"}). It was not followed.`,
  },
};

export const errorSentence = ({ kind, facts }: SourceError, subject: ErrorSubject): string => sentences[kind].sentence(facts, subject);

export const shortSentence = ({ kind, facts }: SourceError): string => sentences[kind].short?.(facts) ?? "The last request failed";
