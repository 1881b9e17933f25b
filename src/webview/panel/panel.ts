import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type {
  Column,
  GoToFrom,
  GridApi,
  GridCommand,
  GridMemory,
  GridPanes,
  GridState,
  GridUpdate,
  GroupRow,
  HostApi,
  QueryChange,
  Row,
} from "../../protocol/grid.ts";
import { knownZone } from "../../query/zone.ts";
import type { Remote } from "../../rpc.ts";
import { say } from "../shared/announcer.ts";
import { banner } from "./banner.ts";
import "../query/clauseChips.ts";
import type { RecordDetails } from "../details/recordDetails.ts";
import { emptyState, isFoundEmpty } from "./emptyState.ts";
import type { FindBox } from "./findBox.ts";
import type { FilterBox } from "./filterBox.ts";
import { counted, formatCount } from "../../records/counted.ts";
import type { FacetsPane } from "../facets/facets.ts";
import "./notice.ts";
import type { GridNotice } from "./notice.ts";
import { overview } from "./overview.ts";
import { PanelParts, type Part } from "./panelParts.ts";
import { QueryEdits } from "../query/queryEdits.ts";
import type { QueryLine } from "../query/queryLine.ts";
import { sash } from "./sash.ts";
import { SelectionSummary, summaryText } from "../status/selectionSummary.ts";
import type { HeadPart } from "../table/groupHead.ts";
import { keyName, panelKeys, type LookCommand, type PanelCommand } from "./shortcuts.ts";
import type { SummaryPane } from "../summary/summaryPane.ts";
import type { summaryPart } from "../summary/summaryPart.ts";
import { stateNews } from "./stateNews.ts";
import { shownPane, sideRegion, type SidePane } from "./sideRegion.ts";
import { statusLine } from "../status/statusLine.ts";
import "../table/table.ts";
import type { GridTable } from "../table/table.ts";
import type { TableActions } from "../table/tableActions.ts";
import type { CellPlace } from "../table/tableFocus.ts";
import { Ticker } from "./ticker.ts";
import { toolbar, type Popup } from "./toolbar.ts";

type GoToPart = NonNullable<Parameters<GridApi["goTo"]>[0]["part"]>;

const besideFrom = 900;
const rememberMs = 300;
const progressAnnouncementMs = 5_000;
/** Ages are told in minutes. */
const ageStepMs = 30_000;

/** The whole panel: query line, rows, details, status line. */
export class GridPanel extends LitElement {
  static override properties = {
    state: { state: true },
    popup: { state: true },
    summary: { state: true },
    failure: { state: true },
    details: { state: true },
    facets: { state: true },
    histogram: { state: true },
    summaryPane: { state: true },
    summaryPart: { state: true },
    detailsRow: { state: true },
    beside: { state: true },
    finding: { state: true },
    bookmarks: { state: true },
  };
  declare state: GridState | undefined;
  declare popup: Popup | undefined;
  /** What is said of the selected rows. */
  declare summary: string | undefined;
  /** What the host could not do, in its words. */
  declare failure: string | undefined;
  declare details: GridMemory["details"];
  declare facets: GridMemory["facets"];
  declare histogram: GridMemory["histogram"];
  declare summaryPane: NonNullable<GridMemory["summary"]>;
  /** Draws the summary, once it was opened. */
  declare summaryPart: typeof summaryPart | undefined;
  declare detailsRow: Row | undefined;
  declare beside: boolean;
  /** The search in the rows is open. */
  declare finding: boolean;
  /** Numbers of records. */
  declare bookmarks: ReadonlySet<number>;
  declare host: Remote<HostApi>;
  declare keep: (memory: GridMemory) => void;
  declare memory: GridMemory | undefined;

  private receivedAt = 0;
  private lastFocused: HTMLElement | undefined;
  private readonly parts = new PanelParts(this);
  private readonly edits = new QueryEdits(this);
  private readonly ticker = new Ticker(document, () => {
    this.requestUpdate();
  });
  /** What was looked for before the search was closed. */
  private lastFind = "";
  /** What the host knows of the panes. */
  private toldPanes = "";
  private remembering: ReturnType<typeof setTimeout> | undefined;
  private announcedAt = 0;
  /** Where the table starts: what a former life remembered. */
  private start: { readonly focus: CellPlace; readonly top: number } = { focus: { row: 0, column: 0 }, top: 0 };
  private tableTop: number | undefined;
  private toolbarHeight: number | undefined;
  /** The query line grows by itself while one writes: that moves the rows as little as a banner does. */
  private readonly toolbarSize = new ResizeObserver(([entry]) => {
    const [height, before] = [entry?.contentRect.height, this.toolbarHeight];
    this.toolbarHeight = height;
    if (height !== undefined && before !== undefined && this.table && this.table.top > 0) this.table.shift(height - before);
  });
  private readonly selectionSummary = new SelectionSummary(
    () => this.host,
    (summary, question) => {
      const { state } = this;
      const field = state?.fields.find(({ path }) => path === question?.path);
      this.summary = state && summary && summaryText(summary, field, state.zone, new Date());
      if (this.summary !== undefined) this.announce(this.summary);
    },
  );
  /** For the parts: the far side itself has a method of every name, which lit would take for a directive. */
  readonly far = (): Remote<HostApi> => this.host;

  constructor() {
    super();
    this.state = undefined;
    this.popup = undefined;
    this.summary = undefined;
    this.failure = undefined;
    this.details = { open: false, size: 0.4 };
    this.facets = { open: false, size: 260, paths: [] };
    this.histogram = { open: true };
    this.summaryPane = { open: false };
    this.summaryPart = undefined;
    this.detailsRow = undefined;
    this.beside = true;
    this.finding = false;
    this.bookmarks = new Set();
    this.memory = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** What the host may ask. */
  readonly api: GridApi = {
    show: (state) => {
      this.show(state);
    },
    selection: () => {
      const record = this.table?.focusedRow?.record;
      return { ...(record !== undefined && { record }), ranges: this.table?.ranges ?? [] };
    },
    focus: ({ part }) => {
      this.openPart(part);
    },
    command: ({ command, column }) => {
      this.gridCommand(command, column);
    },
    goTo: ({ part, here }) => {
      this.goTo(part, here);
    },
  };

  private get table(): GridTable | null {
    return this.querySelector<GridTable>("grid-table");
  }
  get queryLine(): QueryLine | null {
    return this.querySelector<QueryLine>("grid-query");
  }
  get notice(): GridNotice | null {
    return this.querySelector<GridNotice>("grid-notice");
  }
  private get filterBox(): FilterBox | null {
    return this.querySelector<FilterBox>("grid-filter");
  }
  private get findBox(): FindBox | null {
    return this.querySelector<FindBox>("grid-find");
  }
  private get facetsPane(): FacetsPane | null {
    return this.querySelector<FacetsPane>("grid-facets");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.memory) {
      const { details, facets, histogram, summary, bookmarks = [] } = this.memory;
      this.bookmarks = new Set(bookmarks);
      this.details = details;
      // Memories of earlier versions have none of these.
      this.facets = (facets as typeof facets | undefined) ?? this.facets;
      this.histogram = (histogram as typeof histogram | undefined) ?? this.histogram;
      this.summaryPane = summary ?? this.summaryPane;
      this.start = { focus: this.memory.focus ?? this.start.focus, top: this.memory.scrollTop };
    }
    new ResizeObserver(() => {
      this.beside = this.clientWidth > besideFrom;
    }).observe(this);
    this.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.addEventListener("mousedown", (event) => {
      this.onPress(event);
    });
    // What the host is asked for in passing may fail as well: the rows stay, the person is told.
    window.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.fail(event.reason);
    });
    this.addEventListener("focusin", ({ target }) => {
      this.lastFocused = target as HTMLElement;
    });
    // VS Code gives the focus to the page, not to what had it before the palette or a menu.
    window.addEventListener("focus", () => {
      if (document.activeElement !== document.body) return;
      if (this.lastFocused?.checkVisibility()) this.lastFocused.focus({ preventScroll: true });
      else this.toRows();
    });
  }

  /** Keys are lost when the page got the focus before it had rows, or when the button that had it is gone: then the rows take it. */
  private readonly holdFocus = (): void => {
    if (document.hasFocus() && document.activeElement === document.body && !this.lastFocused?.isConnected) this.toRows();
  };

  show(update: GridUpdate): void {
    const before = this.state;
    // A browser older than the host may not know its zone: better another one, by its name, than no times.
    const state: GridState = { ...update, fields: update.fields ?? before?.fields ?? [], zone: knownZone(update.zone) ?? "UTC" };
    if (update.panes && before?.report.id !== state.report.id) this.beginPanes(update.panes, before === undefined);
    this.state = state;
    this.receivedAt = performance.now();
    this.ticker.every(state.phase === "running" ? 1_000 : state.run.askedAt === undefined ? undefined : ageStepMs);
    if (state.loaded === 0) {
      this.detailsRow = undefined;
      // The records of another run have other numbers.
      if (this.bookmarks.size > 0) this.bookmarks = new Set();
    }
    const news = before && stateNews(before, state, performance.now() - this.announcedAt > progressAnnouncementMs);
    if (news !== undefined) this.announce(news);
    this.rememberNow();
  }

  /** A new grid begins as the last one was; one that remembers itself does not, until it shows another report, of which other facets tell. */
  private beginPanes({ details, facets, histogram, summary = this.summaryPane }: GridPanes, isFirst: boolean): void {
    if (!isFirst) {
      this.facets = { ...this.facets, paths: facets.paths };
      const { field } = histogram;
      this.histogram = { open: this.histogram.open, ...(field !== undefined && { field }) };
    }
    if (isFirst && !this.memory) [this.details, this.facets, this.histogram, this.summaryPane] = [details, facets, histogram, summary];
    this.toldPanes = JSON.stringify(this.panes);
  }

  private get panes(): GridPanes {
    const { details, facets, histogram, summaryPane } = this;
    return { details, facets, histogram, ...(summaryPane.open && { summary: summaryPane }) };
  }

  private readonly fail = (error: unknown): void => {
    this.failure = error instanceof Error ? error.message : String(error);
  };

  readonly announce = (text: string): void => {
    this.announcedAt = performance.now();
    const log = this.querySelector(".announcer");
    if (log) say(log, text);
  };

  /** After scrolling and resizing have come to rest. */
  private readonly remember = (): void => {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      this.rememberNow();
    }, rememberMs);
  };

  /** At once: the page of a tab that is hidden ends without a word. */
  private rememberNow(): void {
    clearTimeout(this.remembering);
    const { state, table } = this;
    if (!state) return;
    const { title, savedQuery, connection, queryText, answered, columns, sort, filter, group, thenGroup, folded } = state;
    // Before there are rows, what a former life remembered is still to come.
    const place = state.rows > 0 && table ? { scrollTop: table.top, focus: table.place.at } : undefined;
    this.memory = {
      title,
      ...(savedQuery !== undefined && { savedQuery }),
      connectionId: connection.id,
      queryText,
      ...(answered && { answered }),
      columns,
      sort,
      filter,
      ...(group !== undefined && { group }),
      ...(thenGroup !== undefined && { thenGroup }),
      ...(folded && { folded }),
      details: this.details,
      facets: this.facets,
      histogram: this.histogram,
      summary: this.summaryPane,
      ...(this.bookmarks.size > 0 && { bookmarks: [...this.bookmarks] }),
      scrollTop: place?.scrollTop ?? this.memory?.scrollTop ?? 0,
      focus: place?.focus ?? this.memory?.focus ?? { row: 0, column: 0 },
    };
    this.keep(this.memory);
    const panes = JSON.stringify(this.panes);
    if (panes !== this.toldPanes && this.toldPanes !== "") void this.host.panes(this.panes);
    this.toldPanes = panes;
  }

  /** Of details and summary the one that is seen. */
  get sidePane(): SidePane | undefined {
    return shownPane({ details: this.details, summary: this.summaryPane });
  }

  /** Opened it comes before the summary; closed it leaves the place to it. */
  readonly showDetails = (open: boolean): void => {
    if (open) this.detailsRow ??= this.table?.focusedRow;
    const summary = this.summaryPane.open;
    this.changeSide("details", {
      details: { ...this.details, open },
      summary: { open: summary, ...(open && summary && { behind: true }) },
    });
  };

  readonly showSummary = (open: boolean): void => {
    this.changeSide("summary", { details: this.details, summary: { open } });
  };

  /** The focus does not stay in what is no longer seen. */
  private changeSide(pane: SidePane, { details, summary }: Required<Pick<GridMemory, "details" | "summary">>): void {
    const before = this.sidePane;
    const hadFocus = before !== undefined && this.parts.hasFocus(before);
    this.details = details;
    this.summaryPane = summary;
    this.remember();
    if (!hadFocus || this.sidePane === before) return;
    if (this.sidePane === pane) this.focusPart(pane);
    else this.toRows();
  }

  readonly showFacets = (open: boolean): void => {
    if (!open && this.parts.hasFocus("facets")) this.toRows();
    this.keepFacets({ open });
  };

  readonly showHistogram = (open: boolean): void => {
    this.histogram = { ...this.histogram, open };
    this.remember();
  };

  /** By outcome without a field. */
  readonly partHistogram = (field: string | undefined): void => {
    this.histogram = { open: this.histogram.open, ...(field !== undefined && { field }) };
    this.remember();
  };

  /** Shows a part that may be closed, and puts the focus there. */
  private openPart(part: Part): void {
    if (part === "details") this.showDetails(true);
    else if (part === "facets") this.showFacets(true);
    else if (part === "histogram") this.showHistogram(true);
    else if (part === "summary") this.showSummary(true);
    this.focusPart(part);
  }

  private focusPart(part: Part): void {
    void this.whenThere(part).then(() => {
      this.parts.focus(part);
    });
  }

  /** The part is drawn, and its code is loaded. */
  private async whenThere(part: Part): Promise<void> {
    await this.updateComplete;
    if (part === "facets" || part === "histogram" || part === "details") await customElements.whenDefined(`grid-${part}`);
    if (part !== "summary") return;
    await this.loadSummary();
    await this.updateComplete;
  }

  private async loadSummary(): Promise<void> {
    this.summaryPart ??= (await import("../summary/summaryPart.ts")).summaryPart;
  }

  readonly changeColumns = (columns: readonly Column[]): void => {
    void this.host.columns({ columns });
  };

  readonly edit = async (change: QueryChange, beside = false): Promise<void> => {
    await this.edits.make(change, beside);
  };

  private readonly tableActions: TableActions = {
    sort: (sort) => void this.host.sort({ sort }),
    columns: this.changeColumns,
    open: (record, beside) => void this.host.openRecord({ record, beside }),
    copy: (ranges, format, column) => {
      const what = this.table?.areHeads(ranges) && format !== "json" ? "group" : "row";
      void this.host.copy({ ranges, format, ...(column !== undefined && { column }) }).then((rows) => {
        this.announce(column === undefined ? `${counted(rows, what)} copied` : "Value copied");
      });
    },
    filterBy: ({ path }, value, keep, beside) =>
      void this.edit({ kind: "value", path, value, pick: keep ? "only" : "exclude", isCell: true }, beside),
    selected: (question) => {
      this.selectionSummary.ask(question);
    },
    focused: (row) => {
      this.detailsRow = row;
    },
    moved: this.remember,
    narrowToGroup: (group, part) => void this.narrowToGroup(group, part),
    goTo: (record, path, here) => {
      void this.host.goTo({ from: { kind: "record", record, ...(path !== undefined && { column: path }) }, here });
    },
    toggleDetails: () => {
      this.showDetails(this.sidePane !== "details");
    },
    bookmark: () => {
      this.toggleBookmark();
    },
    // One step back, and finally: stop loading.
    back: () => {
      if (this.finding) this.showFind(false);
      else if (this.sidePane === "details") this.showDetails(false);
      else if (this.state?.phase === "running") void this.host.cancel();
    },
    announce: this.announce,
    failed: this.fail,
  };

  readonly run = (): void => {
    void this.queryLine?.run();
  };

  /** Who has gone elsewhere in VS Code meanwhile stays there: an answer or a state that comes then takes no focus. */
  readonly toRows = (): void => {
    if (document.hasFocus()) this.parts.focus("rows");
  };

  private openPopup(popup: Popup): void {
    this.popup = popup;
    if (popup === "columns") void import("../table/columnChooser.ts");
  }

  togglePopup(popup: Popup): void {
    if (this.popup === popup) this.popup = undefined;
    else this.openPopup(popup);
  }

  readonly closePopup = (): void => {
    if (!this.popup) return;
    const hadFocus = this.querySelector(".popup")?.contains(document.activeElement);
    this.popup = undefined;
    if (hadFocus) this.toRows();
  };

  private onPress(event: MouseEvent): void {
    if (this.popup && !(event.target as Element).closest(".popup, [aria-expanded]")) this.popup = undefined;
  }

  private onKey(event: KeyboardEvent): void {
    const name = keyName(event);
    const [target] = event.composedPath(); // inside of vscode-textfield, too
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const command = panelKeys.get(name);
    if (typing && name === "Ctrl+a") {
      // The page selects all by itself. VS Code would do so again a moment later, when more may have been typed.
      event.stopPropagation();
      return;
    }
    if (name === "Escape") {
      if (this.popup) this.closePopup();
      else this.toRows();
    } else if (command && !(typing && /^(?:Shift\+)?.$/u.test(name))) this.command(command);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private command(command: PanelCommand): void {
    switch (command) {
      case "goTo":
      case "goToHere":
        this.goTo(undefined, command === "goToHere");
        break;
      case "query":
        this.parts.focus("query");
        break;
      case "filter":
        this.parts.focus("filter");
        break;
      case "runAgain":
        this.run();
        break;
      case "nextPart":
      case "previousPart":
        this.parts.cycle(command === "nextPart" ? 1 : -1, (this.state?.clauses.length ?? 0) > 0);
        break;
      case "help":
        this.popup = "help";
        break;
      case "summary":
        this.showSummary(this.sidePane !== "summary");
        break;
      default:
        void this.look(command);
    }
  }

  /** Asks where to go from what the person is at. `part`: where that is; missing: where the focus is. */
  private goTo(part: GoToPart | undefined, here: boolean): void {
    const focused = (["details", "facets", "summary"] as const).find((one) => this.parts.hasFocus(one));
    const from = this.goToFrom(part ?? focused ?? "rows");
    if (from) void this.host.goTo({ from, here });
    else this.tell("Nothing is named there that one can go to: move to a value or a row first.");
  }

  private goToFrom(part: GoToPart): GoToFrom | undefined {
    if (part === "details") return this.querySelector<RecordDetails>("grid-details")?.goToFrom;
    if (part === "facets") return this.facetsPane?.goToFrom;
    if (part === "summary") return this.querySelector<SummaryPane>("grid-summary")?.goToFrom;
    const { table, state } = this;
    const record = table?.focusedRow?.record;
    const path = state?.columns[table?.place.column ?? 0]?.path;
    return record === undefined ? undefined : { kind: "record", record, ...(path !== undefined && { column: path }) };
  }

  /** What menus and the palette ask for. */
  private gridCommand(command: GridCommand, column?: string): void {
    switch (command) {
      case "toggleFacets":
        this.showFacets(!this.facets.open);
        break;
      case "toggleHistogram":
        this.showHistogram(!this.histogram.open);
        break;
      case "toggleDetails":
        this.showDetails(this.sidePane !== "details");
        break;
      case "toggleSummary":
        this.showSummary(this.sidePane !== "summary");
        break;
      case "showSummaryRows":
      case "showSummaryRowsBeside":
        this.querySelector<SummaryPane>("grid-summary")?.showRows(command === "showSummaryRowsBeside");
        break;
      case "chooseColumns":
        this.openPopup("columns");
        break;
      case "showFacet": {
        const path = column ?? this.state?.columns[this.table?.place.column ?? 0]?.path;
        if (path !== undefined) this.showFacet(path);
        break;
      }
      case "copyDetailValue":
      case "copyDetailPath":
      case "filterForDetail":
      case "filterOutDetail":
      case "filterForDetailBeside":
      case "filterOutDetailBeside":
        this.querySelector<RecordDetails>("grid-details")?.run(command);
        break;
      case "find":
      case "findNext":
      case "findPrevious":
      case "goToTime":
      case "nextBookmark":
      case "previousBookmark":
        void this.look(command);
        break;
      case "toggleBookmark":
        this.toggleBookmark();
        break;
      case "openQueryAsFile":
        void this.host.openQuery({ text: this.queryLine?.draft ?? "" });
        break;
      default:
        this.table?.perform(command, column);
        break;
    }
  }

  private showFind(open: boolean): void {
    const hadFocus = this.findBox?.contains(document.activeElement);
    if (this.findBox) this.lastFind = this.findBox.text;
    this.finding = open;
    if (open) void import("./findBox.ts").then(() => this.updateComplete).then(() => this.findBox?.focus());
    else if (hadFocus) this.toRows();
  }

  /** Looks for a row and goes there. */
  private async look(command: LookCommand): Promise<void> {
    const { table, findBox } = this;
    switch (command) {
      case "find":
        this.showFind(true);
        break;
      case "findNext":
      case "findPrevious":
        if (findBox && findBox.text !== "") await findBox.go(command === "findNext" ? 1 : -1);
        else this.showFind(true);
        break;
      case "goToTime": {
        const record = table?.focusedRow?.record;
        const { position, message } = await this.host.goToTime(record === undefined ? {} : { near: record });
        if (position !== undefined) this.goToRow(position);
        if (message !== undefined) this.tell(message);
        break;
      }
      case "nextBookmark":
      case "previousBookmark": {
        const step = command === "nextBookmark" ? 1 : -1;
        if (this.bookmarks.size === 0) this.tell("No row has a bookmark: B puts one on the focused row.");
        else {
          const from = (table?.place.row ?? 0) + step;
          const { index, position, count } = await this.host.find({ records: [...this.bookmarks], start: from, step });
          if (position === undefined || index === undefined) this.tell("No row with a bookmark is among those shown.");
          else {
            this.goToRow(position);
            this.tell(`Bookmark ${formatCount(index + 1)} of ${formatCount(count)}`);
          }
        }
        break;
      }
    }
  }

  readonly goToRow = (position: number): void => {
    this.table?.moveTo(position, this.table.place.column, "row");
  };

  private tell(message: string): void {
    this.notice?.tell(message);
    this.announce(message);
  }

  private toggleBookmark(): void {
    const record = this.table?.focusedRow?.record;
    if (record === undefined) return;
    const bookmarks = new Set(this.bookmarks);
    if (!bookmarks.delete(record)) bookmarks.add(record);
    this.tell(bookmarks.has(record) ? `Bookmark ${formatCount(bookmarks.size)} put. F4 goes from one to the next.` : "Bookmark taken away");
    this.bookmarks = bookmarks;
    this.remember();
  }

  /** Only the rows of a group, which are then shown, and of one outcome of it, or who they are, too. */
  private async narrowToGroup({ value, within, answers }: GroupRow, { outcome, people }: HeadPart): Promise<void> {
    const { state } = this;
    if (state?.group === undefined) return;
    const { group, thenGroup } = state;
    const values =
      within && thenGroup !== undefined
        ? ([
            [group, within.value],
            [thenGroup, value],
          ] as const)
        : ([[group, value]] as const);
    const changes: QueryChange[] = values.map(([path, of]) => ({ kind: "value", path, value: of, pick: "only", isCell: true }));
    // A value that cannot be asked for leaves the query as it is: more rows than those of the group would be meant.
    for (const change of [...changes, ...(outcome ? [{ kind: "outcome", outcome } as const] : [])])
      if (!(await this.edits.make(change, false))) return;
    void this.host.openGroups({ open: true });
    const kind = answers.people.findIndex((count) => count > 0);
    const path = people && state.people?.[kind]?.paths[0];
    if (path !== undefined) this.showFacet(path);
  }

  private showFacet(path: string): void {
    this.keepFacets({ open: true, paths: [...new Set([...this.facets.paths, path])] });
    void this.whenThere("facets").then(() => this.facetsPane?.reveal(path));
  }

  /** CSS pixels that rows and details share. */
  get mainLength(): number {
    const main = this.querySelector(".main") ?? this;
    return this.beside ? main.clientWidth : main.clientHeight;
  }

  keepDetails(change: Partial<GridMemory["details"]>): void {
    this.details = { ...this.details, ...change };
    this.remember();
  }

  private keepFacets(change: Partial<GridMemory["facets"]>): void {
    this.facets = { ...this.facets, ...change };
    this.remember();
  }

  /** Moves the focus of the rows, as the details do. */
  step(rows: number): void {
    this.table?.step(rows);
  }

  protected override willUpdate(): void {
    this.tableTop = this.table?.getBoundingClientRect().top;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { table } = this;
    const top = table?.getBoundingClientRect().top;
    // A banner comes and goes without moving the rows that one reads; at their beginning it pushes them down, so that it hides none.
    if (table && table.top > 0 && top !== undefined && this.tableTop !== undefined && top !== this.tableTop && (this.state?.rows ?? 0) > 0)
      table.shift(top - this.tableTop);
    const toolbarElement = this.querySelector(".toolbar");
    if (toolbarElement) this.toolbarSize.observe(toolbarElement);
    // The first rows do not wait for what stands around them.
    if (this.sidePane === "details") void import("../details/recordDetails.ts");
    if (this.summaryPane.open) void this.loadSummary();
    if (this.facets.open) void import("../facets/facets.ts");
    if (this.histogram.open && (this.state?.rows ?? 0) > 0) void import("../histogram/histogram.ts");
    if (this.state && isFoundEmpty(this.state)) void import("./waysOut.ts");
    if (changed.has("popup") && this.popup && this.popup !== "columns") this.querySelector<HTMLElement>(".popup")?.focus();
    // The parts inside are drawn after this one.
    requestAnimationFrame(this.holdFocus);
  }

  /** The values of fields, and the edge by which the pane is made wider. */
  private facetsPart(state: GridState): TemplateResult | typeof nothing {
    const { open, size, paths } = this.facets;
    if (!open) return nothing;
    return html`<grid-facets
        .state=${state}
        .host=${this.far}
        .edit=${this.edit}
        .announce=${this.announce}
        .paths=${paths}
        .onPaths=${(unfolded: readonly string[]) => {
          this.keepFacets({ paths: unfolded });
        }}
        .onClose=${() => {
          this.showFacets(false);
        }}
      ></grid-facets>
      ${sash({
        label: "Width of the facets",
        upright: true,
        at: size,
        least: 160,
        most: 600,
        perPixel: 1,
        step: 20,
        onSize: (wide) => {
          this.keepFacets({ size: wide });
        },
      })}`;
  }

  /** What went wrong. Where there are rows it stands below them: none of them moves when it comes or goes. */
  private banners(state: GridState): TemplateResult {
    const { host } = this;
    return html`${state.banner ? banner(state.banner, (action) => void host.act({ action })) : nothing}
    ${
      this.failure === undefined
        ? nothing
        : banner(
            { severity: "error", message: this.failure, actions: [] },
            () => undefined,
            () => {
              this.failure = undefined;
            },
          )
    }`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state, details, popup, host, sidePane } = this;
    if (!state) return nothing;
    const running = state.phase === "running";
    const elapsedMs = state.run.elapsedMs + (running ? performance.now() - this.receivedAt : 0);
    return html`${toolbar(state, this)}
      <grid-clauses
        .state=${state}
        .host=${this.far}
        .edit=${this.edit}
        .announce=${this.announce}
        .record=${() => this.table?.focusedRow?.record}
        .onShow=${(text?: string) => {
          this.queryLine?.select(text);
        }}
      ></grid-clauses>
      ${state.rows === 0 ? this.banners(state) : nothing} ${overview(state, this)}
      <div class="middle" .style=${`--facets: ${String(this.facets.size)}px`}>
        ${this.facetsPart(state)}
        <div class="main ${sidePane ? (this.beside ? "beside" : "below") : ""}" .style=${`--share: ${String(details.size * 100)}%`}>
          <div class="progress" ?hidden=${!running}></div>
          <div class="rows-area">
            <grid-table
              .state=${state}
              .host=${this.far}
              .actions=${this.tableActions}
              .start=${this.start}
              .bookmarks=${this.bookmarks}
            ></grid-table>
            ${emptyState(
              state,
              {
                run: this.run,
                widen: () => void host.act({ action: "widen" }),
                editQuery: () => {
                  this.parts.focus("query");
                },
                clearFilter: () => {
                  this.filterBox?.clear();
                },
                loadMore: () => void host.loadMore(),
              },
              this,
            )}
          </div>
          ${sideRegion(state, this, this.summaryPart?.(state, this))}
        </div>
      </div>
      ${state.rows > 0 ? this.banners(state) : nothing}
      ${
        this.finding
          ? html`<grid-find
              .state=${state}
              .text=${this.lastFind}
              .host=${this.far}
              .row=${() => this.table?.place.row ?? 0}
              .onGo=${this.goToRow}
              .onClose=${() => {
                this.showFind(false);
              }}
              .announce=${this.announce}
            ></grid-find>`
          : nothing
      }
      <grid-notice .state=${state} .onRun=${this.run} .onLeave=${this.toRows}></grid-notice>
      ${statusLine(state, elapsedMs, popup === "notes", this.summary, {
        ungroup: () => void host.groupBy({}),
        unfold: () => void host.foldRepeats({ folded: false }),
        loadMore: () => void host.loadMore(),
        loadAll: () => void host.loadAll(),
        refresh: () => void host.refresh(),
        cancel: () => void host.cancel(),
        notes: (open) => {
          this.popup = open ? "notes" : undefined;
        },
      })}
      <div class="announcer" role="log" aria-live="polite" aria-label="What was done"></div>`;
  }
}

customElements.define("tenant-grid", GridPanel);
