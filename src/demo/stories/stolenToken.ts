import { userChanges, userTarget } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** A session that began in Munich is used in Lagos twenty minutes later, without a sign-in there. */
export function stolenToken(teller: Teller): void {
  const victim = teller.person(41, 3);
  const start = teller.signIn(teller.at(2, "13:02:11"), victim, "Azure Portal", {
    session: 410,
    says: { conditionalAccessStatus: "success" },
  });
  teller.signIn(teller.at(2, "13:15:30"), victim, "One Outlook Web", { type: 1, session: start.session });
  const thief = {
    type: 1,
    place: 10,
    ip: "192.0.2.31",
    device: false,
    session: start.session,
    token: start.token,
    risk: 3,
    risks: ["unlikelyTravel", "anomalousToken"],
  };
  for (let number = 0; number < 9; number++) {
    const app = ["Azure Portal", "One Outlook Web", "Microsoft Azure CLI"][number % 3] as string;
    teller.signIn(teller.at(2, "13:22:04", number * 140), victim, app, { ...thief, agent: victim.device.userAgent });
  }
  const by = { initiatedBy: teller.by(victim, thief.ip, start) };
  teller.audit(teller.at(2, "13:40:10"), "Update user", victim, victim, {
    says: { ...by, ...teller.targets(userTarget(victim, ...userChanges(victim, ["OtherMails", "", "archive@mail.example"]))) },
  });
  teller.audit(teller.at(2, "13:41:33"), "Add service principal credentials", victim, victim, { says: by });
  const admin = teller.admin(4);
  teller.audit(teller.at(2, "14:05:00"), "Update StsRefreshTokenValidFrom Timestamp", admin, victim);
  for (let number = 0; number < 3; number++) {
    teller.signIn(teller.at(2, "14:06:20", number * 30), victim, "One Outlook Web", { ...thief, error: 50173 });
  }
}
