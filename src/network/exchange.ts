/** An answer that was read to its end. */
export interface Exchanged {
  readonly response: Response;
  readonly body: ArrayBuffer;
}

export interface ExchangeLimits {
  /** Until the first byte of the body, in ms: the service may think. */
  readonly answerWithinMs: number;
  /** Between two bytes after that: a body that has begun comes or breaks off. 30 s, or as long as the first may take. */
  readonly bytesWithinMs?: number;
}

const usualBytesWithinMs = 30_000;

/** Nothing came for so long. */
export class Silence extends Error {
  override readonly name = "Silence";
  readonly afterMs: number;
  /** The body had begun. */
  readonly isInBody: boolean;
  constructor(afterMs: number, isInBody: boolean) {
    super(`Nothing came for ${afterMs} ms`);
    this.afterMs = afterMs;
    this.isInBody = isInBody;
  }
}

/**
 * What is under way. A request's signal reaches its body only through the request itself, which `fetch` does not hold:
 * once it was garbage, neither an abort nor a limit would end the body any more.
 */
const underWay = new Set<unknown>();

/**
 * Sends and reads the whole answer. `send` gets a signal that ends it; what `send` closes over is held until the body has been read.
 * Rejects with the reason of `signal`, with a Silence, or with what the connection failed with, all of them at once: nothing here waits
 * for `fetch` to notice.
 */
export async function exchange(
  send: (signal: AbortSignal) => Promise<Response>,
  { answerWithinMs, bytesWithinMs = Math.min(usualBytesWithinMs, answerWithinMs) }: ExchangeLimits,
  signal?: AbortSignal,
): Promise<Exchanged> {
  signal?.throwIfAborted();
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let end: (reason: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      reject(reason as Error);
      ending.abort(reason);
      reader?.cancel(reason).catch(() => undefined);
    };
  });
  ended.catch(() => undefined); // nobody may be waiting any more
  const quietFor = (ms: number, isInBody: boolean): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      end(new Silence(ms, isInBody));
    }, ms);
  };
  const onAbort = (): void => {
    end(signal?.reason);
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  underWay.add(send);
  try {
    quietFor(answerWithinMs, false);
    const answer = send(ending.signal);
    // One that comes after all is not left open.
    void answer.then(({ body }) => (ending.signal.aborted ? body?.cancel() : undefined)).catch(() => undefined);
    const response = await Promise.race([answer, ended]);
    const parts: Uint8Array[] = [];
    reader = response.body?.getReader();
    for (; reader;) {
      const { done, value } = await Promise.race([reader.read(), ended]);
      if (done) break;
      parts.push(value);
      quietFor(bytesWithinMs, true);
    }
    return { response, body: joined(parts) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    underWay.delete(send);
  }
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole.buffer;
}
