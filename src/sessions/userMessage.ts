import * as graph from "../sources/graph/index.ts";
import { faultOf, faultSentence } from "../network/index.ts";
import type { BannerAction } from "../protocol/grid.ts";
import type { Report } from "../reports/report.ts";
import { RemoteError } from "../rpc.ts";
import { PageNotKept } from "./pageNotKept.ts";
import { RowsLost } from "./rowsLost.ts";

export interface UserMessage {
  /** What happened, to what, and what the person can do. */
  readonly message: string;
  readonly actions: readonly BannerAction[];
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const said = (error: graph.GraphError): string => (error.facts.serviceMessage ? ` It said: “${error.facts.serviceMessage}”` : "");

/** A token says what was granted when it was made. */
const ifJustGranted = "A token lives up to an hour and does not know of what was granted since: if that was just now, use a fresh one.";

/** Entra's refusal or failure, as a sentence with a next step. The rows that came stay: no sentence here says otherwise. */
export function userMessage(error: unknown, report: Pick<Report, "title" | "permissions" | "roles">): UserMessage {
  const { title, permissions, roles } = report;
  const retry: readonly BannerAction[] = ["retry"];
  const refused: readonly BannerAction[] = ["checkAccess", "retry"];
  const granted: readonly BannerAction[] = ["freshToken", "checkAccess", "retry"];
  const fault = faultOf(error);
  if (fault) {
    const { what, next } = faultSentence(fault);
    return { message: `${what}. ${next} Retry goes on from the last page of ${title}.`, actions: ["retry", "showLog"] };
  }
  if (error instanceof graph.Throttled)
    return {
      message: `Entra keeps limiting requests for ${title}: for minutes it answered nothing else. Others may use the same app. Retry goes on from the last page.`,
      actions: retry,
    };
  if (error instanceof graph.TokenRefused)
    return {
      message: `Entra refused the sign-in of this connection${error.claims ? " and asks for another one" : ""}. Sign in again, then retry.`,
      actions: ["signIn", "retry"],
    };
  if (error instanceof graph.LicenceMissing)
    return {
      message: `${title} need a Microsoft Entra ID P1 or P2 licence in this tenant. If it has one, retry: the service is known to say so by mistake.`,
      actions: refused,
    };
  if (error instanceof graph.LicenceCheckRefused)
    return {
      message: `Entra could not check the tenant's licence with the permissions of this connection. Grant Directory.Read.All as well, then retry. ${ifJustGranted}`,
      actions: granted,
    };
  if (error instanceof graph.RoleMissing)
    return {
      message: `Your account has no directory role that may read ${title}. One of these is enough: ${roles.join(", ")}. ${ifJustGranted}`,
      actions: granted,
    };
  if (error instanceof graph.ScopeMissing)
    return {
      message: `The app of this connection lacks a permission to read ${title}: ${permissions[0] ?? ""}. An administrator can consent to it. ${ifJustGranted}`,
      actions: granted,
    };
  if (error instanceof graph.Forbidden)
    return { message: `Entra refused access to ${title}.${said(error)} ${ifJustGranted}`, actions: granted };
  if (error instanceof graph.FilterRefused)
    return {
      message: `Entra refused the filter of this query on ${title}.${said(error)} Change the condition in the query line and run again.`,
      actions: ["run"],
    };
  if (error instanceof graph.OptionRefused)
    return { message: `Entra does not allow “${error.option}” on ${title}.${said(error)}`, actions: retry };
  if (error instanceof graph.TooOld)
    return {
      message: `Entra keeps ${title} only from ${day(error.minimum)} on. Choose a later start in the query line and run again.`,
      actions: ["run"],
    };
  if (error instanceof graph.SkipTokenDead)
    return { message: `Entra lost its place between two pages of ${title}. Retry goes on from the last record that came.`, actions: retry };
  if (error instanceof graph.NotFound) return { message: `Entra does not have this record of ${title} (any more).`, actions: retry };
  if (error instanceof graph.ReportMissing) return { message: `This cloud does not offer ${title} through Graph.`, actions: [] };
  if (error instanceof graph.ServiceFailing)
    return {
      message: `Entra could not answer for ${title}${error.facts.status ? ` (${error.facts.status})` : ""}, several times in a row.${said(error)} Retry goes on from the last page.`,
      actions: retry,
    };
  if (error instanceof graph.MalformedAnswer)
    return {
      message: `Entra's answer for ${title} broke off or was no page of records, several times in a row. Retry goes on from the last page.`,
      actions: retry,
    };
  if (error instanceof graph.Offline)
    return {
      message: `Graph could not be reached. Check the network or proxy; retry goes on from the last page of ${title}.`,
      actions: retry,
    };
  if (error instanceof graph.ForeignLink)
    return { message: `A page of ${title} pointed to another host (${error.host}). It was not followed.`, actions: retry };
  if (error instanceof graph.GraphError) return { message: `Entra refused the request for ${title}.${said(error)}`, actions: retry };
  if (error instanceof PageNotKept)
    return {
      message: `A page of ${title} came and could not be kept here: ${error.message}. Retry tries the same page again.`,
      actions: retry,
    };
  if (error instanceof RowsLost) return { message: `${error.message} Run the query again.`, actions: ["run"] };
  if (error instanceof RemoteError)
    return { message: `The result store stopped: ${error.message}. Run the query again.`, actions: ["run"] };
  return { message: `${title} could not be read: ${error instanceof Error ? error.message : String(error)}`, actions: retry };
}
