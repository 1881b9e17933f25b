import { weighted } from "./random.ts";

/** The service's texts for the error numbers that the demo tenant meets. `{app}` and `{resource}` stand for names. */
const reasons: Readonly<Record<number, string>> = {
  0: "Other.",
  16000: "Either multiple user identities are available for the current request or selected account is not supported for the scenario.",
  50034: "The user account does not exist in the directory. To sign into this application, the account must be added to the directory.",
  50053: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
  50055: "The password is expired.",
  50057: "User account is disabled.",
  50058: "Session information is not sufficient for single-sign-on.",
  50072: "User needs to enroll for second factor authentication.",
  50074: "Strong Authentication is required.",
  50076:
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  50105:
    "Your administrator has configured the application {app} to block users unless they are specifically granted ('assigned') access to the application.",
  50126: "Error validating credentials due to invalid username or password.",
  50140: "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
  50173:
    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
  50199: "For security reasons, user confirmation is required for this request.",
  53000:
    "Device is not in required device state: {state}. Conditional Access policy requires a compliant device, and the device is not compliant.",
  53003: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
  65001: "The user or administrator has not consented to use the application with ID '{id}' named '{app}'.",
  65004: "User declined to consent to access the app.",
  70043: "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
  70044: "The session has expired or is invalid due to sign-in frequency checks by conditional access.",
  90094: "An administrator of {app} has set a policy that prevents you from granting the permissions it is requesting.",
  500121: "Authentication failed during strong authentication request.",
  700082: "The refresh token has expired due to inactivity.",
  7000215:
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
  7000222: "The provided client secret keys for app '{id}' are expired.",
};

export const failureReason = (code: number, names: Readonly<Record<string, string>>): string =>
  (reasons[code] ?? "Other.").replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? name);

/** How background sign-ins end, by type. */
export const errorOf: readonly ((at: number) => number)[] = [
  weighted([
    [0, 875],
    [50126, 32],
    [50140, 18],
    [50074, 14],
    [50076, 13],
    [500121, 7],
    [53003, 8],
    [50055, 4],
    [50053, 3],
    [50072, 4],
    [53000, 5],
    [65001, 4],
    [50105, 4],
    [16000, 3],
    [50199, 2],
    [90094, 2],
    [50057, 1],
    [50034, 1],
  ]),
  weighted([
    [0, 955],
    [50173, 6],
    [70043, 9],
    [70044, 5],
    [50058, 8],
    [50076, 4],
    [53003, 7],
    [700082, 4],
    [65001, 2],
  ]),
  weighted([
    [0, 972],
    [7000215, 14],
    [7000222, 9],
    [53003, 5],
  ]),
  weighted([
    [0, 997],
    [53003, 3],
  ]),
];

/** Codes after which the person is asked for something more: the sign-in is not over. */
export const interrupts: ReadonlySet<number> = new Set([16000, 50058, 50072, 50074, 50076, 50140, 50199, 65001, 90094]);
