import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Cell, Explanation, GoToFrom, GridCommand, GridField, GridState, HostApi, NameThere, Row } from "../../protocol/grid.ts";
import { recordTabs, withoutBlank } from "../../records/layout.ts";
import { oddities } from "../../records/oddities.ts";
import { hasLastGood, outcomes } from "../../records/outcome.ts";
import type { DetailSection, DetailTab, Entry, Item, DetailPart } from "../../records/detailPart.ts";
import { isObject } from "../../records/place.ts";
import { webAddresses } from "../../webAddresses.ts";
import { readJson, type JsonText } from "../../records/readJson.ts";
import { rowTitle } from "../../records/recordTitle.ts";
import { unknownCode } from "../../records/unknownCode.ts";
import { copyableJson } from "../../records/valueText.ts";
import { cut, visible } from "../../records/visible.ts";
import { layouts } from "../../reports/layouts.ts";
import type { Outcome } from "../../reports/report.ts";
import { valueAt } from "../../reports/valueAt.ts";
import type { Remote } from "../../rpc.ts";
import { keyName } from "../panel/shortcuts.ts";
import { addressKey, hintKey, sectionTemplate, type PartView } from "./partTemplate.ts";
import "./nearStrip.ts";
import type { NearStrip } from "./nearStrip.ts";
import "./recordJson.ts";
import type { LineActions, RecordJson } from "./recordJson.ts";

const manyItems = 100;
const longNote = 300;
const pageLines = 10;
const json = "json";

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly empty?: string;
}

type DetailCommand = Extract<GridCommand, `${string}Detail${string}`>;

const contentOf = ({ record, outcome, cells }: Row): string => JSON.stringify([record, outcome, cells]);

/** The focused record in tabs made for its report. It asks for one record at a time; while the next one is on its way the former one stays. */
export class RecordDetails extends LitElement {
  static override properties = {
    state: { attribute: false },
    row: { attribute: false },
    tab: { attribute: false },
    json: { state: true },
    failure: { state: true },
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
  /** The record: never its value itself, which may have members that lit would take for its own. */
  declare json: JsonText | undefined;
  /** Keys of what the record names that one can go to, in lower case: the layouts write members as their fields do. */
  private named: ReadonlySet<string> = new Set();
  /** What the directory calls what stands at a key, in lower case. */
  private names: ReadonlyMap<string, NameThere> = new Map();
  declare failure: string | undefined;
  /** In the tabs made for the report, where blank values are hidden at first. */
  declare showEmpty: boolean;
  /** In the JSON, which is whole at first. */
  declare hideEmpty: boolean;
  private asking = false;
  /** What of the record is not as its report says. */
  private odd: readonly DetailPart[] = [];
  private shown: number | undefined;
  /** The row that it came with: of another run, another record has its number. */
  private content: string | undefined;
  /** `reason`: the record's own. */
  private explanation:
    { readonly code: number; readonly words: Explanation; readonly reason: unknown; readonly outcome: Outcome } | undefined;
  private readonly explanations = new Map<number, Explanation>();
  private fields: ReadonlyMap<string, GridField> = new Map();
  private tabs: readonly DetailTab[] = [];
  /** Key of the focused line, of each tab: it stays on the same member from record to record. */
  private readonly at = new Map<string, string>();
  private readonly opened = new Map<string, boolean>();
  private readonly limits = new Map<string, number>();
  private readonly unfolded = new Set<string>();
  private lines: ReadonlyMap<string, Entry | Item> = new Map();
  private focusWithin = false;

  readonly actions: LineActions = {
    copyValue: (value, text) => {
      this.copy(copyableJson(value, text), "Value");
    },
    copyPath: (path) => {
      this.copy(path, "Path");
    },
    goTo: (key, here) => {
      const record = this.shown;
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
    this.json = undefined;
    this.failure = undefined;
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
    const { shown, current } = this;
    return shown === undefined ? undefined : { kind: "record", record: shown, ...(current && { key: current.key }) };
  }

  /** The value in the focused line, or in the one that the pointer was pressed on last: the context menu's. */
  get current(): { readonly key: string; readonly path: string; readonly value: unknown; readonly text: string | undefined } | undefined {
    if (this.tree) return this.tree.current;
    const line = this.lines.get(this.at.get(this.openTab.id) ?? "");
    return line && { key: line.key, path: line.path, value: line.value, text: this.textOf(line) };
  }

  /** The JSON text of a line's value, as it came. */
  private textOf({ value, ...line }: Entry | Item): string | undefined {
    if (typeof value === "object" && value !== null) return this.json?.textOf(value);
    return typeof value === "number" && line.kind === "entry" ? line.text : undefined;
  }

  /** What VS Code's menus and palette may have done with the current value. */
  run(command: DetailCommand): void {
    const { current } = this;
    if (!current) return;
    if (command === "copyDetailValue") this.actions.copyValue(current.value, current.text);
    else if (command === "copyDetailPath") this.actions.copyPath(current.path);
    else this.actions.filter(current.path, current.value, command.startsWith("filterFor"), command.endsWith("Beside"));
  }

  private get tree(): RecordJson | null {
    return this.querySelector<RecordJson>("grid-record-json");
  }

  private get allTabs(): readonly Tab[] {
    return [
      ...layouts[this.state.report.id].tabs.map(({ id, label }) => this.tabs.find((tab) => tab.id === id) ?? { id, label }),
      { id: json, label: "JSON" },
    ];
  }

  private get openTab(): Tab {
    const all = this.allTabs;
    return all.find(({ id }) => id === this.tab) ?? (all[0] as Tab);
  }

  private async load(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    while (this.row && contentOf(this.row) !== this.content) {
      const { record, outcome } = this.row;
      const content = contentOf(this.row);
      try {
        const [text, named, names] = await Promise.all([this.host().record({ record }), this.namedIn(record), this.namesIn(record)]);
        const json = readJson(text);
        this.named = named;
        this.names = names;
        await this.explain(json.value, outcome);
        this.odd = oddities(
          json,
          [...this.fields.values()].filter(({ madeHere }) => !madeHere),
        ).map((text) => ({ kind: "note", text: visible(cut(text, longNote)) }));
        this.json = json;
        this.failure = undefined;
      } catch (error) {
        this.json = undefined;
        this.failure = error instanceof Error ? error.message : String(error);
      }
      if (record !== this.shown) {
        this.limits.clear();
        this.unfolded.clear();
      }
      this.shown = record;
      this.content = content;
    }
    this.asking = false;
  }

  /** Without it the record is shown all the same. */
  private async namedIn(record: number): Promise<ReadonlySet<string>> {
    const keys = await this.host()
      .entityKeys({ record })
      .catch(() => []);
    return new Set(keys.map((key) => key.toLowerCase()));
  }

  private async namesIn(record: number): Promise<ReadonlyMap<string, NameThere>> {
    const names = await this.host()
      .names({ record })
      .catch(() => []);
    return new Map(names.map((name) => [name.key.toLowerCase(), name]));
  }

  /** More is known of the record that is shown. */
  private async nameAgain(): Promise<void> {
    const { shown } = this;
    const names = shown === undefined ? undefined : await this.namesIn(shown);
    if (!names || shown !== this.shown) return;
    this.names = names;
    this.requestUpdate();
  }

  /** Of an event that did not simply succeed, where a code says why. Without it the record is shown all the same. */
  private async explain(record: unknown, outcome: Outcome): Promise<void> {
    const { outcomeCodes, outcomePath, outcomeReason: reason } = this.state.report;
    const found = outcomeCodes && isObject(record) ? valueAt(record, outcomePath) : undefined;
    const code = typeof found === "string" && /^\d{1,9}$/.test(found) ? Number(found) : found;
    this.explanation = undefined;
    if (typeof code !== "number" || !Number.isSafeInteger(code) || code === 0) return;
    if (!this.explanations.has(code)) {
      try {
        this.explanations.set(code, await this.host().explain({ code }));
      } catch {
        return;
      }
    }
    const words = this.explanations.get(code);
    if (!words) return;
    this.explanation = { code, words, outcome, reason: isObject(record) && reason !== undefined ? valueAt(record, reason) : undefined };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (changed.has("state") && before?.fields !== this.state.fields)
      this.fields = new Map(this.state.fields.map((field) => [field.path, field]));
    if (changed.has("row") && !this.row) this.shown = this.content = this.json = undefined;
    if (changed.has("row")) void this.load();
    if (before && before.namesKnown !== this.state.namesKnown) void this.nameAgain();
    const { json, fields, limit } = this;
    this.tabs = json
      ? recordTabs(layouts[this.state.report.id], json.value, { json, fields, limit }, [...this.explained(), ...this.odd])
      : [];
    this.focusWithin = this.querySelector(".panel")?.contains(document.activeElement) ?? false;
  }

  readonly limit = (key: string): number => this.limits.get(key) ?? manyItems;

  private explained(): readonly DetailPart[] {
    if (!this.explanation) return [];
    const { code, words, reason, outcome } = this.explanation;
    const tab = layouts[this.state.report.id].tabs.find(({ id }) => id === words.tab);
    const comparison: DetailPart = {
      kind: "comparison",
      key: "…lastGood",
      label: `Compare with the last good ${this.state.report.noun}`,
      with: "lastGood",
    };
    return [
      ...(hasLastGood(outcome) ? [comparison] : []),
      {
        kind: "explanation",
        title: words.name === undefined ? String(code) : `${String(code)} · ${words.name}`,
        text: words.explanation ?? unknownCode(words, reason),
        hint: words.hint ?? "",
        ...(tab && { tab }),
        outcome,
      },
    ];
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
    const all = this.allTabs;
    const index = all.findIndex(({ id }) => id === this.openTab.id);
    const to = { ArrowLeft: (index - 1 + all.length) % all.length, ArrowRight: (index + 1) % all.length, Home: 0, End: all.length - 1 }[
      event.key
    ];
    if (to !== undefined) this.choose(all[to]?.id ?? json, true);
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

  /** What a key does on the link of an id: arrow keys go from one to the next, past the lines that lead nowhere. */
  private onLinkKey(name: string, link: HTMLElement): boolean {
    if (name === "Enter" || name === " " || name === "Alt+Enter") {
      const { current } = this;
      if (current) this.actions.goTo(current.key, name === "Alt+Enter");
      return true;
    }
    const all = Array.from(this.querySelectorAll<HTMLElement>(".panel .named")).filter((one) => one.checkVisibility());
    const at = all.indexOf(link);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[name];
    if (to === undefined) return false;
    return this.go(all[Math.max(0, Math.min(all.length - 1, to))]);
  }

  /** What a key does on a line; false: nothing. */
  private onLineKey(name: string, line: HTMLElement): boolean {
    const { current } = this;
    switch (name) {
      case "Ctrl+c":
        // Selected text is copied by VS Code itself.
        if (!current || !document.getSelection()?.isCollapsed) return false;
        this.actions.copyValue(current.value, current.text);
        return true;
      case "Ctrl+Shift+c":
        if (current) this.actions.copyPath(current.path);
        return current !== undefined;
      case "+":
      case "-":
      case "Alt++":
      case "Alt+-":
        if (current) this.actions.filter(current.path, current.value, name.endsWith("+"), name.startsWith("Alt"));
        return current !== undefined;
    }
    if (!line.classList.contains("tree")) return this.move(name, line);
    if (name === "ArrowUp") this.toTabs();
    return name === "ArrowUp";
  }

  private move(name: string, line: HTMLElement): boolean {
    const all = Array.from(this.querySelectorAll<HTMLElement>(".panel [data-key]")).filter((element) => element.checkVisibility());
    const index = all.indexOf(line);
    const row = line.closest("[role=row]");
    const item = this.lines.get(line.dataset["key"] ?? "");
    switch (name) {
      case "ArrowDown":
        return this.go(this.beyond(all, index, 1));
      case "ArrowUp":
        if (index === 0) this.toTabs();
        else this.go(this.beyond(all, index, -1));
        return true;
      case "ArrowRight":
      case "ArrowLeft": {
        const open = name === "ArrowRight";
        if (item?.kind === "item") {
          if (this.isOpen(item) === open) return open ? this.go(all[index + 1]) : true;
          this.fold(item, open);
          return true;
        }
        const beside = all[index + (open ? 1 : -1)];
        if (row?.contains(beside ?? null)) return this.go(beside);
        // Out to the line that folds what this one is in.
        return open ? true : this.go(line.closest(".item-body")?.parentElement?.querySelector<HTMLElement>(".item-head") ?? undefined);
      }
      case "Home":
        return this.go(all[0]);
      case "End":
        return this.go(all.at(-1));
      case "PageDown":
        return this.go(all[Math.min(all.length - 1, index + pageLines)]);
      case "PageUp":
        return this.go(all[Math.max(0, index - pageLines)]);
      case "Enter":
      case " ":
        this.act(line.dataset["action"] ?? "unfold", line);
        return true;
    }
    return false;
  }

  /** The next line up or down; from a table's cell the one in the same column. */
  private beyond(all: readonly HTMLElement[], index: number, step: 1 | -1): HTMLElement | undefined {
    const line = all[index];
    const row = line?.closest("[role=row]");
    if (!row) return all[index + step];
    let at = index + step;
    while (row.contains(all[at] ?? null)) at += step;
    const next = all[at];
    const nextRow = next?.closest("[role=row]");
    const column = Array.from(row.children).indexOf(line as Element);
    const same = nextRow?.closest("[role=table]") === row.closest("[role=table]") ? nextRow?.children[column] : undefined;
    return same instanceof HTMLElement && same.dataset["key"] !== undefined ? same : next;
  }

  private go(to: HTMLElement | undefined): true {
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
    return true;
  }

  private isOpen(item: Item): boolean {
    return this.opened.get(item.key) ?? item.open;
  }

  private fold(item: Item, open: boolean): void {
    this.opened.set(item.key, open);
    this.requestUpdate();
  }

  /** `isAlt`: the other way of doing it: beside what is done here, here what is done beside. */
  private act(action: string, element: HTMLElement, isAlt = false): void {
    const key = element.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "";
    const line = this.lines.get(key);
    if (action === "tab") {
      this.choose(element.dataset["tab"] ?? "", false);
    } else if (action === "more") {
      const list = element.dataset["list"] ?? "";
      this.limits.set(list, this.limit(list) + 10 * manyItems);
    } else if (action === "address") {
      this.openAddress(line?.path ?? "", element.dataset["address"] ?? "");
    } else if (action === "compare") {
      const record = this.shown;
      if (record !== undefined)
        void this.host().compare({ record, with: element.dataset["with"] === "lastGood" ? "lastGood" : "oldAndNew" });
    } else if (action === "goTo") {
      if (line) this.actions.goTo(line.key, isAlt);
    } else if (line?.kind === "item") {
      this.fold(line, !this.isOpen(line));
    } else if (line) {
      switch (action) {
        case "unfold":
          if (!this.unfolded.delete(key)) this.unfolded.add(key);
          break;
        case "copyValue":
          this.actions.copyValue(line.value, this.textOf(line));
          break;
        case "copyPath":
          this.actions.copyPath(line.path);
          break;
        case "filterFor":
        case "filterForBeside":
        case "filterOut":
          this.actions.filter(line.path, line.value, action !== "filterOut", isAlt || action === "filterForBeside");
          break;
      }
    }
    this.requestUpdate();
  }

  /** What fails is told by the extension. */
  private openAddress(path: string, address: string): void {
    const record = this.shown;
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

  private heading(row: Row): TemplateResult {
    const { columns, report, zone } = this.state;
    const parts = rowTitle(row, { report, columns, fields: this.fields, zone }, new Date());
    return html`<span class="codicon codicon-${outcomes[row.outcome].icon} outcome-${row.outcome}" aria-hidden="true"></span>
      <h2 title=${parts.join(" · ")}>${parts.map((part, at) => html`${at > 0 ? " · " : ""}<bdi>${part}</bdi>`)}</h2>`;
  }

  private button(
    codicon: string,
    label: string,
    keys: string,
    run: () => void,
    { pressed, disabled = false }: { pressed?: boolean; disabled?: boolean } = {},
  ): TemplateResult {
    return html`<button
      class="icon codicon codicon-${codicon}"
      title=${keys === "" ? label : `${label} (${keys})`}
      aria-label=${label}
      aria-pressed=${pressed ?? nothing}
      ?disabled=${disabled}
      @click=${run}
    ></button>`;
  }

  private eye(): TemplateResult {
    const shows = this.openTab.id === json ? !this.hideEmpty : this.showEmpty;
    return this.button(
      shows ? "eye" : "eye-closed",
      "Show empty",
      "",
      () => {
        if (this.openTab.id === json) this.hideEmpty = !this.hideEmpty;
        else this.showEmpty = !this.showEmpty;
      },
      { pressed: shows },
    );
  }

  private tabList(): TemplateResult {
    const open = this.openTab.id;
    return html`<div class="tabs" role="tablist" aria-label="Details">
      ${this.allTabs.map(
        ({ id, label, empty }) =>
          html`<button
            class="tab ${empty === undefined ? "" : "is-empty"}"
            role="tab"
            id="details-tab-${id}"
            aria-selected=${id === open}
            aria-controls="details-panel"
            tabindex=${id === open ? 0 : -1}
            title=${empty ?? nothing}
            @click=${() => {
              this.choose(id, false);
            }}
          >
            ${label}
          </button>`,
      )}
    </div>`;
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
    const lines = new Map<string, Entry | Item>();
    const keys: string[] = [];
    const links = new Set<string>();
    const named: string[] = [];
    const isNamed = (key: string): boolean => this.named.has(key.toLowerCase());
    const addLink = (key: string): void => {
      keys.push(key);
      links.add(key);
    };
    const add = (part: DetailPart | undefined): void => {
      if (part?.kind === "entry" || part?.kind === "item") lines.set(part.key, part);
      if (part?.kind === "entry" || part?.kind === "item") keys.push(part.key);
      if (part?.kind === "entry" && !part.linked && isNamed(part.key)) named.push(part.key);
      if (part?.kind === "entry" && part.linked)
        for (const at of webAddresses(part.text).keys()) {
          lines.set(addressKey(part.key, at), part);
          addLink(addressKey(part.key, at));
        }
      if (part?.kind === "more") keys.push(`${part.key}…`);
      if (part?.kind === "explanation" && part.tab) addLink(hintKey);
      if (part?.kind === "comparison") addLink(part.key);
      if (part?.kind === "item" && this.isOpen(part)) part.parts.forEach(add);
      if (part?.kind === "table") for (const row of part.rows) row.forEach(add);
    };
    for (const { parts } of sections) parts.forEach(add);
    this.lines = lines;
    const wanted = this.at.get(tab.id);
    // Keys begin with what the record says; what leads away from it is a key further.
    const first = keys.find((key) => !links.has(key)) ?? keys[0];
    const at = wanted !== undefined && keys.includes(wanted) ? wanted : this.focusWithin && wanted !== undefined ? undefined : first;
    // What one goes on from with the next Tab: the line itself, or what follows it.
    const from = at === undefined ? -1 : keys.indexOf(at);
    const view: PartView = {
      zone: this.state.zone,
      now: new Date(),
      at,
      linkAt: named.find((key) => keys.indexOf(key) >= from) ?? named.at(-1),
      isUnfolded: (key) => this.unfolded.has(key),
      isOpen: (item) => this.isOpen(item),
      isNamed,
      nameThere: (key) => this.names.get(key.toLowerCase()),
      context: (path) => JSON.stringify({ webviewSection: "detail", record: this.shown, path, preventDefaultContextMenuItems: true }),
    };
    return html`<div class="sections ${this.showEmpty ? "all" : ""}">${sections.map((section) => sectionTemplate(section, view))}</div>`;
  }

  private panel(): TemplateResult {
    const { id } = this.openTab;
    const labels = `details-tab-${id}`;
    if (id === json)
      return html`<div class="panel" id="details-panel" role="tabpanel" aria-labelledby=${labels}>
        <grid-record-json
          .json=${this.json}
          .record=${this.shown}
          .fields=${this.fields}
          .zone=${this.state.zone}
          .hideEmpty=${this.hideEmpty}
          .named=${this.named}
          .names=${this.names}
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
    this.go(this.querySelector<HTMLElement>(".panel [data-key]") ?? undefined);
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const { row } = this;
    return html`<div class="details-head">
        ${row ? this.heading(row) : html`<h2>Details</h2>`}
        ${this.button("arrow-up", "Previous row", "Alt+Up", () => {
          this.onStep(-1);
        })}
        ${this.button("arrow-down", "Next row", "Alt+Down", () => {
          this.onStep(1);
        })}
        ${this.eye()}
        ${this.button(
          "json",
          "Open as JSON beside",
          "Ctrl+Enter in the rows",
          () => {
            if (row) void this.host().openRecord({ record: row.record, beside: true });
          },
          { disabled: !row },
        )}
        ${this.button("close", "Close details", "Space in the rows", () => {
          this.onClose();
        })}
      </div>
      ${
        this.failure !== undefined
          ? html`<p class="note" role="alert">The record could not be read: ${this.failure}</p>`
          : !row
            ? html`<p class="note">Move to a row to see its record.</p>`
            : html`${this.tabList()}${this.panel()}
                <grid-near
                  .state=${this.state}
                  .record=${this.shown}
                  .content=${this.content}
                  .host=${this.host}
                  .announce=${this.announce}
                  .onGo=${this.onGo}
                ></grid-near>`
      }`;
  }
}

customElements.define("grid-details", RecordDetails);
