import * as vscode from "vscode";
import { reportCards } from "../../reports/cards.ts";
import type { ReportCard } from "../../reports/report.ts";
import { keyringHelp } from "./keyringHelp.ts";
import type { Need, NeedKind } from "./needs.ts";

type Least = NonNullable<ReportCard["apart"]>;
const usual: Least = { permission: "AuditLog.Read.All", role: "Reports Reader" };

interface Words {
  /** What is missing, short enough for the side bar. */
  readonly label: string | ((least: Least) => string);
  readonly icon: string;
  /** What happened and what to do, for the hover; `of` names the reports. */
  readonly sentence: (of: string, least: Least) => string;
  /** The one next step. */
  readonly next: vscode.Command;
}

const check: vscode.Command = { title: "Check Access", command: "tenantActivity.checkAccess" };
const signIn: vscode.Command = { title: "Sign In Again", command: "tenantActivity.signInAgain" };

const words: Readonly<Record<NeedKind, Words>> = {
  offline: {
    label: "Graph cannot be reached",
    icon: "debug-disconnect",
    sentence: (of) =>
      `Something between here and Graph keeps ${of} away: check the network, the VPN or the proxy, then check the access again.`,
    next: check,
  },
  signInNeeded: {
    label: "Signed out",
    icon: "sign-in",
    sentence: () => "The sign-in of this connection has ended. Sign in again; queries go on where they were.",
    next: signIn,
  },
  consentNeeded: {
    label: "Needs consent",
    icon: "warning",
    sentence: () =>
      "Nobody has consented yet that the app of this connection may read the audit log. Sign in to consent, or ask an administrator.",
    next: signIn,
  },
  scopeMissing: {
    label: ({ permission }) => `Needs ${permission}`,
    icon: "warning",
    sentence: (of, { permission }) =>
      `The app of this connection lacks the permission ${permission}, without which ${of} cannot be read. An administrator can consent to it.`,
    next: check,
  },
  roleMissing: {
    label: ({ role }) => `Needs role ${role}`,
    icon: "warning",
    sentence: (of, { role }) => `Your account has no directory role that may read ${of}. ${role} is the least that is enough.`,
    next: check,
  },
  licenceMissing: {
    label: "Needs Entra ID P1",
    icon: "warning",
    sentence: (of) => `The tenant needs Microsoft Entra ID P1 or P2 before ${of} can be read.`,
    next: check,
  },
  licenceUnchecked: {
    label: "Needs Directory.Read.All",
    icon: "warning",
    sentence: (of) => `Entra could not check the tenant's licence for ${of}: grant Directory.Read.All besides.`,
    next: check,
  },
  secretsFailing: {
    label: "No secret storage",
    icon: "key",
    sentence: () =>
      "VS Code's secret storage did not take the sign-in: it holds for this window only. Unlock this machine's keyring, then sign in again.",
    next: { title: "Help with Keyrings", command: "vscode.open", arguments: [vscode.Uri.parse(keyringHelp)] },
  },
  restricted: {
    label: "Restricted Mode",
    icon: "shield",
    sentence: () =>
      "Nobody has trusted this folder: the queries and settings that it brings are not used. Trust it if you know who wrote them.",
    next: { title: "Manage Workspace Trust", command: "workbench.trust.manage" },
  },
};

/** The one next step of a need. */
export const nextStep = ({ kind }: Need): vscode.Command => words[kind].next;

/** What is missing, as the first thing in the tree; a click or Enter takes the next step. */
export function needItem(need: Need): vscode.TreeItem {
  const { icon, sentence, next, ...word } = words[need.kind];
  const cards = reportCards.filter(({ id }) => need.reports.includes(id));
  const titles = cards.map(({ title }) => title);
  const [{ id: only, apart } = {}] = cards.length === 1 ? cards : [];
  const least = apart ?? usual;
  const label = typeof word.label === "string" ? word.label : word.label(least);
  const item = new vscode.TreeItem(label);
  item.id = `need:${need.kind}${apart && only ? `:${only}` : ""}`;
  item.description = next.title;
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor("list.warningForeground"));
  item.tooltip = `${sentence(titles.length > 0 ? titles.join(", ") : "records", least)}\n${next.title}: click or press Enter.`;
  item.contextValue = "need";
  item.accessibilityInformation = { label: `${label}. ${next.title}: press Enter.` };
  item.command = next;
  return item;
}
