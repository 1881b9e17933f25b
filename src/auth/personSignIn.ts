import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { AuthenticationResult, DeviceCodeRequest, PublicClientApplication } from "@azure/msal-node";
import { SignInError } from "./errors.ts";
import type { Surroundings } from "./surroundings.ts";
import { redirectPage, type WayId } from "./ways.ts";

export interface PersonRequest {
  readonly authority: string;
  readonly scopes: string[];
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

const closePage = "<!doctype html><meta charset=utf-8><title>Tenant Activity</title><body style='font:16px system-ui;margin:4em'>";
const successTemplate = `${closePage}<h1>Signed in</h1><p>You can close this page and go back to VS Code.`;
const errorTemplate = `${closePage}<h1>Not signed in</h1><p>VS Code says what went wrong. You can close this page.`;

async function open({ openBrowser }: Surroundings, url: string): Promise<void> {
  if (!(await openBrowser(url))) throw new SignInError("browserRefused");
}

const browser: PersonSignIn = async (app, request, surroundings, signal) => {
  let refuse = (): void => undefined;
  try {
    return await app.acquireTokenInteractive({
      ...request,
      successTemplate,
      errorTemplate,
      openBrowser: async (url) => {
        signal.throwIfAborted();
        const { searchParams } = new URL(url);
        const [redirect, state] = [searchParams.get("redirect_uri") ?? "", searchParams.get("state") ?? ""];
        // msal waits for ever when the page never comes back. Its own way out is an answer of the person's refusal.
        refuse = () => postForm(redirect, { error: "user_cancelled", state });
        signal.addEventListener("abort", refuse);
        await open(surroundings, url);
      },
    });
  } finally {
    signal.removeEventListener("abort", refuse);
  }
};

/** Not by `fetch`, which VS Code may send through a proxy. */
function postForm(url: string, fields: Readonly<Record<string, string>>): void {
  const { port, pathname } = new URL(url);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  httpRequest({ host: "127.0.0.1", port, path: pathname, method: "POST", headers }, (answer) => answer.resume())
    .on("error", () => undefined) // it has ended by itself
    .end(new URLSearchParams(fields).toString());
}

const uriHandler: PersonSignIn = async (app, request, surroundings, signal) => {
  const nonce = randomBytes(16).toString("base64url");
  const verifier = randomBytes(32).toString("base64url");
  const callback = new URL(await surroundings.callbackUri());
  callback.searchParams.set("nonce", nonce);
  const url = await app.getAuthCodeUrl({
    ...request,
    redirectUri: redirectPage,
    codeChallenge: createHash("sha256").update(verifier).digest("base64url"),
    codeChallengeMethod: "S256",
    state: callback.href,
  });
  const answer = surroundings.waitForCallback(nonce, signal);
  answer.catch(() => undefined); // looked at below, unless the browser is refused first
  await open(surroundings, url);
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

const deviceCode: PersonSignIn = (app, { authority, scopes, claims }, surroundings, signal) => {
  const request: DeviceCodeRequest = {
    authority,
    scopes,
    ...(claims === undefined ? {} : { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => {
      // msal hands on a refusal as a code without content.
      if (!userCode || !URL.canParse(verificationUri)) throw new Error("The login host gave no device code");
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
