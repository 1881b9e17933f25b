import * as vscode from "vscode";
import type {
  Answered,
  BannerAction,
  Edited,
  GoToFrom,
  GridApi,
  GridPanes,
  GridState,
  GridUpdate,
  HostApi,
  NameThere,
  QueryChange,
  RowRange,
} from "../../protocol/grid.ts";
import { parseQuery, type PickedValue, type Problem, type Query } from "../../query/index.ts";
import type { ActivityRecord, ReportId } from "../../reports/index.ts";
import type { Portals } from "../../records/portalLinks.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { connect, type Handlers, type Remote } from "../../rpc.ts";
import type { ExportFormat } from "../../results/api.ts";
import type { RecordDocuments, RecordKey } from "../records/documents.ts";
import { exportRows } from "../exports/exportRows.ts";
import { exportSettings } from "../exports/exportSettings.ts";
import { fileName } from "../../records/fileName.ts";
import { didStep } from "../firstSteps.ts";
import { compareWith } from "../goTo/compareWith.ts";
import { goToSource } from "../goTo/goToFrom.ts";
import { pickGoTo, type GoToWorld } from "../goTo/goToPick.ts";
import { gridHtml } from "./gridHtml.ts";
import { openLink } from "../openLink.ts";
import { openPastedRecord } from "../records/pastedRecord.ts";
import { answeredBefore, isSameAnswer } from "../../sessions/answered.ts";
import { openQueryText } from "../queries/openQueryText.ts";
import { readAsked, readLine } from "../../sessions/asked.ts";
import type { Collection } from "../../sessions/collection.ts";
import { FirstRows } from "../../sessions/firstRows.ts";
import { GridSession } from "../../sessions/gridSession.ts";
import { near, nearRows } from "../../sessions/near.ts";
import { harmless } from "../harmless.ts";
import { gridAnswers, hostSchemas } from "./hostSchemas.ts";
import type { PaneMemory } from "./paneMemory.ts";
import type { Compared } from "../../records/detailPart.ts";
import type { MeantRecord } from "../records/meantRecord.ts";
import type { PersonZone } from "../zone/personZone.ts";
import type { NameLookUps } from "../names/nameLookUps.ts";
import { namesThere } from "../names/namesThere.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";
import { recordAddress } from "../records/recordAddress.ts";
import { copySummary, openSummary } from "../records/summaryDocument.ts";
import { sessionHandlers } from "./sessionHandlers.ts";
import type { SavedAs, SessionStart, SessionWorld } from "../../sessions/sessionWorld.ts";
import { goToTime } from "./timeQuestion.ts";
import { withoutHeader } from "./withoutHeader.ts";
import { recordTitle } from "../../records/recordTitle.ts";

/** What panels share. */
export interface PanelContext {
  readonly extension: vscode.Uri;
  readonly documents: RecordDocuments;
  world(connectionId: string): SessionWorld;
  /** The page has said which zone the person's clock is in. */
  readonly zone: PersonZone;
  readonly panes: PaneMemory;
  /** Texts of the queries run on a connection, the last first. */
  recentTexts(connectionId: string): readonly string[];
  /** Asks for a name, proposing one. `of`: the saved query that the grid began as. Undefined when the person left. */
  saveQuery(text: string, proposedName: string, of: QueryRef): Promise<SavedAs | undefined>;
  /** Runs a query in a grid of its own, beside the one that has the focus. */
  runBeside(connectionId: string, title: string, queryText: string): void;
  /** Shows a query with other answers to its variables, beside the one that has the focus. */
  runAnswered(connectionId: string, start: SessionStart, answered: Answered): void;
  /** What the grids of a connection have loaded, the newest first. */
  collections(connectionId: string): readonly Collection[];
  /** Whether the tree shows a report. */
  isShown(report: ReportId): boolean;
  /** Where the portals of a connection are; undefined where none are known. */
  portals(connectionId: string): Promise<Portals | undefined>;
  /** Shows rows of what is loaded in a grid of its own, beside the one that has the focus. */
  showLoadedBeside(connectionId: string, title: string, collection: Collection, query: Query): Promise<void>;
  names(): Promise<Pick<NameLookUps, "ofRecord" | "onDidChange">>;
  /** A grid has opened the document of a record. */
  openedRecord(grid: GridPanel, key: RecordKey): void;
  /** Rows were opened as a document, or exported. */
  opened(format: ExportFormat, rows: number): void;
  /** Of the extension, for what is exported. */
  readonly product: { readonly name: string; readonly version: string };
  /** A banner's button that only the extension can carry out; resolves with whether the run can go on. */
  act(action: BannerAction, connectionId: string): Promise<boolean>;
  /** What a page sent that was refused; nothing of what it said. */
  log(message: string): void;
}

/** The clipboard and one text document can take so much; beyond it the person is told. */
const textLimitBytes = 50_000_000;
/** More than a window shows: a page of the grid's own cache. */
const firstRowCount = 100;

const longestTitle = 60;
/** For so long the status bar tells what a gesture from elsewhere did. */
const toldMs = 8_000;

/** Panels made so far. */
let panelCount = 0;

const shortened = (text: string): string => (text.length > longestTitle ? `${text.slice(0, longestTitle)}…` : text);

/** One webview panel with a session behind it. */
export class GridPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly session: GridSession;
  readonly connectionId: string;
  readonly #context: PanelContext;
  readonly #grid: Remote<GridApi>;
  readonly #closed = new vscode.EventEmitter<void>();
  readonly onDidClose = this.#closed.event;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another phase or title: menus and the history want to know. */
  readonly onDidChange = this.#changed.event;
  /** Tells it from others of this window. */
  readonly #number = ++panelCount;
  readonly #startsSummedUp: boolean;
  #shown = false;
  #icon: string | undefined;
  #scheduled = false;
  /** Counts what became known of the directory; missing: nobody has asked for it yet. */
  #namesKnown: number | undefined;
  readonly #firstRows: FirstRows;
  /** The report whose fields the grid has. */
  #knownFieldsOf: ReportId | undefined;

  constructor(panel: vscode.WebviewPanel, context: PanelContext, connectionId: string, start: SessionStart) {
    this.panel = panel;
    this.#context = context;
    this.connectionId = connectionId;
    this.#startsSummedUp = start.needsAll === true;
    const { query } = parseQuery(start.queryText);
    this.session = new GridSession(context.world(connectionId), { ...start, ...(query && { query }) }, () => this.#schedule());
    this.#firstRows = new FirstRows(this.session, firstRowCount);
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extension, "dist"), vscode.Uri.joinPath(context.extension, "media")],
    };
    const { far, close } = connect<GridApi, HostApi>(
      { post: (message) => void webview.postMessage(message), onMessage: (listener) => void webview.onDidReceiveMessage(listener) },
      this.#handlers(),
      { calls: hostSchemas, answers: gridAnswers, refused: (what) => context.log(`A message from a grid was refused. ${what}`) },
    );
    this.#grid = far;
    panel.onDidChangeViewState(() => this.#changed.fire());
    panel.onDidDispose(() => {
      close("The grid is closed");
      this.session.dispose();
      this.#closed.fire();
      this.#changed.dispose();
      this.#closed.dispose();
    });
    this.#showTab();
    webview.html = gridHtml(webview, context.extension);
  }

  get grid(): Remote<GridApi> {
    return this.#grid;
  }

  async openRecord(record: number, beside: boolean): Promise<void> {
    const text = await this.session.record(record);
    const parsed = JSON.parse(text) as ActivityRecord;
    const { report } = this.session;
    const title = recordTitle(parsed, report, this.session.state().zone);
    const id = typeof parsed["id"] === "string" ? parsed["id"] : undefined;
    const key = id === undefined ? undefined : { connection: this.connectionId, report: report.id, id };
    const { documents } = this.#context;
    const uri = key ? documents.recordUri(key, title, text) : documents.rowsUri(title, "json", text);
    if (key) this.#context.openedRecord(this, key);
    didStep("record");
    await vscode.window.showTextDocument(uri, { preview: true, viewColumn: beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active });
  }

  async openRecords(ranges: readonly RowRange[], format: "json" | "ndjson"): Promise<void> {
    const rows = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const sayIfMore = this.#moreThan(rows);
    const text = await this.session.text(ranges, format, textLimitBytes);
    sayIfMore();
    const uri = this.#context.documents.rowsUri(
      `${fileName(this.session.title)} ${rows} rows ${Date.now().toString(36)}`.trim(),
      format,
      text,
    );
    this.#context.opened(format, rows);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  async copy(ranges: readonly RowRange[], format: "tsv" | "markdown" | "json", column?: string): Promise<number> {
    const { form } = exportSettings().style;
    const rows = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const sayIfMore = this.#moreThan(rows);
    const text = await this.session.text(ranges, format, textLimitBytes, { form, ...(column !== undefined && { column }) });
    const isBare = column !== undefined || !vscode.workspace.getConfiguration("tenantActivity.copy").get("headers", true);
    await vscode.env.clipboard.writeText(format === "tsv" && isBare ? withoutHeader(text) : text);
    sayIfMore();
    return rows;
  }

  /** Several rows that are taken now may be meant as all, which they are not while the filter still finds more. Answers with what says so. */
  #moreThan(rows: number): () => void {
    const { filterBasis: basis } = this.session.state();
    if (!basis || rows < 2) return () => undefined;
    const said = `These are ${counted(rows, "row")} of those that the filter has found so far: it has searched the lists of ${formatCount(basis.read)} of ${counted(basis.of, "row")}. If you want all, take them again when it has ended.`;
    return () => void vscode.window.showWarningMessage(said);
  }

  /** Narrows to the rows that have this value, as a cell's key does, and shows them; what it did is told. */
  async filterFor(path: string, value: PickedValue): Promise<void> {
    const { shown } = this.session;
    const { message, text } = shown
      ? await this.session.edit(shown.query, { kind: "value", path, value, pick: "include" })
      : { message: "The query line of this grid has errors. Mend it, then filter for the value.", text: undefined };
    this.panel.reveal();
    if (text === undefined) void vscode.window.showInformationMessage(message);
    else vscode.window.setStatusBarMessage(harmless(message), toldMs);
  }

  openSummary(): Promise<void> {
    return openSummary(this.session, this.#context.documents, this.#number);
  }

  copySummary(): Promise<void> {
    return copySummary(this.session);
  }

  exportRows(ranges: readonly RowRange[]): Promise<void> {
    const { product, opened } = this.#context;
    return exportRows({ session: this.session, product: product.name, version: product.version, exported: opened }, ranges);
  }

  /** Runs the text; answers with what is wrong with it, in which case nothing is sent and the rows stay. */
  async run(text: string, answered?: Answered): Promise<readonly Problem[]> {
    const { asked, errors } = await readAsked(text, this.session.report.id, this.session.calendar);
    if (asked) await this.session.run({ ...asked, ...(answered && { answers: answered.answers }) });
    return asked ? [] : errors;
  }

  /** Asks again for the answers to the variables of the query, with those given last filled in; others are shown in a grid of their own. */
  async changeAnswers(): Promise<void> {
    const { answered, unanswered } = this.session;
    if (answered === undefined || unanswered === undefined) {
      void vscode.window.showInformationMessage(
        "Nothing was asked for this query: only one with ${input:…} or ${pick:…} in its text asks.",
      );
      return;
    }
    const next = await answeredBefore(this.#context.world(this.connectionId), answered.template, answered.answers);
    if (next && !isSameAnswer(next, answered)) this.#context.runAnswered(this.connectionId, unanswered, next);
  }

  /** Asks where to go from what the page means, and goes there. */
  async goTo(from: GoToFrom, here: boolean): Promise<void> {
    const { session, connectionId } = this;
    const context = this.#context;
    const source = await goToSource(session, from);
    if (!source) {
      void vscode.window.showInformationMessage("Nothing here names anything that one can go to.");
      return;
    }
    const world: GoToWorld = {
      collections: context.collections(connectionId),
      portals: await context.portals(connectionId),
      names: await (await context.names()).ofRecord(connectionId, source.report, source.record),
      ...(from.kind === "record" && { compare: { ask: () => this.compareWith(from.record) } }),
      ...(from.kind === "record" && { compareWithLastGood: () => this.#compare(from.record, "lastGood") }),
      show: async (title, text, isHere) => {
        if (isHere) await this.run(text);
        else context.runBeside(connectionId, title, text);
      },
      offers: (report) => context.isShown(report),
      showLoaded: (title, collection, query, isHere) =>
        isHere ? session.showLoaded(collection, query) : context.showLoadedBeside(connectionId, title, collection, query),
    };
    await pickGoTo(source, world, here);
  }

  /** Asks for another of its rows to compare a record with. `shown`: what a person sees of it, where that is not what is loaded. */
  async compareWith(record: number, shown?: MeantRecord): Promise<void> {
    const one = shown ?? (await this.#meant(record));
    await compareWith(this.session, record, async (other) =>
      vscode.commands.executeCommand("tenantActivity.compareRecords", one, await this.#meant(other)),
    );
  }

  /** All that is loaded of a tie, whatever the filter says. */
  async #showNear({ beside, ...asked }: Parameters<HostApi["showNear"]>[0]): Promise<void> {
    const { session, connectionId } = this;
    const { collections, showLoadedBeside } = this.#context;
    const found = await nearRows(session, collections(connectionId), asked);
    if (!found) throw new Error("What was counted there is no longer loaded.");
    const { title, collection, query } = found;
    if (beside || collection !== session.collection) return showLoadedBeside(connectionId, shortened(title), collection, query);
    await session.filter("");
    await session.showLoaded(collection, query);
  }

  dispose(): void {
    this.panel.dispose();
  }

  #handlers(): Handlers<HostApi> {
    const { session } = this;
    /** A person's act that failed is told in a message: the grid has nothing better to say. */
    const told = <Value>(work: Promise<Value>): Promise<Value> => {
      work.catch((error: unknown) => void vscode.window.showErrorMessage(harmless(error instanceof Error ? error.message : String(error))));
      return work;
    };
    return {
      ...sessionHandlers(session),
      ready: ({ zone }) => {
        this.#context.zone.hear(zone);
        this.#shown = true;
        this.#firstRows.forget();
        this.#knownFieldsOf = undefined;
        return this.#whole().then((state) => ({ ...state, panes: this.#panes() }));
      },
      changeAnswers: () => void told(this.changeAnswers()),
      openRecord: ({ record, beside }) => told(this.openRecord(record, beside)),
      openRecords: ({ ranges, format }) => told(this.openRecords(ranges, format)),
      copy: ({ ranges, format, column }) => told(this.copy(ranges, format, column)),
      copyText: ({ text }) => told(Promise.resolve(vscode.env.clipboard.writeText(text))),
      filter: ({ text }) => {
        if (text !== "") didStep("filter");
        return session.filter(text);
      },
      run: ({ text }) => this.#run(text),
      recentQueries: () => this.#context.recentTexts(this.connectionId),
      openQuery: ({ text }) => told(openQueryText(text)),
      act: ({ action }) =>
        told(
          this.#context.act(action, this.connectionId).then((goesOn) => {
            void session.act(goesOn ? "retry" : action);
          }),
        ),
      edit: ({ text, change, beside }) => this.#edit(text, change, beside),
      openAddress: (asked) => told(recordAddress(session, asked).then(openLink)).then(() => undefined),
      names: ({ record }) => this.#names(record),
      openSummary: () => told(this.openSummary()),
      copySummary: () => told(this.copySummary()),
      exportRows: ({ ranges }) => told(this.exportRows(ranges)),
      goTo: ({ from, here }) => void told(this.goTo(from, here)),
      near: ({ record }) => near(session, this.#context.collections(this.connectionId), record),
      showNear: (asked) => told(this.#showNear(asked)),
      goToTime: ({ near: record }) => told(goToTime(session, record)),
      compare: ({ record, with: other }) => void told(this.#compare(record, other)),
      chooseZone: () => void vscode.commands.executeCommand("tenantActivity.chooseTimeZone"),
      panes: (panes) => void this.#keepPanes(panes),
      saveQuery: ({ text }) =>
        told(
          this.#context.saveQuery(text, session.proposedName, session.ref).then((saved) => {
            if (saved) session.rename(saved.ref.name, saved);
          }),
        ),
    };
  }

  async #meant(record: number): Promise<MeantRecord> {
    return { connection: this.connectionId, report: this.session.report.id, text: await this.session.record(record) };
  }

  async #compare(record: number, other: Compared): Promise<void> {
    const meant = await this.#meant(record);
    await vscode.commands.executeCommand(other === "lastGood" ? "tenantActivity.compareLastGood" : "tenantActivity.showChanges", meant);
  }

  /** The address of a single record opens it; anything else is a query. */
  async #run(text: string): Promise<readonly Problem[]> {
    return (await openPastedRecord(text, this.connectionId)) ? [] : this.run(text);
  }

  async #edit(text: string, change: QueryChange, beside: boolean): Promise<Edited> {
    if (change.kind !== "last" && change.kind !== "between" && change.kind !== "remove") didStep("filter");
    const line = readLine(text, this.session);
    if (!("query" in line)) return line;
    if (!beside) return this.session.edit(line.query, change);
    const { shown, message } = this.session.edited(line.query, change);
    if (shown) {
      const { title } = this.session.report;
      const value =
        change.kind === "value" ? String(change.value ?? "(empty)") : change.kind === "condition" ? change.condition : undefined;
      this.#context.runBeside(this.connectionId, value === undefined ? title : `${title} · ${shortened(value)}`, shown.text);
    }
    return { message: shown ? "Opened in a new grid beside" : message };
  }

  async #names(record: number): Promise<readonly NameThere[]> {
    const { session, connectionId } = this;
    const names = await this.#context.names();
    if (this.#namesKnown === undefined) {
      this.#namesKnown = 0;
      const following = names.onDidChange((id) => {
        if (id !== connectionId) return;
        this.#namesKnown = (this.#namesKnown ?? 0) + 1;
        this.#schedule();
      });
      this.panel.onDidDispose(() => following.dispose());
    }
    const found = await names.ofRecord(connectionId, session.report, JSON.parse(await session.record(record)));
    return namesThere(found, session.clock.zone, new Date());
  }

  /** The state, while the grid has no rows yet with the first of them. */
  async #whole(): Promise<GridState> {
    const names = this.#namesKnown;
    return { ...(await this.#firstRows.state()), ...(names !== undefined && { namesKnown: names }) };
  }

  /** For the next grid. That this one began with its summary is of its query. */
  async #keepPanes({ summary, ...panes }: GridPanes): Promise<void> {
    const { id } = this.session.report;
    const meant = this.#startsSummedUp ? this.#context.panes.of(id).summary : summary;
    await this.#context.panes.keep(id, { ...panes, ...(meant && { summary: meant }) });
  }

  /** What was open last, and the summary of a query that its rows answer together. */
  #panes(): GridPanes {
    const panes = this.#context.panes.of(this.session.report.id);
    return this.#startsSummedUp ? { ...panes, summary: { open: true } } : panes;
  }

  /** A hundred fields with their descriptions need not come along with every page. */
  #news({ fields, ...state }: GridState): GridUpdate {
    if (this.#knownFieldsOf === state.report.id) return state;
    this.#knownFieldsOf = state.report.id;
    return { ...state, fields, panes: this.#panes() };
  }

  #showTab(): void {
    const { report } = this.session;
    const title = harmless(this.session.title);
    if (this.panel.title !== title) this.panel.title = title;
    if (this.#icon === report.icon) return;
    this.#icon = report.icon;
    const icon = (theme: string) => vscode.Uri.joinPath(this.#context.extension, "dist", `icon-${report.icon}-${theme}.svg`);
    this.panel.iconPath = { light: icon("light"), dark: icon("dark") };
  }

  /** At most one state a frame: pages and retries come in bursts. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#showTab();
      if (this.#shown)
        void this.#whole()
          .then((state) => this.#grid.show(this.#news(state)))
          .catch(() => undefined);
      this.#changed.fire();
    }, 16);
  }
}
