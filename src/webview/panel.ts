import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Cell, GridApi, GridCommand, GridMemory, GridState, GridUpdate, HostApi, QueryChange, Row } from "../protocol.ts";
import type { Remote } from "../rpc.ts";
import { banner } from "./banner.ts";
import "./clauseChips.ts";
import type { ClauseChips } from "./clauseChips.ts";
import type { RecordDetails } from "./details/recordDetails.ts";
import { emptyState } from "./emptyState.ts";
import "./filterBox.ts";
import type { FilterBox } from "./filterBox.ts";
import "./coverageRibbon.ts";
import { isWhole, shortcomings } from "./coverageText.ts";
import { counted } from "./format.ts";
import type { FacetsPane } from "./facets.ts";
import "./queryLine.ts";
import type { QueryLine } from "./queryLine.ts";
import { shortcutHelp } from "./shortcutHelp.ts";
import { sash } from "./sash.ts";
import { SelectionSummary, summaryText } from "./selectionSummary.ts";
import { keyName, panelKeys, type PanelCommand } from "./shortcuts.ts";
import { statusLine } from "./statusLine.ts";
import { rowsText } from "./statusText.ts";
import "./table.ts";
import type { GridTable, TableActions } from "./table.ts";

type Popup = "columns" | "help" | "notes";
type Part = Parameters<GridApi["focus"]>[0]["part"] | "clauses" | "coverage" | "status";

const besideFrom = 900;
const rememberMs = 300;
const progressAnnouncementMs = 5_000;
const smallestShare = 0.15;
const largestShare = 0.8;

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
    detailsRow: { state: true },
    beside: { state: true },
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
  declare detailsRow: Row | undefined;
  declare beside: boolean;
  declare host: Remote<HostApi>;
  declare keep: (memory: GridMemory) => void;
  declare memory: GridMemory | undefined;

  private receivedAt = 0;
  private lastFocused: Element | undefined;
  /** The last gesture that edits the query. */
  private editing: Promise<void> = Promise.resolve();
  private ticking: ReturnType<typeof setInterval> | undefined;
  private remembering: ReturnType<typeof setTimeout> | undefined;
  private announcedAt = 0;
  /** Where the table starts: what a former life remembered. */
  private start: { readonly focus: GridTable["focusAt"]; readonly top: number } = { focus: { row: 0, column: 0 }, top: 0 };
  private tableTop: number | undefined;
  private readonly tableActions: TableActions;
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
  private readonly far = (): Remote<HostApi> => this.host;

  constructor() {
    super();
    this.state = undefined;
    this.popup = undefined;
    this.summary = undefined;
    this.failure = undefined;
    this.details = { open: false, size: 0.4 };
    this.facets = { open: false, size: 260, paths: [] };
    this.histogram = { open: true };
    this.detailsRow = undefined;
    this.beside = true;
    this.memory = undefined;
    this.tableActions = {
      sort: (sort) => void this.host.sort({ sort }),
      columns: (columns) => void this.host.columns({ columns }),
      open: (record, beside) => void this.host.openRecord({ record, beside }),
      copy: (ranges, format) =>
        void this.host.copy({ ranges, format }).then((rows) => {
          this.announce(`${counted(rows, "row")} copied`);
        }),
      filterBy: ({ path }, value, keep, beside) =>
        void this.edit({ kind: "value", path, value, pick: keep ? "only" : "exclude", isCell: true }, beside),
      selected: (question) => {
        this.selectionSummary.ask(question);
      },
      focused: (row) => {
        this.detailsRow = row;
      },
      moved: () => {
        this.remember();
      },
      toggleDetails: () => {
        this.showDetails(!this.details.open);
      },
      back: () => {
        this.back();
      },
      announce: (text) => {
        this.announce(text);
      },
      failed: (error) => {
        this.fail(error);
      },
    };
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
  };

  private get table(): GridTable | null {
    return this.querySelector<GridTable>("grid-table");
  }
  private get queryLine(): QueryLine | null {
    return this.querySelector<QueryLine>("grid-query");
  }
  private get filterBox(): FilterBox | null {
    return this.querySelector<FilterBox>("grid-filter");
  }
  private get facetsPane(): FacetsPane | null {
    return this.querySelector<FacetsPane>("grid-facets");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.memory) {
      const { details, facets, histogram } = this.memory;
      this.details = details;
      // Memories of earlier versions have none of these.
      this.facets = (facets as typeof facets | undefined) ?? this.facets;
      this.histogram = (histogram as typeof histogram | undefined) ?? this.histogram;
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
      this.lastFocused = target as Element;
    });
    // VS Code gives the focus to the page, not to a part of it.
    window.addEventListener("focus", () => {
      if (document.activeElement === document.body) this.focusPart("rows");
    });
  }

  /** Keys are lost when the page got the focus before it had rows, or when the button that had it is gone: then the rows take it. */
  private readonly holdFocus = (): void => {
    if (document.hasFocus() && document.activeElement === document.body && !this.lastFocused?.isConnected) this.focusPart("rows");
  };

  show(update: GridUpdate): void {
    const before = this.state;
    const state: GridState = { ...update, fields: update.fields ?? before?.fields ?? [] };
    this.state = state;
    this.receivedAt = performance.now();
    clearInterval(this.ticking);
    if (state.phase === "running")
      this.ticking = setInterval(() => {
        this.requestUpdate();
      }, 1000);
    if (state.loaded === 0) this.detailsRow = undefined;
    if (before) this.announceChange(before, state);
    this.rememberNow();
  }

  private fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
  }

  private announceChange(before: GridState, state: GridState): void {
    const now = performance.now();
    const sort = state.sort.map(({ path, direction }) => {
      const label = state.fields.find((field) => field.path === path)?.label ?? path;
      return `${label}, ${direction === "asc" ? "ascending" : "descending"}`;
    });
    if (before.group !== state.group) {
      const field = state.fields.find(({ path }) => path === state.group);
      this.announce(state.group === undefined ? "No groups" : `Grouped by ${field?.label ?? state.group}: ${counted(state.rows, "group")}`);
    } else if (JSON.stringify(before.sort) !== JSON.stringify(state.sort))
      this.announce(sort.length > 0 ? `Sorted by ${sort.join(", then ")}` : "Not sorted");
    else if (before.filter !== state.filter || before.filterProblem !== state.filterProblem)
      this.announce(state.filterProblem ?? rowsText(state));
    else if (before.phase === "running" && state.phase !== "running")
      this.announce([`${rowsText(state)} loaded`, ...(isWhole(state) ? ["complete"] : []), ...shortcomings(state)].join(", "));
    else if (state.phase === "running" && state.loaded > before.loaded && now - this.announcedAt > progressAnnouncementMs)
      this.announce(`${rowsText(state)} loaded`);
  }

  private readonly say = (text: string): void => {
    this.announce(text);
  };

  private announce(text: string): void {
    this.announcedAt = performance.now();
    const region = this.querySelector(".announcer");
    if (region) region.textContent = text;
  }

  /** After scrolling and resizing have come to rest. */
  private remember(): void {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      this.rememberNow();
    }, rememberMs);
  }

  /** At once: the page of a tab that is hidden ends without a word. */
  private rememberNow(): void {
    clearTimeout(this.remembering);
    const { state, table } = this;
    if (!state) return;
    const { title, connection, queryText, columns, sort, filter, group } = state;
    // Before there are rows, what a former life remembered is still to come.
    const place = state.rows > 0 && table ? { scrollTop: table.top, focus: table.focusAt } : undefined;
    this.memory = {
      title,
      connectionId: connection.id,
      queryText,
      columns,
      sort,
      filter,
      ...(group !== undefined && { group }),
      details: this.details,
      facets: this.facets,
      histogram: this.histogram,
      scrollTop: place?.scrollTop ?? this.memory?.scrollTop ?? 0,
      focus: place?.focus ?? this.memory?.focus ?? { row: 0, column: 0 },
    };
    this.keep(this.memory);
  }

  private showDetails(open: boolean): void {
    const within = this.querySelector("grid-details")?.contains(document.activeElement);
    this.details = { ...this.details, open };
    if (open) this.detailsRow ??= this.table?.focusedRow;
    else if (within) this.focusPart("rows");
    this.remember();
  }

  private showFacets(open: boolean): void {
    const within = this.facetsPane?.contains(document.activeElement);
    this.facets = { ...this.facets, open };
    if (!open && within) this.focusPart("rows");
    this.remember();
  }

  private showHistogram(open: boolean): void {
    this.histogram = { open };
    this.remember();
  }

  /** Shows a part that may be closed, and puts the focus there. */
  private openPart(part: Part): void {
    if (part === "details") this.showDetails(true);
    else if (part === "facets") this.showFacets(true);
    else if (part === "histogram") this.showHistogram(true);
    void this.whenThere(part).then(() => {
      this.focusPart(part);
    });
  }

  /** The part is drawn, and its code is loaded. */
  private async whenThere(part: Part): Promise<void> {
    await this.updateComplete;
    if (part === "facets" || part === "histogram" || part === "details") await customElements.whenDefined(`grid-${part}`);
  }

  /** One after the other: each gesture edits what the one before it made of the text. */
  private readonly edit = (change: QueryChange, beside = false): Promise<void> => {
    this.editing = this.editing.catch(() => undefined).then(() => this.editNow(change, beside));
    return this.editing;
  };

  private async editNow(change: QueryChange, beside: boolean): Promise<void> {
    const { message, text, problems } = await this.host.edit({ text: this.queryLine?.sent() ?? "", change, beside });
    if (text !== undefined) this.queryLine?.accept(text);
    if (problems) this.queryLine?.refuse(problems);
    this.querySelector<ClauseChips>("grid-clauses")?.tell(message);
    this.announce(message);
  }

  private run(): void {
    void this.queryLine?.run();
  }

  /** One step back, and finally: stop loading. */
  private back(): void {
    if (this.details.open) this.showDetails(false);
    else if (this.state?.phase === "running") void this.host.cancel();
  }

  private openPopup(popup: Popup): void {
    this.popup = popup;
    if (popup === "columns") void import("./columnChooser.ts");
  }

  private closePopup(): void {
    if (!this.popup) return;
    const hadFocus = this.querySelector(".popup")?.contains(document.activeElement);
    this.popup = undefined;
    if (hadFocus) this.focusPart("rows");
  }

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
      else this.focusPart("rows");
    } else if (command && !(typing && name.length === 1)) this.command(command);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private command(command: PanelCommand): void {
    switch (command) {
      case "query":
        this.focusPart("query");
        break;
      case "filter":
        this.focusPart("filter");
        break;
      case "runAgain":
        this.run();
        break;
      case "nextPart":
      case "previousPart":
        this.cycle(command === "nextPart" ? 1 : -1);
        break;
      case "help":
        this.popup = "help";
        break;
    }
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
        this.showDetails(!this.details.open);
        break;
      case "chooseColumns":
        this.openPopup("columns");
        break;
      case "showFacet": {
        const path = column ?? this.state?.columns[this.table?.focusAt.column ?? 0]?.path;
        if (path !== undefined) this.showFacet(path);
        break;
      }
      case "copyDetailValue":
      case "copyDetailPath":
      case "filterForDetail":
      case "filterOutDetail":
        this.querySelector<RecordDetails>("grid-details")?.run(command);
        break;
      default:
        this.table?.perform(command, column);
        break;
    }
  }

  private showFacet(path: string): void {
    this.facets = { ...this.facets, paths: [...new Set([...this.facets.paths, path])] };
    this.showFacets(true);
    void this.whenThere("facets").then(() => this.facetsPane?.reveal(path));
  }

  private partElement(part: Part): HTMLElement | null {
    return this.querySelector<HTMLElement>(
      {
        query: "grid-query",
        filter: "grid-filter",
        rows: "grid-table",
        details: "grid-details",
        clauses: "grid-clauses",
        facets: "grid-facets",
        histogram: "grid-histogram",
        coverage: "grid-coverage",
        status: ".status",
      }[part],
    );
  }

  private focusPart(part: Part): void {
    const element = this.partElement(part);
    if (part === "status") element?.querySelector("button")?.focus();
    else element?.focus();
  }

  private cycle(step: 1 | -1): void {
    const isThere: Record<Part, boolean> = {
      query: true,
      filter: true,
      clauses: (this.state?.clauses.length ?? 0) > 0,
      histogram: (this.partElement("histogram")?.clientHeight ?? 0) > 0,
      coverage: this.partElement("coverage") !== null,
      facets: this.facets.open,
      rows: true,
      details: this.details.open,
      status: this.partElement("status")?.querySelector("button") != null,
    };
    const parts = (Object.keys(isThere) as Part[]).filter((part) => isThere[part]);
    const at = parts.findIndex((part) => this.partElement(part)?.contains(document.activeElement));
    const next = parts[(Math.max(at, step > 0 ? -1 : 0) + step + parts.length) % parts.length];
    if (next) this.focusPart(next);
  }

  /** CSS pixels that rows and details share. */
  private get mainLength(): number {
    const main = this.querySelector(".main") ?? this;
    return this.beside ? main.clientWidth : main.clientHeight;
  }

  private readonly sizeDetails = (size: number): void => {
    this.details = { ...this.details, size };
    this.remember();
  };

  private readonly sizeFacets = (size: number): void => {
    this.facets = { ...this.facets, size };
    this.remember();
  };

  protected override willUpdate(): void {
    this.tableTop = this.table?.getBoundingClientRect().top;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { table } = this;
    const top = table?.getBoundingClientRect().top;
    // A banner comes and goes without moving the rows that one reads; at their beginning it pushes them down, so that it hides none.
    if (table && table.top > 0 && top !== undefined && this.tableTop !== undefined && top !== this.tableTop && (this.state?.rows ?? 0) > 0)
      table.shift(top - this.tableTop);
    // The first rows do not wait for what stands around them.
    if (this.details.open) void import("./details/recordDetails.ts");
    if (this.facets.open) void import("./facets.ts");
    if (this.histogram.open && (this.state?.rows ?? 0) > 0) void import("./histogram.ts");
    if (changed.has("popup") && this.popup && this.popup !== "columns") this.querySelector<HTMLElement>(".popup")?.focus();
    // The parts inside are drawn after this one.
    requestAnimationFrame(this.holdFocus);
  }

  /** The rows along the time. Its place is kept from the start of the run: no row moves when the first stretch comes. */
  private overview(state: GridState): TemplateResult | typeof nothing {
    const { run } = state;
    if (run.from === undefined) return nothing;
    const { open } = this.histogram;
    return html`<div class="overview ${open ? "open" : ""}">
      ${open ? html`<grid-histogram .state=${state} .host=${this.far} .edit=${this.edit} .announce=${this.say}></grid-histogram>` : nothing}
      <div class="ribbon-place">
        ${
          run.coverage.length === 0
            ? nothing
            : html`<grid-coverage
                .state=${state}
                .onFetch=${() => void this.host.loadAll()}
                .onRefresh=${() => void this.host.refresh()}
              ></grid-coverage>`
        }
      </div>
    </div>`;
  }

  /** The values of fields, and the edge by which the pane is made wider. */
  private facetsPart(state: GridState): TemplateResult | typeof nothing {
    const { open, size, paths } = this.facets;
    if (!open) return nothing;
    return html`<grid-facets
        .state=${state}
        .host=${this.far}
        .edit=${this.edit}
        .announce=${this.say}
        .paths=${paths}
        .onPaths=${(unfolded: readonly string[]) => {
          this.facets = { ...this.facets, paths: unfolded };
          this.remember();
        }}
        .onClose=${() => {
          this.showFacets(false);
        }}
      ></grid-facets>
      ${sash({ label: "Width of the facets", upright: true, at: size, least: 160, most: 600, perPixel: 1, step: 20, onSize: this.sizeFacets })}`;
  }

  private pressedButton(icon: string, label: string, title: string, pressed: boolean, toggle: (open: boolean) => void): TemplateResult {
    return html`<button
      class="icon codicon codicon-${icon}"
      title=${title}
      aria-label=${label}
      aria-pressed=${pressed}
      @click=${() => {
        toggle.call(this, !pressed);
      }}
    ></button>`;
  }

  private toggleButton(popup: Popup, icon: string, label: string, key = ""): TemplateResult {
    return html`<button
      class="icon codicon codicon-${icon}"
      title=${label + key}
      aria-label=${label}
      aria-haspopup="dialog"
      aria-expanded=${this.popup === popup}
      @mousedown=${(event: Event) => {
        event.preventDefault();
      }}
      @click=${() => {
        if (this.popup === popup) this.popup = undefined;
        else this.openPopup(popup);
      }}
    ></button>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state, details, popup, host } = this;
    if (!state) return nothing;
    const running = state.phase === "running";
    const elapsedMs = state.run.elapsedMs + (running ? performance.now() - this.receivedAt : 0);
    const toRows = (): void => {
      this.focusPart("rows");
    };
    return html`<div class="toolbar">
        <grid-query .state=${state} .host=${this.far} .onDone=${toRows} .announce=${this.say}></grid-query>
        <button
          class="primary run"
          title="Run (F5, or Enter in the query)"
          @click=${() => {
            this.run();
          }}
        >
          <span class="codicon codicon-play" aria-hidden="true"></span><span class="run-label">Run</span>
        </button>
        <button
          class="icon codicon codicon-save"
          title="Save the query"
          aria-label="Save the query"
          @click=${() => void host.saveQuery({ text: this.queryLine?.draft ?? state.queryText })}
        ></button>
        <grid-filter .state=${state} .host=${this.far} .onDone=${toRows}></grid-filter>
        <div class="tools">
          ${this.pressedButton("list-filter", "Facets", "Values of the fields", this.facets.open, this.showFacets)}
          ${this.pressedButton("graph", "Histogram", "Rows along the time", this.histogram.open, this.showHistogram)}
          ${this.toggleButton("columns", "table", "Columns")}
          ${this.pressedButton(this.beside ? "layout-sidebar-right" : "layout-panel", "Details", "Details (Space in the rows)", details.open, this.showDetails)}
          ${this.toggleButton("help", "question", "Keyboard shortcuts", " (?)")}
        </div>
        ${
          popup === "columns"
            ? html`<grid-columns
                .state=${state}
                .onColumns=${this.tableActions.columns}
                .announce=${this.say}
                .onClose=${() => {
                  this.closePopup();
                }}
              ></grid-columns>`
            : popup === "help"
              ? shortcutHelp(() => {
                  this.closePopup();
                })
              : nothing
        }
      </div>
      <grid-clauses
        .state=${state}
        .edit=${this.edit}
        .onRun=${() => {
          this.run();
        }}
        .onAdd=${() => {
          this.openPart("facets");
        }}
        .onShow=${(text?: string) => {
          this.queryLine?.select(text);
        }}
      ></grid-clauses>
      ${state.banner ? banner(state.banner, (action) => void host.act({ action })) : nothing}
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
      }
      ${this.overview(state)}
      <div class="middle" .style=${`--facets: ${String(this.facets.size)}px`}>
        ${this.facetsPart(state)}
        <div class="main ${details.open ? (this.beside ? "beside" : "below") : ""}" .style=${`--share: ${String(details.size * 100)}%`}>
          <div class="progress" ?hidden=${!running}></div>
          <div class="rows-area">
            <grid-table .state=${state} .host=${this.far} .actions=${this.tableActions} .start=${this.start}></grid-table>
            ${emptyState(state, {
              run: () => {
                this.run();
              },
              widen: () => void host.act({ action: "widen" }),
              editQuery: () => {
                this.focusPart("query");
              },
              clearFilter: () => {
                this.filterBox?.apply("", true);
              },
              loadMore: () => void host.loadMore(),
            })}
          </div>
          ${
            details.open
              ? html`${sash({
                    label: "Size of the details",
                    upright: this.beside,
                    at: details.size * 100,
                    least: smallestShare * 100,
                    most: largestShare * 100,
                    perPixel: -100 / this.mainLength,
                    step: -5,
                    onSize: (percent) => {
                      this.sizeDetails(percent / 100);
                    },
                  })}
                  <grid-details
                    .state=${state}
                    .row=${this.detailsRow}
                    .tab=${details.tab ?? ""}
                    .host=${this.far}
                    .onFilter=${(path: string, value: Cell, keep: boolean, beside: boolean) =>
                      void this.edit({ kind: "value", path, value, pick: keep ? "only" : "exclude" }, beside)}
                    .onTab=${(tab: string) => {
                      this.details = { ...this.details, tab };
                      this.remember();
                    }}
                    .onClose=${() => {
                      this.showDetails(false);
                    }}
                    .onStep=${(rows: number) => {
                      this.table?.step(rows);
                    }}
                    .onLeave=${toRows}
                    .announce=${this.say}
                  ></grid-details>`
              : nothing
          }
        </div>
      </div>
      ${statusLine(state, elapsedMs, popup === "notes", this.summary, {
        ungroup: () => void host.groupBy({}),
        loadMore: () => void host.loadMore(),
        loadAll: () => void host.loadAll(),
        refresh: () => void host.refresh(),
        cancel: () => void host.cancel(),
        notes: (open) => {
          this.popup = open ? "notes" : undefined;
        },
      })}
      <div class="announcer" role="status" aria-live="polite"></div>`;
  }
}

customElements.define("tenant-grid", GridPanel);
