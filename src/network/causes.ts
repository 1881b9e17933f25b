/** One error of a chain of causes, as far as it may be told: no message, no address. */
export interface Cause {
  readonly code: string | undefined;
  /** For the classification only; it may quote an address. */
  readonly message: string;
  /** `Error ECONNREFUSED` */
  readonly label: string;
  /** The host that the system call was for. */
  readonly at: { readonly name?: string; readonly port?: number } | undefined;
}

const mostCauses = 8;
const isWord = (text: unknown): text is string => typeof text === "string" && /^[\w:.-]{1,80}$/.test(text);

/** An error and what is behind it, outermost first; of several that happened together the first counts. */
export function causesOf(error: unknown): readonly Cause[] {
  const causes: Cause[] = [];
  const seen = new Set<unknown>();
  for (let next = error; typeof next === "object" && next !== null && !seen.has(next) && causes.length < mostCauses;) {
    seen.add(next);
    const { name, code, message, hostname, address, port, cause, errors } = next as Record<string, unknown>;
    // Chromium's come as a message: `net::ERR_CONNECTION_REFUSED`.
    const found = isWord(code) ? code : /net::(ERR_\w+)/.exec(typeof message === "string" ? message : "")?.[1];
    const known = found?.replace(/^net::/, "");
    const place = isWord(hostname) ? hostname : isWord(address) ? address : undefined;
    causes.push({
      code: known,
      message: typeof message === "string" ? message.slice(0, 500) : "",
      label: [isWord(name) ? name : "Error", known].filter((part) => part !== undefined).join(" "),
      at:
        place === undefined && typeof port !== "number"
          ? undefined
          : { ...(place !== undefined && { name: place }), ...(typeof port === "number" && { port }) },
    });
    next = cause ?? (Array.isArray(errors) ? (errors as unknown[])[0] : undefined);
  }
  return causes;
}
