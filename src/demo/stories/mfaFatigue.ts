import type { Teller } from "./teller.ts";

/** Push after push in the middle of the night, until one is approved. */
export function mfaFatigue(teller: Teller): void {
  const victim = teller.person(31, 3);
  const intruder = { place: 11, device: false, ip: "192.0.2.66", risks: ["anonymizedIPAddress", "unfamiliarFeatures"], flow: 310 };
  for (let push = 0; push < 14; push++) {
    teller.signIn(teller.at(3, "01:12:00", push * 95), victim, "One Outlook Web", { ...intruder, error: 500121, risk: 2 });
  }
  const entry = teller.signIn(teller.at(3, "01:35:21"), victim, "One Outlook Web", {
    ...intruder,
    risk: 2,
    session: 310,
    says: { authenticationRequirement: "multiFactorAuthentication" },
  });
  teller.audit(teller.at(3, "01:38:47"), "User registered security info", victim, victim, {
    flow: 310,
    says: { initiatedBy: teller.by(victim, intruder.ip, entry), resultReason: "User registered Authenticator App with Notification" },
  });
  teller.audit(teller.at(3, "06:55:10"), "Fraud reported - no action taken", victim, victim, {
    says: { resultReason: "Successfully reported fraud" },
  });
  const admin = teller.admin(3);
  teller.audit(teller.at(3, "07:20:00"), "Reset user password", admin, victim);
  teller.audit(teller.at(3, "07:20:02"), "Update StsRefreshTokenValidFrom Timestamp", admin, victim);
}
