import { setImmediate } from "node:timers/promises";
import { createDemoTenant } from "../../src/demo/index.ts";

/** Pages of a thousand sign-ins that are asked for by `ROWS=1000000`, or `BENCH_PAGES=1000`. */
export const pagesAsked = (usual: number): number =>
  process.env.ROWS ? Math.ceil(Number(process.env.ROWS) / 1000) : Number(process.env.BENCH_PAGES ?? usual);

/** Sign-ins come from the demo tenant for so many pages; after these the same come again as others. */
const ownPages = 50;

/**
 * Pages of a thousand sign-ins of the demo tenant as they come over the wire, newest first.
 *
 * The demo tenant has no million, and takes a minute for as many. So its pages are repeated: each time with other identifiers of events, sessions
 * and tokens, and at earlier times, byte for byte as long as before. What always differs in life always differs here, for dictionaries and for the
 * compression; people, apps and addresses stay who they are.
 */
export async function* manySignIns(pages: number, now: Date): AsyncGenerator<ArrayBuffer> {
  own ??= await firstPages(now);
  const spanMs = Math.max(...own.map(({ newestMs }) => newestMs)) - Math.min(...own.map(({ oldestMs }) => oldestMs));
  for (let time = 0; ; time++)
    for (const page of own) {
      if (pages-- <= 0) return;
      await setImmediate(); // as a message: what the store has left for a quiet moment gets one
      yield page.again(time, time * spanMs);
    }
}

let own: readonly Repeated[] | undefined;

async function firstPages(now: Date): Promise<Repeated[]> {
  const pages: Repeated[] = [];
  for await (const body of demoPages(now)) if (pages.push(new Repeated(body)) === ownPages) break;
  return pages;
}

async function* demoPages(now: Date): AsyncGenerator<ArrayBuffer> {
  let waitedMs = 0;
  const clock = { now: () => (waitedMs += 10_000), sleep: () => Promise.resolve() };
  const tenant = createDemoTenant({ now, factor: 4, clock });
  for (let url: string | undefined = "https://graph.microsoft.com/beta/auditLogs/signIns?$top=1000"; url;) {
    const response = await tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${tenant.token}` } }));
    const body = await response.arrayBuffer();
    url = (JSON.parse(Buffer.from(body).toString()) as { "@odata.nextLink"?: string })["@odata.nextLink"];
    yield body;
  }
}

const identifier = /"(?:originalRequestId|correlationId|sessionId|clientSessionId)":"|[[,]\{"id":"(?=[^"]*","createdDateTime")/g;
const token = /"uniqueTokenIdentifier":"/g;
const instant = /"(?:createdDateTime|authenticationStepDateTime)":"/g;
const hexDigits = Buffer.from("0123456789abcdef");
const tokenCharacters = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

/** A page and the places of what is to be different. */
class Repeated {
  readonly #body: ArrayBuffer;
  readonly #identifiers: number[];
  readonly #tokens: number[];
  readonly #instants: readonly { readonly start: number; readonly ms: number }[];

  constructor(body: ArrayBuffer) {
    this.#body = body;
    // A character for each byte, so that places in the text are places in the page.
    const text = Buffer.from(body).toString("latin1");
    const starts = (pattern: RegExp) => Array.from(text.matchAll(pattern), ({ 0: found, index }) => index + found.length);
    this.#identifiers = starts(identifier);
    this.#tokens = starts(token);
    this.#instants = starts(instant).map((start) => ({ start, ms: Date.parse(`${text.slice(start, start + 19)}Z`) }));
  }

  get newestMs(): number {
    return Math.max(...this.#instants.map(({ ms }) => ms));
  }

  get oldestMs(): number {
    return Math.min(...this.#instants.map(({ ms }) => ms));
  }

  /** `time`: how many times it has come before. Equal identifiers stay equal. */
  again(time: number, earlierMs: number): ArrayBuffer {
    const body = this.#body.slice(0);
    if (time === 0) return body;
    const bytes = Buffer.from(body);
    const write = (start: number, length: number, characters: Buffer, isKept: (code: number, place: number) => boolean) => {
      let state = time * 0x9e3779b1;
      for (let place = 0; place < length; place++) state = Math.imul(state ^ (bytes[start + place] ?? 0), 0x01000193);
      for (let place = 0; place < length; place++) {
        state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + place;
        if (!isKept(bytes[start + place] ?? 0, place)) bytes[start + place] = characters[(state >>> 20) % characters.length] ?? 0;
      }
    };
    // The digits of a GUID that tell its kind.
    for (const start of this.#identifiers) write(start, 36, hexDigits, (code, place) => code === 0x2d || place === 14 || place === 19);
    for (const start of this.#tokens) write(start, 22, tokenCharacters, () => false);
    for (const { start, ms } of this.#instants) bytes.write(new Date(ms - earlierMs).toISOString().slice(0, 19), start);
    return body;
  }
}
