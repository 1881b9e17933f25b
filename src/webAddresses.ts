import { readAddress } from "./address.ts";

/** Characters; longer ones are seen whole nowhere where one decides about them. */
export const longestAddress = 1_000;

// What stands before an address in a sentence. Not a colon: what begins `command:https://` is no web address.
const candidates = /(?<=^|[\s([<"'“‘])https:\/\/[^\s"<>“”]+/gi;
/** What an address may be written in: other letters can look like these. */
const plain = /^[\u0021-\u007e]+$/;
const neverWritten = /[\\^`{|}]/;

/** The sentence around an address ends with it: full stops, and brackets that were opened before it. */
function withoutSentence(text: string): string {
  let end = text.length;
  for (;;) {
    const last = text.charAt(end - 1);
    const opening = { ")": "(", "]": "[" }[last];
    const isOfSentence = opening === undefined ? /[.,;:!?'’]/.test(last) : !text.slice(0, end).includes(opening);
    if (!isOfSentence) return text.slice(0, end);
    end--;
  }
}

function isPlainAddress(text: string): boolean {
  if (text.length > longestAddress || !plain.test(text) || neverWritten.test(text)) return false;
  const url = readAddress(text);
  return url?.protocol === "https:" && !/(?:^|\.)xn--/.test(url.hostname);
}

/** A web address in a text; `to` exclusive. */
export interface WebAddress {
  readonly from: number;
  readonly to: number;
  readonly address: string;
}

/**
 * The web addresses in a text of the service that may be offered to be opened: https, of this alphabet, with the host as it is gone to, and nothing before or
 * behind them that would make them another one. What is in doubt is none: user names, hosts of other scripts (`xn--`), long ones, such as go on in the next line.
 */
export function webAddresses(text: string): readonly WebAddress[] {
  const found: WebAddress[] = [];
  for (const { 0: candidate, index: from } of text.matchAll(candidates)) {
    const address = withoutSentence(candidate);
    const to = from + address.length;
    const isBroken = address === candidate && /^[\r\n\u0085\u2028\u2029]+[./?#&=%:@-]/.test(text.slice(to, to + 9));
    if (!isBroken && isPlainAddress(address)) found.push({ from, to, address });
  }
  return found;
}
