import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { GridApi, GridMemory, GridState, HostApi, Row } from "../protocol.ts";
import type { Remote } from "../rpc.ts";
import { banner } from "./banner.ts";
import "./columnChooser.ts";
import "./details.ts";
import { emptyState } from "./emptyState.ts";
import "./filterBox.ts";
import type { FilterBox } from "./filterBox.ts";
import "./coverageRibbon.ts";
import { isWhole, shortcomings } from "./coverageText.ts";
import { counted } from "./format.ts";
import { conditionFor, withCondition } from "./localFilter.ts";
import { pointerDrag } from "./pointerDrag.ts";
import "./queryLine.ts";
import type { QueryLine } from "./queryLine.ts";
import { shortcutHelp } from "./shortcutHelp.ts";
import { keyName, panelKeys, type PanelCommand } from "./shortcuts.ts";
import { statusLine } from "./statusLine.ts";
import { rowsText } from "./statusText.ts";
import "./table.ts";
import type { GridTable, TableActions } from "./table.ts";

type Popup = "columns" | "help" | "notes";
type Part = Parameters<GridApi["focus"]>[0]["part"] | "coverage" | "status";

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
    failure: { state: true },
    details: { state: true },
    detailsRow: { state: true },
    beside: { state: true },
  };
  declare state: GridState | undefined;
  declare popup: Popup | undefined;
  /** What the host could not do, in its words. */
  declare failure: string | undefined;
  declare details: GridMemory["details"];
  declare detailsRow: Row | undefined;
  declare beside: boolean;
  declare host: Remote<HostApi>;
  declare keep: (memory: GridMemory) => void;
  declare memory: GridMemory | undefined;

  private receivedAt = 0;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private remembering: ReturnType<typeof setTimeout> | undefined;
  private announcedAt = 0;
  /** Where the table starts: what a former life remembered. */
  private start: { readonly focus: GridTable["focusAt"]; readonly top: number } = { focus: { row: 0, column: 0 }, top: 0 };
  private tableTop: number | undefined;
  private readonly tableActions: TableActions;
  /** For the parts: the far side itself has a method of every name, which lit would take for a directive. */
  private readonly far = (): Remote<HostApi> => this.host;

  constructor() {
    super();
    this.state = undefined;
    this.popup = undefined;
    this.failure = undefined;
    this.details = { open: false, size: 0.4 };
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
      filterBy: (field, cell, keep) => {
        const condition = conditionFor(field, cell, keep);
        if (condition === undefined) this.announce(`${field.label} cannot be compared with one value`);
        else this.filterBox?.apply(withCondition(this.state?.filter ?? "", condition), true);
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
      if (part === "details") this.showDetails(true);
      void this.updateComplete.then(() => {
        this.focusPart(part);
      });
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

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.memory) {
      this.details = this.memory.details;
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
    // VS Code gives the focus to the page, not to a part of it.
    window.addEventListener("focus", () => {
      if (document.activeElement === document.body) this.focusPart("rows");
    });
  }

  show(state: GridState): void {
    const before = this.state;
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
    if (JSON.stringify(before.sort) !== JSON.stringify(state.sort))
      this.announce(sort.length > 0 ? `Sorted by ${sort.join(", then ")}` : "Not sorted");
    else if (before.filter !== state.filter || before.filterProblem !== state.filterProblem)
      this.announce(state.filterProblem ?? rowsText(state));
    else if (before.phase === "running" && state.phase !== "running")
      this.announce([`${rowsText(state)} loaded`, ...(isWhole(state) ? ["complete"] : []), ...shortcomings(state)].join(", "));
    else if (state.phase === "running" && state.loaded > before.loaded && now - this.announcedAt > progressAnnouncementMs)
      this.announce(`${rowsText(state)} loaded`);
  }

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
    const { title, connection, queryText, columns, sort, filter } = state;
    // Before there are rows, what a former life remembered is still to come.
    const place = state.rows > 0 && table ? { scrollTop: table.top, focus: table.focusAt } : undefined;
    this.memory = {
      title,
      connectionId: connection.id,
      queryText,
      columns,
      sort,
      filter,
      details: this.details,
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

  private run(): void {
    void this.queryLine?.run();
  }

  /** One step back, and finally: stop loading. */
  private back(): void {
    if (this.details.open) this.showDetails(false);
    else if (this.state?.phase === "running") void this.host.cancel();
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
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const command = panelKeys.get(name);
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

  private partElement(part: Part): HTMLElement | null {
    return this.querySelector<HTMLElement>(
      {
        query: "grid-query",
        filter: "grid-filter",
        rows: "grid-table",
        details: "grid-details",
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
    const parts: Part[] = [
      "query",
      "filter",
      "rows",
      ...(this.details.open ? ["details" as const] : []),
      ...(this.partElement("coverage") ? ["coverage" as const] : []),
      ...(this.partElement("status")?.querySelector("button") ? ["status" as const] : []),
    ];
    const at = parts.findIndex((part) => this.partElement(part)?.contains(document.activeElement));
    const next = parts[(Math.max(at, step > 0 ? -1 : 0) + step + parts.length) % parts.length];
    if (next) this.focusPart(next);
  }

  private share(size: number): void {
    this.details = { ...this.details, size: Math.max(smallestShare, Math.min(largestShare, size)) };
    this.remember();
  }

  private dragSash(event: PointerEvent): void {
    event.preventDefault();
    const { size } = this.details;
    const main = this.querySelector(".main") as HTMLElement;
    pointerDrag(event, {
      move: (x, y) => {
        this.share(size - (this.beside ? x / main.clientWidth : y / main.clientHeight));
      },
      end: (_moved, cancelled) => {
        if (cancelled) this.share(size);
      },
    });
  }

  private onSashKey(event: KeyboardEvent): void {
    const step = { ArrowLeft: 0.05, ArrowUp: 0.05, ArrowRight: -0.05, ArrowDown: -0.05 }[event.key];
    if (step === undefined) return;
    this.share(this.details.size + step);
    event.preventDefault();
    event.stopPropagation();
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
    if (changed.has("popup") && this.popup && this.popup !== "columns") this.querySelector<HTMLElement>(".popup")?.focus();
  }

  /** Its place is kept from the start of the run: no row moves when the first stretch comes. */
  private ribbon({ run }: GridState): TemplateResult | typeof nothing {
    if (run.from === undefined) return nothing;
    return html`<div class="ribbon-place">
      ${
        run.coverage.length === 0
          ? nothing
          : html`<grid-coverage
              .state=${this.state}
              .onFetch=${() => void this.host.loadAll()}
              .onRefresh=${() => void this.host.refresh()}
            ></grid-coverage>`
      }
    </div>`;
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
        this.popup = this.popup === popup ? undefined : popup;
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
    const announce = (text: string): void => {
      this.announce(text);
    };
    return html`<div class="toolbar">
        <grid-query .state=${state} .host=${this.far} .onDone=${toRows} .announce=${announce}></grid-query>
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
          ${this.toggleButton("columns", "table", "Columns")}
          <button
            class="icon codicon codicon-${this.beside ? "layout-sidebar-right" : "layout-panel"}"
            title="Details (Space in the rows)"
            aria-label="Details"
            aria-pressed=${details.open}
            @click=${() => {
              this.showDetails(!details.open);
            }}
          ></button>
          ${this.toggleButton("help", "question", "Keyboard shortcuts", " (?)")}
        </div>
        ${
          popup === "columns"
            ? html`<grid-columns
                .state=${state}
                .onColumns=${this.tableActions.columns}
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
      ${this.ribbon(state)}
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
            ? html`<div
                  class="sash"
                  role="separator"
                  tabindex="0"
                  aria-label="Size of the details"
                  aria-orientation=${this.beside ? "vertical" : "horizontal"}
                  aria-valuemin=${smallestShare * 100}
                  aria-valuemax=${largestShare * 100}
                  aria-valuenow=${Math.round(details.size * 100)}
                  @pointerdown=${(event: PointerEvent) => {
                    this.dragSash(event);
                  }}
                  @keydown=${(event: KeyboardEvent) => {
                    this.onSashKey(event);
                  }}
                ></div>
                <grid-details
                  .state=${state}
                  .row=${this.detailsRow}
                  .host=${this.far}
                  .onClose=${() => {
                    this.showDetails(false);
                  }}
                  .onStep=${(rows: number) => {
                    this.table?.step(rows);
                  }}
                  .onLeave=${toRows}
                  .announce=${announce}
                ></grid-details>`
            : nothing
        }
      </div>
      ${statusLine(state, elapsedMs, popup === "notes", {
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
