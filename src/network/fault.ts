import { causesOf } from "./causes.ts";

/** What came between a request and its answer. A kind for everything that a person acts on differently. */
export const faultKinds = [
  "nameUnknown",
  "disconnected",
  "refused",
  "unreachable",
  "cut",
  "proxyFailed",
  "proxySignIn",
  "certificateUntrusted",
  "certificateOutdated",
  "certificateOfAnother",
  "notSecured",
  "redirected",
  "webPage",
  "gateway",
  "silent",
  "stalled",
  "unknown",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What is known of a fault; no address beyond the host, no content, no token. */
export interface Fault {
  readonly kind: FaultKind;
  /** Name, and port where it is not the usual one, of the host that was asked. */
  readonly host: string;
  /** Another host that was found on the way: a proxy. */
  readonly via?: string;
  /** Of an answer that somebody else than the host gave. */
  readonly status?: number;
  /** How long nothing came. */
  readonly afterMs?: number;
  /** Names and codes of the errors behind it, outermost first: `TypeError`, `Error ECONNREFUSED`. */
  readonly causes?: readonly string[];
}

/** Codes of Node, undici, OpenSSL and Chromium (without its `net::`). The first that is listed here, from the outermost cause inwards, counts. */
const kindByCode: Readonly<Record<string, FaultKind>> = {
  ENOTFOUND: "nameUnknown",
  EAI_AGAIN: "nameUnknown",
  EAI_NODATA: "nameUnknown",
  EAI_NONAME: "nameUnknown",
  EAI_FAIL: "nameUnknown",
  ENODATA: "nameUnknown",
  ESERVFAIL: "nameUnknown",
  ERR_NAME_NOT_RESOLVED: "nameUnknown",
  ERR_NAME_RESOLUTION_FAILED: "nameUnknown",
  ERR_DNS_TIMED_OUT: "nameUnknown",
  ERR_DNS_SERVER_FAILED: "nameUnknown",
  ENETUNREACH: "disconnected",
  ENETDOWN: "disconnected",
  EADDRNOTAVAIL: "disconnected",
  ERR_INTERNET_DISCONNECTED: "disconnected",
  ERR_NETWORK_IO_SUSPENDED: "disconnected",
  ERR_NETWORK_CHANGED: "cut",
  ECONNREFUSED: "refused",
  ERR_CONNECTION_REFUSED: "refused",
  EACCES: "refused",
  EPERM: "refused",
  ERR_NETWORK_ACCESS_DENIED: "refused",
  ERR_BLOCKED_BY_ADMINISTRATOR: "refused",
  ETIMEDOUT: "unreachable",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  UND_ERR_CONNECT_TIMEOUT: "unreachable",
  ERR_ADDRESS_UNREACHABLE: "unreachable",
  ERR_CONNECTION_TIMED_OUT: "unreachable",
  ERR_CONNECTION_FAILED: "unreachable",
  ERR_TIMED_OUT: "unreachable",
  ECONNRESET: "cut",
  ECONNABORTED: "cut",
  EPIPE: "cut",
  UND_ERR_SOCKET: "cut",
  UND_ERR_CLOSED: "cut",
  UND_ERR_DESTROYED: "cut",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "cut",
  UND_ERR_RESPONSE: "cut",
  HPE_INVALID_EOF_STATE: "cut",
  ERR_CONNECTION_RESET: "cut",
  ERR_CONNECTION_CLOSED: "cut",
  ERR_CONNECTION_ABORTED: "cut",
  ERR_EMPTY_RESPONSE: "cut",
  ERR_CONTENT_LENGTH_MISMATCH: "cut",
  ERR_INCOMPLETE_CHUNKED_ENCODING: "cut",
  ERR_HTTP2_PROTOCOL_ERROR: "cut",
  ERR_STREAM_PREMATURE_CLOSE: "cut",
  UND_ERR_HEADERS_TIMEOUT: "silent",
  UND_ERR_BODY_TIMEOUT: "stalled",
  UND_ERR_PRX_TLS: "proxyFailed",
  ERR_PROXY_CONNECTION_FAILED: "proxyFailed",
  ERR_TUNNEL_CONNECTION_FAILED: "proxyFailed",
  ERR_PROXY_CERTIFICATE_INVALID: "proxyFailed",
  ERR_SOCKS_CONNECTION_FAILED: "proxyFailed",
  ERR_SOCKS_CONNECTION_HOST_UNREACHABLE: "proxyFailed",
  ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: "proxyFailed",
  ERR_NO_SUPPORTED_PROXIES: "proxyFailed",
  ERR_PAC_SCRIPT_FAILED: "proxyFailed",
  ERR_PROXY_AUTH_REQUESTED: "proxySignIn",
  ERR_PROXY_AUTH_UNSUPPORTED: "proxySignIn",
  ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION: "proxySignIn",
  SELF_SIGNED_CERT_IN_CHAIN: "certificateUntrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificateUntrusted",
  UNABLE_TO_GET_ISSUER_CERT: "certificateUntrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificateUntrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificateUntrusted",
  CERT_UNTRUSTED: "certificateUntrusted",
  CERT_REJECTED: "certificateUntrusted",
  CERT_REVOKED: "certificateUntrusted",
  CERT_CHAIN_TOO_LONG: "certificateUntrusted",
  CERT_SIGNATURE_FAILURE: "certificateUntrusted",
  INVALID_CA: "certificateUntrusted",
  INVALID_PURPOSE: "certificateUntrusted",
  PATH_LENGTH_EXCEEDED: "certificateUntrusted",
  ERR_CERT_AUTHORITY_INVALID: "certificateUntrusted",
  ERR_CERT_INVALID: "certificateUntrusted",
  ERR_CERT_REVOKED: "certificateUntrusted",
  ERR_CERT_WEAK_SIGNATURE_ALGORITHM: "certificateUntrusted",
  ERR_CERTIFICATE_TRANSPARENCY_REQUIRED: "certificateUntrusted",
  CERT_HAS_EXPIRED: "certificateOutdated",
  CERT_NOT_YET_VALID: "certificateOutdated",
  ERR_CERT_DATE_INVALID: "certificateOutdated",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificateOfAnother",
  HOSTNAME_MISMATCH: "certificateOfAnother",
  ERR_CERT_COMMON_NAME_INVALID: "certificateOfAnother",
  EPROTO: "notSecured",
  ERR_SSL_WRONG_VERSION_NUMBER: "notSecured",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "notSecured",
  ERR_SSL_PROTOCOL_ERROR: "notSecured",
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: "notSecured",
  ERR_TOO_MANY_REDIRECTS: "redirected",
};

/** What has no code of its own, by the words of undici and of VS Code's proxy support. */
const kindByWords: readonly (readonly [words: RegExp, kind: FaultKind])[] = [
  [/unexpected redirect/i, "redirected"],
  [/proxy.*\b407\b|\b407\b.*proxy|proxy authentication required/i, "proxySignIn"],
  [/proxy response|tunneling socket|failed to establish a (?:socket|proxy)|proxy connection/i, "proxyFailed"],
  [/self[- ]signed certificate/i, "certificateUntrusted"],
  [/terminated|other side closed|socket hang up|premature close/i, "cut"],
];

/** Families of codes that are too large to list. */
const kindByFamily: readonly (readonly [code: RegExp, kind: FaultKind])[] = [
  [/^(?:ERR_)?CERT(?:IFICATE)?_/, "certificateUntrusted"],
  [/^UNABLE_TO_/, "certificateUntrusted"],
  [/^ERR_PROXY_|^ERR_SOCKS_|^UND_ERR_PRX/, "proxyFailed"],
  [/^ERR_(?:SSL|TLS)_/, "notSecured"],
];

const usualPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** What kept a request to `url` from an answer, by the error that it failed with. */
export function faultBehind(error: unknown, url: string): Fault {
  const { host, hostname, port, protocol } = new URL(url);
  const causes = causesOf(error);
  const via = causes.map(({ at }) => at).find((at) => at !== undefined);
  const asked = Number(port || usualPorts[protocol]);
  // A name or a port that is not the one that was asked can only be a proxy's.
  const isOther =
    via !== undefined &&
    (via.port === undefined ? via.name !== undefined && via.name !== hostname.replace(/^\[|\]$/g, "") : via.port !== asked);
  const kind = kindOf(causes);
  return {
    kind,
    host,
    ...(isOther && { via: [via.name, via.port].filter((part) => part !== undefined).join(":") }),
    causes: causes.map(({ label }) => label),
  };
}

function kindOf(causes: ReturnType<typeof causesOf>): FaultKind {
  // What the words say of a proxy counts before the code of the connection that broke for it.
  for (const { message } of causes) for (const [words, kind] of kindByWords.slice(0, 3)) if (words.test(message)) return kind;
  for (const { code } of causes) if (code !== undefined && Object.hasOwn(kindByCode, code)) return kindByCode[code] as FaultKind;
  for (const { code } of causes) for (const [family, kind] of kindByFamily) if (code !== undefined && family.test(code)) return kind;
  for (const { message } of causes) for (const [words, kind] of kindByWords) if (words.test(message)) return kind;
  return "unknown";
}

/** The fault that an error carries among its facts, whichever bundle it comes from. */
export function faultOf(error: unknown): Fault | undefined {
  const { facts } = (typeof error === "object" && error !== null ? error : {}) as { facts?: { fault?: Fault } };
  return facts?.fault;
}

/** Asking again gives the same until somebody changes something. */
export const isLasting = ({ kind }: Fault): boolean => kind.startsWith("certificate");

/** It says nothing of what was asked for. A silence, a stall and a 5xx that somebody on the way gives may well come of a request that is too much. */
export const isBetween = ({ kind, status = 0 }: Fault): boolean => kind !== "silent" && kind !== "stalled" && status < 500;
