/** A machine's own address: no one else can listen there, so it may do without TLS. */
export const isLoopback = ({ hostname }: Pick<URL, "hostname">): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

/** Scheme and authority as they are written, up to the path. */
const written = /^(https?):\/\/([^/?#\\\s]*)(?:[/?#]|$)/i;
const defaultPort: Readonly<Record<string, string>> = { https: ":443", http: ":80" };

/**
 * Reads an address that may be gone to with something secret, or be opened in a browser: https, or http on this machine; undefined for any other.
 * The authority must stand there as it is gone to. What the parser of URLs would have to mend first (backslashes, control characters, percent
 * signs, letters that only look like others, numbers for addresses, a final dot) and what hides the host (user names) is refused instead:
 * other programs mend it otherwise.
 */
export function readAddress(text: string): URL | undefined {
  // eslint-disable-next-line no-control-regex -- tabs and line ends inside an address are dropped by parsers without a word
  if (/[\u0000-\u001f\u007f]/.test(text) || /^[^?#]*\\/.test(text) || text.endsWith(" ") || !URL.canParse(text)) return undefined;
  const [, scheme = "", authority = ""] = written.exec(text) ?? [];
  const url = new URL(text);
  if (authority === "" || url.username || url.password || url.hostname.endsWith(".")) return undefined;
  const plain = authority.toLowerCase();
  const usual = defaultPort[scheme.toLowerCase()] ?? "";
  if (plain !== url.host && !(url.port === "" && plain === url.host + usual)) return undefined;
  return url.protocol === "https:" || isLoopback(url) ? url : undefined;
}
