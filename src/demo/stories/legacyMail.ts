import type { Person } from "../people.ts";
import type { SignIn } from "../signIn.ts";
import type { Teller } from "./teller.ts";

/** The old protocols of mailboxes: a ticket system and scanners that still get in with them, an old phone that is blocked, and one with a password of last year. */
export function legacyMail(teller: Teller): void {
  const mail = "Exchange ActiveSync";
  const by = (protocol: string, agent: string, more: Partial<SignIn> = {}): Partial<SignIn> => ({
    device: false,
    agent,
    ...more,
    says: {
      clientAppUsed: protocol,
      appDisplayName: "Office 365 Exchange Online",
      authenticationRequirement: "singleFactorAuthentication",
      authenticationRequirementPolicies: [],
    },
  });
  const tickets = ticketMailbox(teller);
  const scanners = [teller.person(64, 2), teller.person(65, 3)];
  const oldPhone = teller.person(66, 4);
  const forgotten = teller.person(67, 5);
  for (let day = 5; day > 0; day--) {
    for (let round = 0; round < 5; round++) {
      teller.signIn(
        teller.at(day, "08:30:00", round * 7200),
        tickets,
        mail,
        by("POP3", "BAV2ROPC", { ip: "192.0.2.110", type: round % 2 }),
      );
      for (const [number, scanner] of scanners.entries()) {
        const sends = by("Authenticated SMTP", "BAV2ROPC", { ip: `203.0.113.${String(16 * scanner.place + 12)}` });
        teller.signIn(teller.at(day, "07:50:00", round * 5400 + number * 611), scanner, mail, sends);
      }
    }
    for (let round = 0; round < 4; round++) {
      teller.signIn(teller.at(day, "06:15:00", round * 10_800), oldPhone, mail, by("IMAP4", "BAV2ROPC", { error: 53003 }));
    }
  }
  // A stored password: the same client at the same distance, all night.
  for (let round = 0; round < 24; round++) {
    const wrong = by("Exchange Web Services", "ExchangeServicesClient/15.00.0913.015", { error: round % 12 === 11 ? 50053 : 50126 });
    teller.signIn(teller.at(1, "00:10:00", round * 1200), forgotten, mail, wrong);
  }
}

/** Whose account the ticket system uses. */
export const ticketMailbox = (teller: Teller): Person => teller.person(63);
