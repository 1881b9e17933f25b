/**
 * Error codes that stop a sign-in for another step and are no failure: a prompt, a second factor, a consent.
 * Apart from their explanations, which are large and seldom needed where outcomes are.
 */
export const interruptCodes: ReadonlySet<number> = new Set([
  16000, 16001, 26000, 29200, 50015, 50019, 50058, 50072, 50074, 50076, 50077, 50078, 50079, 50081, 50097, 50125, 50127, 50135, 50136,
  50137, 50140, 50142, 50158, 50168, 50180, 50199, 50201, 50203, 50204, 50207, 50209, 51005, 51006, 65001, 70016, 81006, 90025, 90038,
  90043, 90094, 90095, 90096, 120005, 160021, 399218, 500141, 500142, 500581, 500583, 501271, 501291, 501314, 1000000, 1000002, 9002341,
]);
