import type { Teller } from "./teller.ts";

const addresses = ["198.51.100.77", "198.51.100.78", "198.51.100.81"];

/** One password tried on many people over a mail protocol; one of them has it. */
export function passwordSpray(teller: Teller): void {
  const victim = teller.person(11);
  const ipOf = (number: number): string => addresses[number % addresses.length] as string;
  const legacy = { place: 9, device: false, risks: ["passwordSpray"], agent: "BAV2ROPC" };
  teller.cast.slice(0, 120).forEach((person, number) => {
    if (person === victim) return;
    const error = number % 17 === 16 ? 50053 : 50126;
    teller.signIn(teller.at(1, "22:04:00", number * 37), person, "Exchange ActiveSync", { ...legacy, error, ip: ipOf(number), risk: 1 });
  });
  teller.signIn(teller.at(1, "23:19:12"), victim, "Exchange ActiveSync", { ...legacy, error: 0, ip: ipOf(2), risk: 2 });
  const entry = teller.signIn(teller.at(1, "23:24:40"), victim, "One Outlook Web", {
    place: 9,
    device: false,
    ip: ipOf(0),
    risk: 2,
    risks: ["passwordSpray", "unfamiliarFeatures"],
    session: 11,
  });
  for (const app of ["OfficeHome", "Microsoft Teams"]) {
    teller.signIn(teller.at(1, "23:26:10"), victim, app, { type: 1, place: 9, device: false, ip: ipOf(0), session: entry.session });
  }
  teller.audit(teller.at(1, "23:31:05"), "User registered security info", victim, victim, {
    says: { initiatedBy: teller.by(victim, ipOf(0), entry), resultReason: "User registered Authenticator App with Code" },
  });
  const admin = teller.admin(1);
  teller.audit(teller.at(1, "23:48:30"), "Disable account", admin, victim);
  teller.audit(teller.at(1, "23:49:02"), "Reset user password", admin, victim);
  teller.audit(teller.at(1, "23:49:03"), "Update StsRefreshTokenValidFrom Timestamp", admin, victim);
}
