import { EntraError } from "./entraError.ts";
import type { Claims } from "./tokens.ts";

const context = "c1";
export const challengeText = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });

/** Whether a claims parameter asks for the authentication context. */
function wantsContext(claims: string | null): boolean {
  try {
    const { access_token } = JSON.parse(claims ?? "{}") as { access_token?: { acrs?: { value?: unknown } } };
    return access_token?.acrs?.value === context;
  } catch {
    throw new EntraError(90015, "invalid_request", "The claims parameter is not valid JSON.");
  }
}

/** The authentication contexts that a claims parameter asks for. */
export const contextsIn = (claims: string | null): readonly string[] => (wantsContext(claims) ? [context] : []);

/** Of whom Conditional Access wants more than a password. */
export class ConditionalAccess {
  readonly #demands = new Map<string, { readonly silently: boolean }>();

  demand(userId: string, silently: boolean): void {
    this.#demands.set(userId, { silently });
  }

  /** What a token lacks, as a challenge. */
  lackOf(claims: Claims): string | undefined {
    const user = String(claims["oid"]);
    const acrs = Array.isArray(claims["acrs"]) ? (claims["acrs"] as string[]) : [];
    return this.#demands.has(user) && !acrs.includes(context) ? challengeText : undefined;
  }

  /** Whether a person who has proved `proved` is asked again for what `asked` wants. */
  wantsPerson(userId: string, asked: readonly string[], proved: readonly string[]): boolean {
    return asked.length > 0 && !proved.includes(context) && !this.#demands.get(userId)?.silently;
  }
}
