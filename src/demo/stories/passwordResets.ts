import type { Teller } from "./teller.ts";

/** Passwords expired over the weekend of a policy change: forty people reset theirs in one morning. */
export function passwordResets(teller: Teller): void {
  for (let number = 0; number < 40; number++) {
    const person = teller.person(100 + number);
    const start = number * 83;
    const flow = 7000 + number;
    const failed = number % 9 === 8;
    teller.signIn(teller.at(1, "08:01:00", start), person, "OfficeHome", { error: 50055, flow });
    teller.audit(teller.at(1, "08:01:40", start), "Self-service password reset flow activity progress", person, person, {
      flow,
      says: { resultReason: "User submitted their user ID" },
    });
    teller.audit(teller.at(1, "08:02:30", start), "Reset password (self-service)", person, person, {
      flow,
      result: failed ? "failure" : "success",
      says: {
        resultReason: failed
          ? "User's new password did not meet the password policy requirements of the organization."
          : "Successfully completed reset.",
      },
    });
    if (!failed) teller.signIn(teller.at(1, "08:03:10", start), person, "OfficeHome", { flow });
  }
}
