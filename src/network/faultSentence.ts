import type { Fault, FaultKind } from "./fault.ts";

export interface FaultSentence {
  /** What happened, short enough for a status line, without a full stop. */
  readonly what: string;
  /** What the person can do. */
  readonly next: string;
}

const seconds = (ms = 0): string => (ms >= 120_000 ? `${Math.round(ms / 60_000)} minutes` : `${Math.round(ms / 1000)} seconds`);
const proxyOf = ({ via }: Fault): string => (via === undefined ? "The proxy" : `The proxy ${via}`);
const signInPage = "Open any page in a browser: a guest network may want a sign-in first.";
const allow = ({ host }: Fault): string => `Whoever runs the network, VPN or proxy can let ${host} through.`;

/** One place for what is said of the way to a host, be it Graph's or that of the sign-in. Nobody is blamed but whom the facts name. */
const sentences: Readonly<Record<FaultKind, (fault: Fault) => FaultSentence>> = {
  nameUnknown: (fault) => ({
    what: fault.via === undefined ? `The name ${fault.host} was not found` : `The name of the proxy ${fault.via} was not found`,
    next:
      fault.via === undefined
        ? "Check the network and the VPN; behind a proxy, the setting “http.proxy”."
        : "Check the setting “http.proxy”, and the VPN if the proxy is in your organisation's network.",
  }),
  disconnected: ({ host }) => ({ what: `There is no network to reach ${host}`, next: "Connect this machine to a network." }),
  refused: (fault) =>
    fault.via === undefined
      ? { what: `${fault.host} refused the connection`, next: "Check the VPN, the firewall and, behind a proxy, the setting “http.proxy”." }
      : { what: `${proxyOf(fault)} refused the connection`, next: "Check that the proxy runs, and the setting “http.proxy”." },
  unreachable: (fault) =>
    fault.via === undefined
      ? {
          what: `${fault.host} cannot be reached`,
          next: "Check the network, the VPN, the firewall and, behind a proxy, the setting “http.proxy”.",
        }
      : { what: `${proxyOf(fault)} cannot be reached`, next: "Check the VPN and the setting “http.proxy”." },
  cut: ({ host }) => ({
    what: `The connection to ${host} was cut`,
    next: "If it happens again and again, a VPN, proxy or firewall on the way ends it.",
  }),
  proxyFailed: (fault) => ({
    what: `${proxyOf(fault)} did not connect to ${fault.host}`,
    next: `Check the setting “http.proxy”. ${allow(fault)}`,
  }),
  proxySignIn: (fault) => ({
    what: `${proxyOf(fault)} asks for a sign-in (407)`,
    next: "Sign in to the proxy where VS Code asks for it, or name the account in the setting “http.proxy”.",
  }),
  certificateUntrusted: ({ host }) => ({
    what: `The certificate that was shown for ${host} is not trusted here`,
    next: "Nothing was sent. Where your organisation inspects TLS, install its root certificate in the operating system, keep “http.systemCertificates” on and reload the window; anywhere else use another network.",
  }),
  certificateOutdated: ({ host }) => ({
    what: `The certificate that was shown for ${host} is not valid today`,
    next: "Nothing was sent. Check this machine's clock; if it is right, the certificate of a proxy or of the host has run out.",
  }),
  certificateOfAnother: ({ host }) => ({
    what: `The certificate that was shown for ${host} belongs to another host`,
    next: `Nothing was sent. ${signInPage} Else a proxy or a DNS on the way answers in the name of ${host}.`,
  }),
  notSecured: ({ host }) => ({
    what: `No secure connection to ${host} came about`,
    next: "Something on the way does not speak TLS as it should. Check the proxy, the VPN and the setting “http.proxy”.",
  }),
  redirected: ({ host }) => ({ what: `Something between here and ${host} answered with a redirect`, next: signInPage }),
  webPage: (fault) => ({
    what: `Something between here and ${fault.host} answered with a web page`,
    next: `${signInPage} ${allow(fault)}`,
  }),
  gateway: (fault) => ({
    what: `Something between here and ${fault.host} answered${fault.status === undefined ? "" : ` with ${fault.status}`}`,
    next: `It was not Entra. ${allow(fault)}`,
  }),
  silent: ({ host, afterMs }) => ({
    what: `${host} did not answer in ${seconds(afterMs)}`,
    next: "A shorter range or a narrower condition may be answered sooner.",
  }),
  stalled: ({ host, afterMs }) => ({
    what: `The answer of ${host} stopped in the middle: nothing came for ${seconds(afterMs)}`,
    next: "If it happens again and again, a VPN or proxy on the way may hold it up.",
  }),
  unknown: ({ host, causes }) => ({
    what: `${host} could not be reached${causes?.length ? ` (${causes.at(-1)})` : ""}`,
    next: "Check the network, the VPN and the proxy.",
  }),
};

/** What to say of a fault. */
export const faultSentence = (fault: Fault): FaultSentence => sentences[fault.kind](fault);
