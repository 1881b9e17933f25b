import { faultOf, faultSentence } from "../network/index.ts";
import type { BannerAction } from "../protocol/grid.ts";
import { RemoteError } from "../rpc.ts";
import { sourceErrorOf, type SourceErrorKind } from "../sources/errors.ts";
import { errorSentence, type ErrorSubject } from "../sources/errorSentence.ts";
import { PageNotKept } from "./pageNotKept.ts";
import { RowsLost } from "./rowsLost.ts";

export interface UserMessage {
  /** What happened, to what, and what the person can do. */
  readonly message: string;
  readonly actions: readonly BannerAction[];
}

const retry: readonly BannerAction[] = ["retry"];
const refused: readonly BannerAction[] = ["checkAccess", "retry"];
const granted: readonly BannerAction[] = ["freshToken", "checkAccess", "retry"];

/** What helps against each kind. */
const actions: Record<SourceErrorKind, readonly BannerAction[]> = {
  throttled: retry,
  tokenRefused: ["signIn", "retry"],
  licenceMissing: refused,
  licenceCheckRefused: granted,
  roleMissing: granted,
  scopeMissing: granted,
  forbidden: granted,
  filterRefused: ["run"],
  optionRefused: retry,
  tooOld: ["run"],
  skipTokenDead: retry,
  notFound: retry,
  reportMissing: [],
  requestRefused: retry,
  serviceFailing: retry,
  timedOut: retry,
  malformedAnswer: retry,
  fruitless: retry,
  intercepted: retry,
  offline: retry,
  foreignLink: retry,
};

/** Entra's refusal or failure, as a sentence with a next step. The rows that came stay: no sentence here says otherwise. */
export function userMessage(error: unknown, report: ErrorSubject): UserMessage {
  const { title } = report;
  const fault = faultOf(error);
  if (fault) {
    const { what, next } = faultSentence(fault);
    return { message: `${what}. ${next} Retry goes on from the last page of ${title}.`, actions: ["retry", "showLog"] };
  }
  const known = sourceErrorOf(error);
  if (known) return { message: errorSentence(known, report), actions: actions[known.kind] };
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
