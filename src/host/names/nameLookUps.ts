import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import { faultOf, faultSentence } from "../../network/index.ts";
import { askables, type Askable, type DirectoryId, type DirectoryKind } from "../../records/askables.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { lookedUpLine } from "../../records/lookedUp.ts";
import { reportById, type Report } from "../../reports/index.ts";
import type { Clock } from "../../run/index.ts";
import { DirectoryNames, mostRequests, type LookUp } from "../../sessions/directoryNames.ts";
import { sourceErrorOf } from "../../sources/errors.ts";
import type { Connections } from "../connections/connections.ts";
import type { TenantAccess } from "../connections/tenantAccess.ts";
import { harmless } from "../harmless.ts";
import { recordAt, type GridInFront } from "./recordAt.ts";
import type { RecordNames } from "./recordNames.ts";
import type { NameConsent } from "./nameConsent.ts";
import { nameRefusal } from "./nameRefusal.ts";

/** A policy may name thousands: so many of a record are looked up by themselves, and so many at a person's wish. */
const mostByItself = 60;
const mostAtOnce = 300;

export interface NameLookUpsOptions {
  readonly connections: Pick<Connections, "get" | "find" | "active" | "onDidChange">;
  readonly access: Pick<TenantAccess, "load" | "useFreshToken" | "explain">;
  readonly consent: NameConsent;
  readonly clock: Clock;
  /** The one that a command of the palette means. */
  grid(): GridInFront | undefined;
  /** In which times are shown, by its name. */
  zone(): string;
  log(message: string): void;
}

interface Opened {
  readonly host: string;
  readonly tenant: string;
  readonly names: DirectoryNames;
}

/** Names of the directory for all that shows records: off until the person allows it for a connection, and then for what they open or point at. */
export class NameLookUps implements vscode.Disposable {
  readonly #options: NameLookUpsOptions;
  readonly #opened = new Map<string, Opened>();
  /** Kinds whose refusal was told, by connection: by itself that is done once. */
  readonly #told = new Map<string, Set<DirectoryKind>>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** More is known, or less, of the connection of this id. */
  readonly onDidChange = this.#changed.event;
  readonly #following: vscode.Disposable;

  constructor(options: NameLookUpsOptions) {
    this.#options = options;
    // Signed out, removed or taken back, here or in another window.
    this.#following = options.connections.onDidChange(() => {
      for (const id of [...this.#opened.keys()]) if (!options.consent.has(id)) this.#end(id);
    });
  }

  /** Without opening the connection, which takes reading all of signing in. */
  async ofRecord(connectionId: string, report: Report, record: unknown): Promise<RecordNames> {
    const { consent, connections } = this.#options;
    const tenant = consent.isDemo(connectionId) ? (await connections.get(connectionId))?.tenant : consent.tenantOf(connectionId);
    const ids = tenant === undefined ? [] : askables(report, record, tenant);
    const isAllowed = consent.has(connectionId);
    const opened = isAllowed ? this.#opened.get(connectionId) : undefined;
    // An application has one client id in all tenants, and a name in each: what another directory said tells nothing here.
    const names = opened?.tenant.toLowerCase() === tenant?.toLowerCase() ? opened?.names : undefined;
    return { ids, isAllowed, known: (id) => names?.get(id), lookUp: (id) => this.lookUp(connectionId, [id]) };
  }

  /** Looks up what the record itself has no name for, when the person has allowed it. Resolves with whether more is known then; never rejects. */
  async lookUpByItself(connectionId: string, ids: readonly Askable[]): Promise<boolean> {
    const { consent, log } = this.#options;
    const unnamed = ids.filter(({ isNamed }) => !isNamed).slice(0, mostByItself);
    if (unnamed.length === 0 || !consent.has(connectionId)) return false;
    try {
      const names = await this.#namesOf(connectionId);
      const news = unnamed.filter((id) => names.get(id) === undefined);
      if (news.length === 0) return false;
      const { refused, known } = await names.lookUp(news, { signal: new AbortController().signal, isGesture: false });
      const told = this.#told.get(connectionId) ?? new Set();
      const untold = refused.filter((kind) => !told.has(kind));
      if (untold.length > 0) void this.#tellRefused(connectionId, untold, news).catch(() => undefined);
      if (known.length > 0) this.#changed.fire(connectionId);
      return known.length > 0;
    } catch (error) {
      log(`Names could not be looked up (${error instanceof Error ? error.name : "unknown"})`);
      return false;
    }
  }

  /** Looks up what a person asks for, once they allow it, and says what was found. */
  async lookUp(connectionId: string, all: readonly DirectoryId[]): Promise<void> {
    if (all.length === 0 || !(await this.#allowed(connectionId))) return;
    const { consent } = this.#options;
    const ids = all.slice(0, mostAtOnce);
    const more = ids.length < all.length ? ` These are the first ${formatCount(ids.length)} of ${counted(all.length, "id")}.` : "";
    const names = await this.#namesOf(connectionId);
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Looking up ${counted(ids.length, "name")} in the directory…` },
      () =>
        names.lookUp(ids, { signal: new AbortController().signal, isGesture: true }).catch((error: unknown) => {
          // Taken back meanwhile: there is nothing to say.
          if (!consent.has(connectionId)) return undefined;
          throw error;
        }),
    );
    if (!found) return;
    this.#changed.fire(connectionId);
    await this.#tell(connectionId, ids, found, more);
  }

  /**
   * "Look Up Names in the Directory…": of all ids that the record has no name for. `from`, `id`: the address of a record's document and one id that it has; an
   * id that it has not is not asked for. Without them the record in the editor or in the grid is meant.
   */
  async ask(from: unknown, id: unknown): Promise<void> {
    const at = await recordAt(from, this.#options.grid);
    if (!at) {
      void vscode.window.showInformationMessage("Open a record first, or go to one in a grid: names are looked up of the ids that it has.");
      return;
    }
    const { ids } = await this.ofRecord(at.connection, reportById(at.report), JSON.parse(at.text));
    const meant = ids.filter((one) => (typeof id === "string" ? one.id === id.toLowerCase() : !one.isNamed));
    if (meant.length > 0) return this.lookUp(at.connection, meant);
    void vscode.window.showInformationMessage(
      typeof id === "string"
        ? "The directory cannot be asked for this id: it is not one of the record's users, groups or applications, or it is of another tenant."
        : "There is nothing to look up: the record has names for its users, groups and applications, or they are of another tenant.",
    );
  }

  /** "Stop Looking Up Names in the Directory", with the connection of what is shown, or else the active one. */
  async stopAsking(): Promise<void> {
    const { connections, consent, grid } = this.#options;
    const id = (await recordAt(undefined, grid))?.connection ?? connections.active?.id;
    const name = harmless((id === undefined ? undefined : connections.find(id)?.name) ?? "the tenant");
    if (id === undefined || !consent.has(id)) {
      void vscode.window.showInformationMessage(
        id === undefined ? "No connection is active: names are looked up with none." : `Names are not looked up with “${name}”.`,
      );
      return;
    }
    await this.#stop(id);
    void vscode.window.showInformationMessage(
      `Names are no longer looked up with “${name}”, and those looked up are forgotten. What Entra consented to stays until it is removed there.`,
    );
  }

  /** From now on nothing is asked of the directory with the connection, and what it said is forgotten. */
  async #stop(connectionId: string): Promise<void> {
    const { consent, access } = this.#options;
    if (consent.isDemo(connectionId)) await consent.keepOfDemo(false);
    else await (await access.load()).store.allowNames(connectionId, false);
    this.#end(connectionId);
  }

  /** Everything that the directory said, of every connection. */
  forget(): void {
    for (const id of [...this.#opened.keys()]) this.#end(id);
  }

  dispose(): void {
    this.forget();
    this.#following.dispose();
    this.#changed.dispose();
  }

  #end(connectionId: string): void {
    this.#opened.get(connectionId)?.names.end();
    this.#opened.delete(connectionId);
    this.#told.delete(connectionId);
    this.#changed.fire(connectionId);
  }

  async #connection(id: string): Promise<Connection> {
    const connection = await this.#options.connections.get(id);
    if (!connection) throw new Error("The connection of this record is gone: no name can be looked up.");
    return connection;
  }

  /** Of another host or tenant than before nothing is known. */
  async #namesOf(id: string): Promise<DirectoryNames> {
    const { consent, clock, log } = this.#options;
    const connection = await this.#connection(id);
    const { graphHost: host, tenant } = connection;
    // What may be asked was judged by the tenant that is stored: another one's directory is not asked for it.
    if (!consent.isDemo(id) && consent.tenantOf(id)?.toLowerCase() !== tenant.toLowerCase())
      throw new Error("The connection is of another tenant by now: no name was looked up. Open the record again.");
    const before = this.#opened.get(id);
    if (before?.host === host && before.tenant === tenant) return before.names;
    before?.names.end();
    const names = new DirectoryNames(connection, { clock, isAllowed: () => consent.has(id), log });
    this.#opened.set(id, { host, tenant, names });
    return names;
  }

  /** Asks once, and remembers a yes. */
  async #allowed(connectionId: string): Promise<boolean> {
    const { consent, connections, access } = this.#options;
    if (consent.has(connectionId)) return true;
    const name = harmless(connections.find(connectionId)?.name ?? "the tenant");
    const isDemo = consent.isDemo(connectionId);
    const allow = "Allow";
    const detail = [
      isDemo
        ? "The demo tenant is made up on this machine: nothing is sent. With a tenant of your own it would be so:"
        : "It is off until you allow it for this connection.",
      "Sent to Microsoft Graph are ids of users, groups, service principals and applications that records of this tenant have: those of a record that you open as a document, as far as it has no name for them, and what you ask for. Never ids of other tenants.",
      "Names are those of today. They are kept in memory only, and shown apart from what the records say.",
      "It takes User.ReadBasic.All, GroupMember.Read.All and Application.Read.All, for which you are asked only if Entra refuses. Stop Looking Up Names takes it back; so does signing out.",
    ].join("\n\n");
    const choice = await vscode.window.showInformationMessage(
      `Look up names in the directory of “${name}”?`,
      { modal: true, detail },
      allow,
    );
    if (choice !== allow) return false;
    if (isDemo) await consent.keepOfDemo(true);
    else await (await access.load()).store.allowNames(connectionId, true);
    return consent.has(connectionId);
  }

  async #tell(connectionId: string, ids: readonly DirectoryId[], { known, refused, isSpent, error }: LookUp, more: string): Promise<void> {
    const { zone, access, consent } = this.#options;
    if (refused.length > 0) return this.#tellRefused(connectionId, refused, ids);
    if (error !== undefined) {
      void vscode.window.showErrorMessage(harmless(access.explain(error, connectionId)?.message ?? sentenceOf(error)));
      return;
    }
    if (isSpent) {
      void vscode.window.showInformationMessage(
        `${counted(mostRequests, "request")} for names were sent with this connection, which is all that one window sends. Reload the window to go on.`,
      );
      return;
    }
    if (!consent.has(connectionId)) return;
    const [first] = known;
    const missing = known.filter(({ name }) => name === undefined).length;
    const unanswered = ids.length - known.length;
    const said =
      ids.length === 1 && first
        ? lookedUpLine(first, zone(), new Date())
        : [
            `${counted(known.length - missing, "name")} looked up in the directory.`,
            ...(missing === 0
              ? []
              : [`${counted(missing, "id is", "ids are")} not there any more, or you may not read ${missing === 1 ? "it" : "them"}.`]),
            ...(unanswered === 0 ? [] : [`The answer left ${counted(unanswered, "id")} out: look up again.`]),
          ].join(" ");
    void vscode.window.showInformationMessage(harmless(`${said}${more}`));
  }

  async #tellRefused(connectionId: string, kinds: readonly DirectoryKind[], ids: readonly DirectoryId[]): Promise<void> {
    const { access, consent } = this.#options;
    const told = this.#told.get(connectionId) ?? new Set();
    this.#told.set(connectionId, told);
    for (const kind of kinds) told.add(kind);
    const data = consent.isDemo(connectionId) ? undefined : (await access.load()).store.get(connectionId);
    const { message, action } = nameRefusal(kinds, data);
    const title = action?.id === "signIn" ? "Sign In for Names" : "Use Fresh Token";
    const choice = await vscode.window.showWarningMessage(harmless(message), ...(action ? [title] : []));
    if (choice === undefined || !action || !data) return;
    const isDone =
      action.id === "signIn"
        ? await (
            await access.load()
          ).signInAs({ ...data, morePermissions: [...new Set([...(data.morePermissions ?? []), ...action.permissions])] })
        : await access.useFreshToken(connectionId);
    if (!isDone || !consent.has(connectionId)) return;
    (await this.#namesOf(connectionId)).forgetRefusals();
    told.clear();
    await this.lookUp(connectionId, ids);
  }
}

/** What kept names from being looked up, and what to do. */
function sentenceOf(error: unknown): string {
  const fault = faultOf(error);
  if (fault) {
    const { what, next } = faultSentence(fault);
    return `Names could not be looked up: ${what}. ${next}`;
  }
  const said = sourceErrorOf(error)?.facts.serviceMessage;
  return `Names could not be looked up${said === undefined ? "" : `: “${said}”`}. Try again later; the log says more.`;
}
