import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Cell, GoToFrom, GridField, GridState, HostApi, Row } from "../../protocol/grid.ts";
import { recordTabs, withoutBlank } from "../../records/layout.ts";
import type { DetailSection, DetailTab, Entry, Item } from "../../records/detailPart.ts";
import { copyableJson } from "../../records/valueText.ts";
import { layouts } from "../../reports/layouts.ts";
import type { Remote } from "../../rpc.ts";
import { keyName } from "../panel/shortcuts.ts";
import { detailsHead } from "./detailsHead.ts";
import { jsonTab, tabAfter, tabHeadId, tabList, type TabHead } from "./detailTabs.ts";
import { Folds } from "./folds.ts";
import { keyOn, pressOn, runOn, type DetailCommand, type LineActions, type LineValue } from "./lineActions.ts";
import { goToLine, moveFromLine, moveFromLink, type KeyedLines } from "./lineKeys.ts";
import { sectionTemplate, type PartView } from "./partTemplate.ts";
import { PaneRecord } from "./paneRecord.ts";
import { tabLines, tabStops } from "./tabLines.ts";
import "./nearStrip.ts";
import type { NearStrip } from "./nearStrip.ts";
import "./recordJson.ts";
import type { RecordJson } from "./recordJson.ts";

/** The focused record in tabs made for its report. */
export class RecordDetails extends LitElement {
  static override properties = {
    state: { attribute: false },
    row: { attribute: false },
    tab: { attribute: false },
    showEmpty: { state: true },
    hideEmpty: { state: true },
  };
  declare state: GridState;
  declare row: Row | undefined;
  /** The tab shown: of a record whose report has no such tab, the first. */
  declare tab: string;
  declare host: () => Remote<HostApi>;
  declare onClose: () => void;
  declare onStep: (rows: number) => void;
  declare onLeave: () => void;
  /** Goes to a row, by its position. */
  declare onGo: ((position: number) => void) | undefined;
  declare onTab: ((tab: string) => void) | undefined;
  /** `path`: a field's. `keep`: only this value, otherwise all but this. `beside`: in a grid of its own. */
  declare onFilter: ((path: string, value: Cell, keep: boolean, beside: boolean) => void) | undefined;
  declare announce: (text: string) => void;
  /** In the tabs made for the report, where blank values are hidden at first. */
  declare showEmpty: boolean;
  /** In the JSON, which is whole at first. */
  declare hideEmpty: boolean;
  private readonly folds = new Folds(() => {
    this.requestUpdate();
  });
  private readonly record = new PaneRecord(this, () => {
    this.folds.startAfresh();
  });
  private fields: ReadonlyMap<string, GridField> = new Map();
  private tabs: readonly DetailTab[] = [];
  /** Key of the focused line, of each tab: it stays on the same member from record to record. */
  private readonly at = new Map<string, string>();
  private lines: ReadonlyMap<string, Entry | Item> = new Map();
  private focusWithin = false;
  private readonly keyed: KeyedLines = {
    details: this,
    folds: this.folds,
    line: (key) => this.lines.get(key),
    act: (line) => {
      this.act(line.dataset["action"] ?? "unfold", line);
    },
    toTabs: () => {
      this.toTabs();
    },
  };

  readonly actions: LineActions = {
    copyValue: (value, text) => {
      this.copy(copyableJson(value, text), "Value");
    },
    copyPath: (path) => {
      this.copy(path, "Path");
    },
    goTo: (key, here) => {
      const record = this.record.number;
      if (record !== undefined) void this.host().goTo({ from: { kind: "record", record, key }, here });
    },
    filter: (path, value, keep, beside) => {
      const field = this.fields.get(path);
      if (!field || field.kind === "object" || (typeof value === "object" && value !== null))
        this.announce(`${field?.label ?? path} cannot be compared with one value`);
      else this.onFilter?.(path, value as Cell, keep, beside);
    },
  };

  constructor() {
    super();
    this.tab = "";
    this.showEmpty = false;
    this.hideEmpty = false;
    this.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Puts the focus on the line that had it. */
  override focus(): void {
    const part =
      this.tree ??
      this.querySelector<HTMLElement>('.panel [data-key][tabindex="0"]') ??
      this.querySelector<HTMLElement>(".panel, [role=tab]");
    part?.focus();
  }

  /** Where the value is that has the focus, or whose menu it is; the record where none is. */
  get goToFrom(): GoToFrom | undefined {
    const { current } = this;
    const { number } = this.record;
    return number === undefined ? undefined : { kind: "record", record: number, ...(current && { key: current.key }) };
  }

  /** The value in the focused line, or in the one that the pointer was pressed on last: the context menu's. */
  get current(): LineValue | undefined {
    if (this.tree) return this.tree.current;
    const line = this.lines.get(this.at.get(this.openTab.id) ?? "");
    return line && this.valueIn(line);
  }

  private valueIn({ key, path, value, ...line }: Entry | Item): LineValue {
    const ofNumber = typeof value === "number" && line.kind === "entry" ? line.text : undefined;
    return { key, path, value, text: typeof value === "object" && value !== null ? this.record.json?.textOf(value) : ofNumber };
  }

  /** What VS Code's menus and palette may have done with the current value. */
  run(command: DetailCommand): void {
    const { current } = this;
    if (current) runOn(current, command, this.actions);
  }

  private get tree(): RecordJson | null {
    return this.querySelector<RecordJson>("grid-record-json");
  }

  private get allTabs(): readonly TabHead[] {
    return [
      ...layouts[this.state.report.id].tabs.map(({ id, label }) => this.tabs.find((tab) => tab.id === id) ?? { id, label }),
      { id: jsonTab, label: "JSON" },
    ];
  }

  private get openTab(): TabHead {
    const all = this.allTabs;
    return all.find(({ id }) => id === this.tab) ?? (all[0] as TabHead);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (changed.has("state") && before?.fields !== this.state.fields)
      this.fields = new Map(this.state.fields.map((field) => [field.path, field]));
    if (changed.has("row") && !this.row) this.record.forget();
    if (changed.has("row")) void this.record.load();
    if (before && before.namesKnown !== this.state.namesKnown) void this.record.nameAgain();
    const { fields } = this;
    const { json, remarks } = this.record;
    const limit = (list: string): number => this.folds.limit(list);
    this.tabs = json ? recordTabs(layouts[this.state.report.id], json.value, { json, fields, limit }, remarks) : [];
    this.focusWithin = this.querySelector(".panel")?.contains(document.activeElement) ?? false;
  }

  private copy(text: string, what: string): void {
    void this.host()
      .copyText({ text })
      .then(() => {
        this.announce(`${what} copied`);
      });
  }

  private choose(id: string, focus: boolean): void {
    this.tab = id;
    this.onTab?.(id);
    if (focus)
      void this.updateComplete.then(() => {
        this.toTabs();
      });
  }

  private toTabs(): void {
    this.querySelector<HTMLElement>('[role=tab][aria-selected="true"]')?.focus();
  }

  private onTabKey(event: KeyboardEvent): boolean {
    const to = tabAfter(event.key, this.allTabs, this.openTab.id);
    if (to !== undefined) this.choose(to, true);
    else if (event.key === "ArrowDown") this.focus();
    else return false;
    return true;
  }

  private onKey(event: KeyboardEvent): void {
    const name = keyName(event);
    const target = event.target as HTMLElement;
    const isTab = target.role === "tab";
    const line = target.closest<HTMLElement>("[data-key], .tree");
    const isLink = target.classList.contains("named");
    // A button inside a line does what it says.
    if ((name === "Enter" || name === " ") && isLink && target.localName === "button") return;
    if (name === "Alt+ArrowDown") this.onStep(1);
    else if (name === "Alt+ArrowUp") this.onStep(-1);
    else if (name === "Alt+ArrowLeft" || name === "Alt+ArrowRight")
      this.querySelector<NearStrip>("grid-near")?.step(name === "Alt+ArrowLeft" ? -1 : 1);
    else if (name === "Escape") this.onLeave();
    else if (isTab && this.onTabKey(event)) {
      // A plain key was taken by the tabs.
    } else if (!(isLink && this.onLinkKey(name, target)) && (!line || !this.onLineKey(name, line))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private onLinkKey(name: string, link: HTMLElement): boolean {
    if (name === "Enter" || name === " " || name === "Alt+Enter") {
      const { current } = this;
      if (current) this.actions.goTo(current.key, name === "Alt+Enter");
      return true;
    }
    return moveFromLink(name, link, this);
  }

  /** What a key does on a line; false: nothing. */
  private onLineKey(name: string, line: HTMLElement): boolean {
    const done = keyOn(this.current, name, this.actions);
    if (done !== undefined) return done;
    if (!line.classList.contains("tree")) return moveFromLine(name, line, this.keyed);
    if (name === "ArrowUp") this.toTabs();
    return name === "ArrowUp";
  }

  /** `isAlt`: the other way of doing it: beside what is done here, here what is done beside. */
  private act(action: string, element: HTMLElement, isAlt = false): void {
    const key = element.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "";
    const line = this.lines.get(key);
    if (action === "tab") {
      this.choose(element.dataset["tab"] ?? "", false);
    } else if (action === "more") {
      this.folds.more(element.dataset["list"] ?? "");
    } else if (action === "address") {
      this.openAddress(line?.path ?? "", element.dataset["address"] ?? "");
    } else if (action === "compare") {
      const record = this.record.number;
      if (record !== undefined)
        void this.host().compare({ record, with: element.dataset["with"] === "lastGood" ? "lastGood" : "oldAndNew" });
    } else if (action === "goTo") {
      if (line) this.actions.goTo(line.key, isAlt);
    } else if (line?.kind === "item") {
      this.folds.fold(line, !this.folds.isOpen(line));
    } else if (line) {
      if (action === "unfold") this.folds.unfold(key);
      else pressOn(this.valueIn(line), action, isAlt, this.actions);
    }
    this.requestUpdate();
  }

  /** What fails is told by the extension. */
  private openAddress(path: string, address: string): void {
    const record = this.record.number;
    if (record !== undefined)
      void this.host()
        .openAddress({ record, path, address })
        .catch(() => undefined);
  }

  private onClick(event: MouseEvent): void {
    const element = (event.target as Element).closest<HTMLElement>("[data-action]");
    if (element) this.act(element.dataset["action"] ?? "", element, event.altKey);
  }

  private onFocus(event: FocusEvent): void {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset["key"];
    if (key === undefined || key === this.at.get(this.openTab.id)) return;
    this.at.set(this.openTab.id, key);
    this.requestUpdate();
  }

  /** Elements are used again for other lines: the focus stays with the line, not with its element. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("tab")) this.querySelector(".panel")?.scrollTo({ top: 0 });
    if (!this.focusWithin || this.tree || !document.hasFocus()) return;
    const panel = this.querySelector<HTMLElement>(".panel");
    const wanted = panel?.querySelector<HTMLElement>('[data-key][tabindex="0"]') ?? panel;
    if (wanted && wanted !== document.activeElement && document.activeElement?.closest("[data-key]") !== wanted)
      wanted.focus({ preventScroll: true });
  }

  private sections(): TemplateResult {
    const tab = this.tabs.find(({ id }) => id === this.openTab.id);
    if (tab === undefined) return html``;
    if (tab.empty !== undefined && !this.showEmpty) {
      this.lines = new Map();
      return html`<p class="note">${tab.empty}</p>`;
    }
    const sections: DetailSection[] = tab.sections
      .map((section) => ({ ...section, parts: this.showEmpty ? section.parts : withoutBlank(section.parts) }))
      .filter(({ parts }) => parts.length > 0);
    const isOpen = (item: Item): boolean => this.folds.isOpen(item);
    const isNamed = (key: string): boolean => this.record.isNamed(key);
    const found = tabLines(sections, { isOpen, isNamed });
    this.lines = found.lines;
    const view: PartView = {
      zone: this.state.zone,
      now: new Date(),
      ...tabStops(found, this.at.get(tab.id), this.focusWithin),
      isUnfolded: (key) => this.folds.isUnfolded(key),
      isOpen,
      isNamed,
      nameThere: (key) => this.record.nameThere(key),
      context: (path) =>
        JSON.stringify({ webviewSection: "detail", record: this.record.number, path, preventDefaultContextMenuItems: true }),
    };
    return html`<div class="sections ${this.showEmpty ? "all" : ""}">${sections.map((section) => sectionTemplate(section, view))}</div>`;
  }

  private panel(): TemplateResult {
    const { id } = this.openTab;
    const labels = tabHeadId(id);
    if (id === jsonTab)
      return html`<div class="panel" id="details-panel" role="tabpanel" aria-labelledby=${labels}>
        <grid-record-json
          .json=${this.record.json}
          .record=${this.record.number}
          .fields=${this.fields}
          .zone=${this.state.zone}
          .hideEmpty=${this.hideEmpty}
          .named=${this.record.named}
          .names=${this.record.names}
          .actions=${this.actions}
        ></grid-record-json>
      </div>`;
    return html`<div
      class="panel"
      id="details-panel"
      role="tabpanel"
      aria-labelledby=${labels}
      tabindex="-1"
      @click=${this.onClick}
      @focusin=${this.onFocus}
      @keydown=${this.onPanelKey}
    >
      ${this.sections()}
    </div>`;
  }

  /** With the focus on the panel itself, as no line of this record is that of the former one. */
  private onPanelKey(event: KeyboardEvent): void {
    const name = keyName(event);
    if (event.target !== event.currentTarget || (name !== "ArrowDown" && name !== "Home")) return;
    goToLine(this.querySelector<HTMLElement>(".panel [data-key]") ?? undefined);
    event.preventDefault();
    event.stopPropagation();
  }

  private toggleEmpty(): void {
    if (this.openTab.id === jsonTab) this.hideEmpty = !this.hideEmpty;
    else this.showEmpty = !this.showEmpty;
  }

  protected override render(): TemplateResult {
    const { row, state, fields, onStep: step, onClose: close } = this;
    const { number, content, failure } = this.record;
    const showsEmpty = this.openTab.id === jsonTab ? !this.hideEmpty : this.showEmpty;
    const toggleEmpty = (): void => {
      this.toggleEmpty();
    };
    const openJson = (): void => {
      if (row) void this.host().openRecord({ record: row.record, beside: true });
    };
    return html`${detailsHead(row, state, { fields, showsEmpty }, { step, toggleEmpty, openJson, close })}
    ${
      failure !== undefined
        ? html`<p class="note" role="alert">The record could not be read: ${failure}</p>`
        : !row
          ? html`<p class="note">Move to a row to see its record.</p>`
          : html`${tabList(this.allTabs, this.openTab.id, (id) => {
                this.choose(id, false);
              })}${this.panel()}
              <grid-near
                .state=${state}
                .record=${number}
                .content=${content}
                .host=${this.host}
                .announce=${this.announce}
                .onGo=${this.onGo}
              ></grid-near>`
    }`;
  }
}

customElements.define("grid-details", RecordDetails);
