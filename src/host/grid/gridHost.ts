import * as vscode from "vscode";
import { cloudOfGraph } from "../../auth/clouds.ts";
import type { Connection } from "../../auth/connection.ts";
import type { State } from "../../auth/storedConnections.ts";
import type { Answered } from "../../protocol/grid.ts";
import { keyAt } from "../../records/keyAt.ts";
import type { Portals } from "../../records/portalLinks.ts";
import { recordText } from "../../records/recordText.ts";
import { GridPanels, type GridPanelsContext } from "./gridPanels.ts";
import { PaneMemory } from "./paneMemory.ts";
import { NameConsent } from "../names/nameConsent.ts";
import type { NameLookUps, NameLookUpsOptions } from "../names/nameLookUps.ts";
import { RecentMemory } from "../queries/recentMemory.ts";
import { pickRecent } from "../queries/recentPick.ts";
import { adHoc } from "../../sessions/queryRef.ts";
import type { DocumentPlace } from "../goTo/documentPlace.ts";
import { pickGoTo } from "../goTo/goToPick.ts";
import type { RecordKey } from "../records/documents.ts";
import { openPastedRecord } from "../records/pastedRecord.ts";
import type { MeantRecord } from "../records/meantRecord.ts";
import { answeredBefore } from "../../sessions/answered.ts";
import { mentionsIn, type MentionOptions, type Mentions } from "../../sessions/mentions.ts";
import { loadedRecord } from "../../sessions/loadedRecord.ts";
import { askedLastGood, loadedLastGood, type AskedGood, type LoadedGood } from "../../sessions/lastGood.ts";
import type { LastGoodQuestion } from "../../records/lastGood.ts";
import { userMessage } from "../../sessions/userMessage.ts";
import { zoneOfWindow } from "../zone/zoneSetting.ts";
import { Worlds, type WorldsOptions } from "../connections/worlds.ts";
import { reportById, type ReportId } from "../../reports/index.ts";

/** What stands behind the commands that show rows: a bundle of its own, read when the first grid or record is asked for. */
export interface GridHost {
  readonly panels: GridPanels;
  /** The text of one record as a document shows it, from an open result or else from the service; an error has a sentence for the person. */
  record(connection: string, report: ReportId, id: string, signal: AbortSignal): Promise<string>;
  /** The loaded records of a connection that name an id. */
  mentions(connection: string, id: string, options: MentionOptions): Promise<Mentions>;
  /** Names of the directory: a bundle of its own, read when the first record shows one or could. */
  names(): Promise<NameLookUps>;
  /** Where the portals of a connection are; undefined where none are known. */
  portals(connection: string): Promise<Portals | undefined>;
  /** The newest loaded record that answers the question. */
  loadedLastGood(connection: string, question: LastGoodQuestion): Promise<LoadedGood | undefined>;
  /** The same of the service, in one request; an error has a sentence for the person. */
  askedLastGood(connection: string, question: LastGoodQuestion, signal: AbortSignal): Promise<AskedGood>;
  /** Opens the record whose address a text is. False: it is none, or the record cannot be had so, which the person is told. */
  openPastedRecord(text: string, connection: string): Promise<boolean>;
  /** Asks where to go from a record, and goes. `text`: its JSON. `at`: a place of that text, or a key of `Place`. */
  goTo(of: RecordKey, text: string, at: DocumentPlace): Promise<void>;
  /** Asks for the answers to the variables of a query text, before a grid is there; undefined: a question was left. Texts without variables have no answers. */
  answered(connectionId: string, text: string): Promise<Answered | undefined>;
  /** Waits until the service's limit has room for one more request, and takes it. */
  spend(connection: Connection, signal: AbortSignal): Promise<void>;
  /** Shows what was run on the connection in this window, and on this machine where the person wants that; runs or saves what is picked. */
  recent(connectionId: string): Promise<void>;
  /** False: none was closed. */
  reopenClosed(): Promise<boolean>;
  /** Forgets what was run and closed. */
  forget(): Promise<void>;
  /** Before the extension ends: a worker that is gone removes no files. */
  endExports(): Promise<void>;
  dispose(): void;
}

export interface GridHostOptions extends WorldsOptions, GridPanelsContext {
  /** What is kept for all grids of this person. */
  readonly state: Pick<vscode.Memento, "get" | "update">;
  readonly access: NameLookUpsOptions["access"];
  /** What is kept of connections, for all windows. */
  readonly shared: State;
}

export function startGridHost(options: GridHostOptions): GridHost {
  const { connections } = options;
  const recent = new RecentMemory(options.state, () => vscode.workspace.isTrusted);
  const worlds = new Worlds(options, (id) => panels.collections(id));
  /** The demo tenant has none. */
  const portals = async (id: string): Promise<Portals | undefined> => {
    const known = connections.find(id);
    const connection = known && !connections.isDemo(known) ? await connections.get(id) : undefined;
    const { adminCenter, hasExplorer } = (connection && cloudOfGraph(connection.graphHost)) ?? {};
    return connection && adminCenter !== undefined
      ? { adminCenter, tenant: connection.tenant, ...(hasExplorer && { hasExplorer }) }
      : undefined;
  };
  const consent = new NameConsent(options.shared, options.state, (id) => connections.isDemo({ id, name: "" }));
  let lookUps: Promise<NameLookUps> | undefined;
  const names = (): Promise<NameLookUps> =>
    (lookUps ??= import("../names/nameLookUps.ts").then(
      (bundle) => new bundle.NameLookUps({ ...options, consent, clock: worlds.clock, grid: () => panels.current, zone: shownZone }),
    ));
  const shownZone = (): string => zoneOfWindow(options.zone.name);
  const panels: GridPanels = new GridPanels({
    ...options,
    names,
    world: (id) => worlds.of(id),
    panes: new PaneMemory(options.state),
    portals,
    recentTexts: (id) => recent.of(id).map(({ text }) => text),
  });
  const following = panels.onDidEndRun(({ connectionId, session }) => {
    void session.ranQuery().then((ran) => {
      const { title, loaded, phase, report } = session.state();
      if (!ran || phase === "running" || phase === "idle") return;
      return recent.note({ connectionId, report: report.id, title, text: ran.text, at: Date.now(), rows: loaded, phase });
    });
  });
  const zone = options.zone.onDidHear(() => panels.refreshStates());
  return {
    panels,
    async record(connection, report, id, signal) {
      const loaded = await loadedRecord(panels.collections(connection), report, id);
      if (loaded) return loaded.text;
      const answer = await worlds.record(connection, report, id, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        throw new Error(userMessage(error, reportById(report)).message, { cause: error });
      });
      return recordText(answer);
    },
    names,
    mentions: (connection, id, options) => mentionsIn(panels.collections(connection), id, options),
    portals,
    loadedLastGood: (connection, question) => loadedLastGood(panels.collections(connection), question),
    async askedLastGood(id, question, signal) {
      const world = worlds.of(id);
      const { report } = question.query;
      try {
        const connection = await world.connection();
        await world.zoneKnown?.();
        const found = await askedLastGood(world, connection, question, { zone: world.settings().zone, signal });
        world.reached?.(report);
        return found;
      } catch (error) {
        if (signal.aborted) throw error;
        world.reached?.(report, error);
        throw new Error((world.explain(error) ?? userMessage(error, reportById(report))).message, { cause: error });
      }
    },
    openPastedRecord,
    async goTo(of, text, from) {
      const { connection, report: id } = of;
      const key = "offset" in from ? keyAt(text, from.offset)?.key : from.key;
      const at = key === undefined || key === "" ? undefined : { key };
      const report = reportById(id);
      const record: unknown = JSON.parse(text);
      const ofRecord = await (await names()).ofRecord(connection, report, record);
      const meant: MeantRecord = { connection, report: id, text };
      const compare = await panels.comparing(of, meant);
      const world = {
        ...panels.goToWorld(connection),
        portals: await portals(connection),
        names: ofRecord,
        ...(compare && { compare }),
        compareWithLastGood: async () => vscode.commands.executeCommand("tenantActivity.compareLastGood", meant),
      };
      const source = { report, record, zone: zoneOfWindow(options.zone.name), ...(at && { at }) };
      await pickGoTo(source, world, false, false);
    },
    async recent(connectionId) {
      const picked = await pickRecent(recent, connectionId, Date.now());
      if (!picked) return;
      const { title, text } = picked.query;
      if (picked.act === "save") await options.saveQuery(text, title, adHoc(picked.query.report));
      else await panels.open(connectionId, { title, queryText: text }).run(text);
    },
    reopenClosed: () => panels.reopen(),
    async forget() {
      panels.forgetClosed();
      await recent.forget();
      await consent.keepOfDemo(false);
      (await lookUps)?.forget();
    },
    answered: (connectionId, text) => answeredBefore(worlds.of(connectionId), text),
    spend: (connection, signal) => worlds.spend(connection, signal),
    endExports: () => worlds.endExports(),
    dispose() {
      zone.dispose();
      following.dispose();
      panels.dispose();
      worlds.dispose();
      void lookUps?.then((all) => all.dispose());
    },
  };
}
