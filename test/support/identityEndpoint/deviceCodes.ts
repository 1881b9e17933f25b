import { randomBytes } from "node:crypto";
import type { Registration, Tenant } from "./directory.ts";
import { EntraError } from "./entraError.ts";
import { codePage, donePage } from "./pages.ts";
import type { Proof, Proofs } from "./proofs.ts";
import { scopesIn } from "./scopes.ts";
import { opaque } from "./tokens.ts";

interface Device {
  readonly app: Registration;
  readonly tenant: Tenant | undefined;
  readonly scopes: readonly string[];
  readonly userCode: string;
  readonly until: number;
  readonly claims: string | null;
  outcome?: Proof | "declined" | "blocked";
}

/** Codes that a person types in on another device. */
export class DeviceCodes {
  readonly #proofs: Proofs;
  readonly #now: () => Date;
  readonly #interval: number;
  readonly #devices = new Map<string, Device>();

  /** `interval`: seconds from one question of the app to the next. */
  constructor(proofs: Proofs, now: () => Date, interval: number) {
    this.#proofs = proofs;
    this.#now = now;
    this.#interval = interval;
  }

  /** What the app is told. */
  begin(origin: string, tenant: Tenant | undefined, app: Registration, form: URLSearchParams): object {
    const code = opaque("D");
    const userCode = randomBytes(6).toString("hex").slice(0, 9).toUpperCase();
    const lifetime = 900;
    this.#devices.set(code, {
      app,
      tenant,
      scopes: scopesIn(form.get("scope")),
      userCode,
      until: this.#now().getTime() + lifetime * 1000,
      claims: form.get("claims"),
    });
    const verification = `${origin}/devicelogin`;
    return {
      user_code: userCode,
      device_code: code,
      verification_uri: verification,
      expires_in: lifetime,
      interval: this.#interval,
      message: `To sign in, use a web browser to open the page ${verification} and enter the code ${userCode} to authenticate.`,
    };
  }

  /** What the person is told. */
  approve(form: URLSearchParams): Response {
    const device = [...this.#devices.values()].find(({ userCode }) => userCode === form.get("user_code")?.trim().toUpperCase());
    if (!device || device.outcome) return codePage("That code did not work. Check the code and try again.");
    if (form.get("decision") === "decline") {
      device.outcome = "declined";
      return donePage("You have declined the sign-in.");
    }
    try {
      const proof = this.#proofs.prove(device.app, device.tenant, form.get("user") ?? "", device.scopes, device.claims);
      device.outcome = proof.tenant.blocksDeviceCode ? "blocked" : proof;
      return donePage(
        proof.tenant.blocksDeviceCode ? "You cannot access this right now" : "You have signed in to the application on your device.",
      );
    } catch (error) {
      if (error instanceof EntraError) return codePage(`AADSTS${error.number}: ${error.message}`);
      throw error;
    }
  }

  polled(form: URLSearchParams): Proof {
    const text = form.get("device_code") ?? "";
    const device = this.#devices.get(text);
    if (!device) throw new EntraError(70019, "bad_verification_code", "Verification code expired or unknown.");
    if (device.until < this.#now().getTime())
      throw new EntraError(
        70020,
        "expired_token",
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
      );
    const { outcome } = device;
    if (outcome === undefined)
      throw new EntraError(70016, "authorization_pending", "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    this.#devices.delete(text);
    if (outcome === "declined") throw new EntraError(70018, "authorization_declined", "The user declined the authorization.");
    if (outcome === "blocked")
      throw new EntraError(
        53003,
        "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      );
    return outcome;
  }
}
