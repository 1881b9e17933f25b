import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { AuthenticationResult, DeviceCodeRequest, PublicClientApplication } from "@azure/msal-node";
import { readAddress } from "../address.ts";
import { SignInError } from "./errors.ts";
import type { Surroundings } from "./surroundings.ts";
import { canComeBack, redirectPage, type WayId } from "./ways.ts";

export interface PersonRequest {
  readonly authority: string;
  readonly scopes: string[];
  /** Scheme and host of the sign-in page. */
  readonly login: string;
  readonly claims?: string;
  /** Who signed in last time. */
  readonly loginHint?: string;
  readonly prompt?: "select_account";
}

type PersonSignIn = (
  app: PublicClientApplication,
  request: PersonRequest,
  surroundings: Surroundings,
  signal: AbortSignal,
) => Promise<AuthenticationResult | null>;

const closeStyle = "body{font:16px system-ui;margin:4em}";
const closePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(closeStyle).digest("base64")}'; base-uri 'none'; form-action 'none'`;
const closePage = (title: string, text: string): string =>
  `<!doctype html><meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="${closePolicy}"><title>Tenant Activity</title><style>${closeStyle}</style><h1>${title}</h1><p>${text}`;
/** What the browser shows at the end, from the loopback address. */
export const successTemplate = closePage("Signed in", "You can close this page and go back to VS Code.");
export const errorTemplate = closePage("Not signed in", "VS Code says what went wrong. You can close this page.");

/** Opens the sign-in page, which is on the login host of the cloud and nowhere else. */
async function open({ openBrowser }: Surroundings, { login }: PersonRequest, url: string): Promise<void> {
  if (readAddress(url)?.origin !== login) throw new Error("The sign-in page is on another host than the cloud's");
  if (!(await openBrowser(url))) throw new SignInError("browserRefused");
}

/** Where msal listens for the answer: this machine, by any port. */
function loopbackIn(redirect: string): URL {
  const url = readAddress(redirect);
  if (url?.protocol !== "http:" || !url.port) throw new Error("The sign-in listens nowhere on this machine");
  return url;
}

/** What msal is told of it. */
const asked = ({ login: _, ...request }: PersonRequest): Omit<PersonRequest, "login"> => request;

const browser: PersonSignIn = async (app, request, surroundings, signal) => {
  let refuse = (): void => undefined;
  try {
    return await app.acquireTokenInteractive({
      ...asked(request),
      successTemplate,
      errorTemplate,
      openBrowser: async (url) => {
        signal.throwIfAborted();
        const { searchParams } = new URL(url);
        const [redirect, state] = [loopbackIn(searchParams.get("redirect_uri") ?? ""), searchParams.get("state") ?? ""];
        // msal waits for ever when the page never comes back. Its own way out is an answer of the person's refusal.
        refuse = () => postForm(redirect, { error: "user_cancelled", state });
        signal.addEventListener("abort", refuse);
        await open(surroundings, request, url);
      },
    });
  } finally {
    signal.removeEventListener("abort", refuse);
  }
};

/** Not by `fetch`, which VS Code may send through a proxy. */
function postForm({ port, pathname }: URL, fields: Readonly<Record<string, string>>): void {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  httpRequest({ host: "127.0.0.1", port, path: pathname, method: "POST", headers }, (answer) => answer.resume())
    .on("error", () => undefined) // it has ended by itself
    .end(new URLSearchParams(fields).toString());
}

const uriHandler: PersonSignIn = async (app, request, surroundings, signal) => {
  const nonce = randomBytes(16).toString("base64url");
  const verifier = randomBytes(32).toString("base64url");
  const uri = await surroundings.callbackUri();
  if (!canComeBack(uri)) throw new SignInError("cannotComeBack");
  const callback = new URL(uri);
  callback.searchParams.set("nonce", nonce);
  const url = await app.getAuthCodeUrl({
    ...asked(request),
    redirectUri: redirectPage,
    codeChallenge: createHash("sha256").update(verifier).digest("base64url"),
    codeChallengeMethod: "S256",
    state: callback.href,
  });
  const answer = surroundings.waitForCallback(nonce, signal);
  answer.catch(() => undefined); // looked at below, unless the browser is refused first
  await open(surroundings, request, url);
  const parameters = await answer;
  const code = parameters.get("code");
  if (code === null) {
    throw Object.assign(new Error(parameters.get("error_description") ?? "The sign-in page gave no code"), {
      errorCode: parameters.get("error") ?? "",
      subError: parameters.get("error_subcode") ?? "",
    });
  }
  const { authority, scopes, claims } = request;
  return app.acquireTokenByCode({
    authority,
    scopes,
    code,
    codeVerifier: verifier,
    redirectUri: redirectPage,
    ...(claims === undefined ? {} : { claims }),
  });
};

const deviceCode: PersonSignIn = (app, { authority, scopes, claims, login }, surroundings, signal) => {
  const request: DeviceCodeRequest = {
    authority,
    scopes,
    ...(claims === undefined ? {} : { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => {
      // msal hands on a refusal as a code without content.
      const page = readAddress(verificationUri);
      // In plain http on this machine only if the login host is there itself.
      if (!userCode || !page || (page.protocol === "http:" && page.origin !== login)) throw new Error("The login host gave no device code");
      surroundings.showDeviceCode({ userCode, verificationUri, expiresAt: surroundings.now() + expiresIn * 1000 }, signal);
    },
  };
  // msal looks at this very object between two polls.
  signal.addEventListener("abort", () => (request.cancel = true), { once: true });
  return app.acquireTokenByDeviceCode(request);
};

/** The ways in which a person signs in through msal. */
export const personSignIns = { browser, uriHandler, deviceCode } as const satisfies Partial<Record<WayId, PersonSignIn>>;
export type PersonWay = keyof typeof personSignIns;
export const isPersonWay = (way: WayId): way is PersonWay => Object.hasOwn(personSignIns, way);
