import { faultOf, faultSentence } from "../network/index.ts";
import type { Trouble } from "../run/index.ts";
import { sourceErrorOf } from "../sources/errors.ts";
import { shortSentence } from "../sources/errorSentence.ts";
import type { UserMessage } from "./userMessage.ts";

/** What went wrong with a request that is tried again, short enough for a status line, without a full stop. */
export function troubleText(error: unknown): string {
  const fault = faultOf(error);
  if (fault) return faultSentence(fault).what;
  const known = sourceErrorOf(error);
  return known ? shortSentence(known) : "The last request failed";
}

/** After this it stands over the rows; until then it is likely to pass. */
const worthABannerMs = 15_000;

/** What is said over the rows while a request is tried again and again, the run going on; undefined: not yet. */
export function troubleMessage({ error, since, retryAt }: Trouble, now: number): UserMessage | undefined {
  if (Math.max(now, retryAt) - since < worthABannerMs) return undefined;
  const fault = faultOf(error);
  const next = fault && faultSentence(fault).next;
  return {
    message: `${troubleText(error)}. ${next === undefined ? "" : `${next} `}It is asked again by itself, and the rows stay.`,
    actions: ["showLog"],
  };
}

/** For the log: names, codes and hosts; nothing of a record, a filter or a token. */
export function logText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { kind, host, via, status, causes = [] } = faultOf(error) ?? {};
  const facts = [kind, host, via && `via ${via}`, status, causes.join(" < ")].filter((fact) => fact !== undefined && fact !== "");
  return `${error.name}: ${error.message}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}
