import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Column, GridApi, GridMemory, GridState, GridUpdate, HostApi, QueryChange } from "../../protocol/grid.ts";
import { knownZone } from "../../query/zone.ts";
import type { Remote } from "../../rpc.ts";
import "../query/clauseChips.ts";
import { QueryEdits } from "../query/queryEdits.ts";
import type { Around } from "../shared/around.ts";
import { SelectionSummary, summaryText } from "../status/selectionSummary.ts";
import { statusLine } from "../status/statusLine.ts";
import "../table/table.ts";
import type { CellPlace } from "../table/tableFocus.ts";
import { banner } from "./banner.ts";
import { Bookmarks } from "./bookmarks.ts";
import { emptyState } from "./emptyState.ts";
import { facetsRegion } from "./facetsRegion.ts";
import { LateParts } from "./lateParts.ts";
import "./notice.ts";
import { overview } from "./overview.ts";
import { panelCommands } from "./panelCommands.ts";
import { PanelFocus } from "./panelFocus.ts";
import { panelGoTo } from "./panelGoTo.ts";
import { PanelMemory } from "./panelMemory.ts";
import { PanelNews } from "./panelNews.ts";
import { PanelPanes } from "./panelPanes.ts";
import { PanelParts } from "./panelParts.ts";
import { panelTableActions } from "./panelTableActions.ts";
import { Popups } from "./popups.ts";
import { rowLooks } from "./rowLooks.ts";
import { RowSearch } from "./rowSearch.ts";
import { sideRegion } from "./sideRegion.ts";
import { SteadyRows } from "./steadyRows.ts";
import { Ticker } from "./ticker.ts";
import { toolbar } from "./toolbar.ts";

const besideFrom = 900;
/** Ages are told in minutes. */
const ageStepMs = 30_000;

/** The whole panel: query line, rows, details, status line. What it does is done by its parts; here they meet. */
export class Panel extends LitElement {
  static override properties = {
    state: { state: true },
    summary: { state: true },
    failure: { state: true },
    beside: { state: true },
  };
  declare state: GridState | undefined;
  /** What is said of the selected rows. */
  declare summary: string | undefined;
  /** What the host could not do, in its words. */
  declare failure: string | undefined;
  declare beside: boolean;
  declare host: Remote<HostApi>;
  declare keep: (memory: GridMemory) => void;
  /** Of a former life. */
  declare memory: GridMemory | undefined;

  private receivedAt = 0;
  /** Where the table starts: what a former life remembered. */
  private start: { readonly focus: CellPlace; readonly top: number } = { focus: { row: 0, column: 0 }, top: 0 };

  private readonly far = (): Remote<HostApi> => this.host;
  private readonly shown = (): GridState | undefined => this.state;
  private readonly redraw = (): void => {
    this.requestUpdate();
  };
  private readonly changed = (): void => {
    this.redraw();
    this.remembered.later();
  };
  private readonly parts = new PanelParts(this);
  private readonly focused = new PanelFocus(this, this.parts);
  private readonly news = new PanelNews(this, this.parts);
  private readonly ticker = new Ticker(document, this.redraw);
  private readonly late: LateParts = new LateParts(this, this.parts, () => this.panes, this.shown);
  private readonly panes = new PanelPanes(this.parts, this.late, this.focused, this.changed);
  private readonly bookmarks = new Bookmarks(this.changed);
  private readonly popups = new Popups(this, this.focused);
  private readonly search = new RowSearch(this, this.parts, this.focused);
  private readonly goTo = panelGoTo(this.parts, this.news, this.far, this.shown);
  private readonly edits = new QueryEdits(
    this.far,
    () => this.parts.get("query"),
    (message, queryText) => {
      this.news.tell(message, queryText);
    },
  );
  private readonly selection = new SelectionSummary(this, this.far, (summary, question) => {
    const { state } = this;
    const field = state?.fields.find(({ path }) => path === question?.path);
    this.summary = state && summary && summaryText(summary, field, state.zone, new Date());
    if (this.summary !== undefined) this.news.announce(this.summary);
  });
  private readonly remembered: PanelMemory = new PanelMemory(
    () => this.state && { state: this.state, table: this.parts.get("rows"), panes: this.panes, bookmarks: this.bookmarks.records },
    (memory) => {
      this.keep(memory);
    },
    (panes) => void this.host.panes(panes),
  );

  private readonly run = (): void => {
    void this.parts.get("query")?.run();
  };

  private readonly changeColumns = (columns: readonly Column[]): void => {
    void this.host.columns({ columns });
  };

  private readonly edit = async (change: QueryChange, beside = false): Promise<void> => {
    await this.edits.make(change, beside);
  };

  private readonly toggleBookmark = (): void => {
    const record = this.parts.get("rows")?.focusedRow?.record;
    if (record !== undefined) this.news.tell(this.bookmarks.toggle(record));
  };

  private readonly fail = (error: unknown): void => {
    this.failure = error instanceof Error ? error.message : String(error);
  };

  private readonly around: Around = { host: this.far, edit: this.edit, announce: this.news.announce, toRows: this.focused.toRows };

  private readonly commands = panelCommands({
    ...this.around,
    parts: this.parts,
    panes: this.panes,
    popups: this.popups,
    looks: rowLooks(this.far, this.parts, this.search, this.bookmarks, this.news),
    goTo: this.goTo,
    state: this.shown,
    run: this.run,
    toggleBookmark: this.toggleBookmark,
  });

  private readonly tableActions = panelTableActions({
    ...this.around,
    state: this.shown,
    parts: this.parts,
    panes: this.panes,
    search: this.search,
    goTo: this.goTo,
    edits: this.edits,
    selection: this.selection,
    columns: this.changeColumns,
    bookmark: this.toggleBookmark,
    redraw: this.redraw,
    moved: this.remembered.later,
    failed: this.fail,
  });

  constructor() {
    super();
    this.state = undefined;
    this.summary = undefined;
    this.failure = undefined;
    this.beside = true;
    this.memory = undefined;
    new SteadyRows(
      this,
      () => this.parts.get("rows"),
      () => (this.state?.rows ?? 0) > 0,
    );
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
      const table = this.parts.get("rows");
      const record = table?.focusedRow?.record;
      return { ...(record !== undefined && { record }), ranges: table?.ranges ?? [] };
    },
    focus: ({ part }) => {
      this.panes.open(part);
    },
    command: ({ command, column }) => {
      this.commands.menu(command, column);
    },
    goTo: ({ part, here }) => {
      this.goTo.from(part, here);
    },
  };

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.memory) {
      const { bookmarks = [], focus, scrollTop } = this.memory;
      this.remembered.restore(this.memory);
      this.bookmarks.records = new Set(bookmarks);
      this.panes.restore(this.memory);
      this.start = { focus: focus ?? this.start.focus, top: scrollTop };
    }
    new ResizeObserver(() => {
      this.beside = this.clientWidth > besideFrom;
    }).observe(this);
    this.addEventListener("keydown", (event) => {
      this.commands.key(event);
    });
    // What the host is asked for in passing may fail as well: the rows stay, the person is told.
    window.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.fail(event.reason);
    });
  }

  show(update: GridUpdate): void {
    const before = this.state;
    // A browser older than the host may not know its zone: better another one, by its name, than no times.
    const state: GridState = { ...update, fields: update.fields ?? before?.fields ?? [], zone: knownZone(update.zone) ?? "UTC" };
    if (update.panes && before?.report.id !== state.report.id) {
      // A new grid begins as the last one was; one that remembers itself does not, until it shows another report.
      if (before) this.panes.take(update.panes);
      else if (this.remembered.isEmpty) this.panes.restore(update.panes);
      this.remembered.knows(this.panes.kept);
    }
    this.state = state;
    this.receivedAt = performance.now();
    this.ticker.every(state.phase === "running" ? 1_000 : state.run.askedAt === undefined ? undefined : ageStepMs);
    if (state.loaded === 0) {
      this.panes.row = undefined;
      // The records of another run have other numbers.
      if (this.bookmarks.records.size > 0) this.bookmarks.records = new Set();
    }
    if (before) this.news.follow(before, state);
    this.remembered.atOnce();
  }

  /** CSS pixels that rows and details share. */
  private get mainLength(): number {
    const main = this.querySelector(".main") ?? this;
    return this.beside ? main.clientWidth : main.clientHeight;
  }

  /** What went wrong. Where there are rows it stands below them: none of them moves when it comes or goes. */
  private banners(state: GridState): TemplateResult {
    return html`${state.banner ? banner(state.banner, (action) => void this.host.act({ action })) : nothing}
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
    const { state, host, parts, panes, popups, search, around, beside, run } = this;
    if (!state) return nothing;
    const running = state.phase === "running";
    const elapsedMs = state.run.elapsedMs + (running ? performance.now() - this.receivedAt : 0);
    return html`${toolbar(state, { panes, popups, beside, run, changeColumns: this.changeColumns, draft: () => parts.get("query")?.draft }, around)}
      <grid-clauses
        .state=${state}
        .host=${around.host}
        .edit=${around.edit}
        .announce=${around.announce}
        .record=${() => parts.get("rows")?.focusedRow?.record}
        .onShow=${(text?: string) => {
          parts.get("query")?.select(text);
        }}
      ></grid-clauses>
      ${state.rows === 0 ? this.banners(state) : nothing} ${overview(state, panes, around)}
      <div class="middle" .style=${`--facets: ${String(panes.facets.size)}px`}>
        ${facetsRegion(state, panes, around)}
        <div class="main ${panes.side ? (beside ? "beside" : "below") : ""}" .style=${`--share: ${String(panes.details.size * 100)}%`}>
          <div class="progress" ?hidden=${!running}></div>
          <div class="rows-area">
            <grid-table
              .state=${state}
              .host=${around.host}
              .actions=${this.tableActions}
              .start=${this.start}
              .bookmarks=${this.bookmarks.records}
            ></grid-table>
            ${emptyState(
              state,
              {
                run,
                widen: () => void host.act({ action: "widen" }),
                editQuery: () => {
                  parts.focus("query");
                },
                clearFilter: () => {
                  parts.get("filter")?.clear();
                },
                loadMore: () => void host.loadMore(),
              },
              around,
            )}
          </div>
          ${sideRegion(
            state,
            {
              panes,
              beside,
              length: this.mainLength,
              step: (rows) => parts.get("rows")?.step(rows),
              go: (position) => parts.toRow(position),
            },
            around,
            this.late.summary?.(state, panes, around),
          )}
        </div>
      </div>
      ${state.rows > 0 ? this.banners(state) : nothing}
      ${
        search.isOpen
          ? html`<grid-find
              .state=${state}
              .text=${search.words}
              .host=${around.host}
              .row=${() => parts.get("rows")?.place.row ?? 0}
              .onGo=${parts.toRow}
              .onClose=${() => {
                search.show(false);
              }}
              .announce=${around.announce}
            ></grid-find>`
          : nothing
      }
      <grid-notice .state=${state} .onRun=${run} .onLeave=${around.toRows}></grid-notice>
      ${statusLine(state, elapsedMs, popups.current === "notes", this.summary, {
        ungroup: () => void host.groupBy({}),
        unfold: () => void host.foldRepeats({ folded: false }),
        loadMore: () => void host.loadMore(),
        loadAll: () => void host.loadAll(),
        refresh: () => void host.refresh(),
        cancel: () => void host.cancel(),
        notes: (open) => {
          popups.set(open ? "notes" : undefined);
        },
      })}
      <div class="announcer" role="log" aria-live="polite" aria-label="What was done"></div>`;
  }
}

customElements.define("tenant-grid", Panel);
