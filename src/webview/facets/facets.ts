import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Cell, Facet, FacetQuestion, FacetValue, GoToFrom, GridField, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { FacetAnswers } from "./facetAnswers.ts";
import { facetFields, fieldsFound } from "./facetFields.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { cellText } from "../../records/valueText.ts";
import { visible } from "../../records/visible.ts";
import { filterIcons } from "../shared/filterIcons.ts";
import { growing } from "../shared/growing.ts";
import { keyName } from "../panel/shortcuts.ts";

const firstCount = 10;
const pageCount = 50;
const typingMs = 150;

/** How the values of one field are shown. */
interface View {
  readonly search: string;
  readonly by: FacetQuestion["by"];
  readonly count: number;
  /** The search box is there though there are few values. */
  readonly searching?: true;
}
const firstView: View = { search: "", by: "count", count: firstCount };

type Pick = NonNullable<FacetValue["pick"]>;

const valueContext = JSON.stringify({ webviewSection: "facet", preventDefaultContextMenuItems: true });
const valueId = (path: string, value: Cell): string => `${path}\n${JSON.stringify(value)}`;
const moreId = (path: string): string => `${path}\nmore`;

/** The values of fields over the rows of the view, with how many have them; to pick some, or leave them out. */
export class FacetsPane extends LitElement {
  static override properties = {
    state: { attribute: false },
    paths: { attribute: false },
    search: { state: true },
    all: { state: true },
    views: { state: true },
    at: { state: true },
  };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare edit: (change: QueryChange) => Promise<void>;
  declare announce: (text: string) => void;
  /** Fields whose values are unfolded. */
  declare paths: readonly string[];
  declare onPaths: (paths: readonly string[]) => void;
  declare onClose: () => void;
  /** Words of labels and paths. */
  declare search: string;
  /** All fields are shown, not only the likely ones. */
  declare all: boolean;
  declare views: ReadonlyMap<string, View>;
  /** What Tab comes to in the tree: a path, or an id of a value. */
  declare at: string | undefined;

  /** Paths of the fields shown unless others are looked for. */
  private likely: readonly string[] = [];
  private fields: ReadonlyMap<string, GridField> = new Map();
  private readonly answers = new FacetAnswers(this, () => this.questions());
  private typing: ReturnType<typeof setTimeout> | undefined;
  /** What stands in the search boxes of values: the search follows it after a pause. */
  private readonly typed = new Map<string, string>();

  constructor() {
    super();
    this.paths = [];
    this.search = "";
    this.all = false;
    this.views = new Map();
    this.at = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  override focus(): void {
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>("vscode-textfield")?.focus();
    });
  }

  /** Unfolds a field and puts the focus there. */
  async reveal(path: string): Promise<void> {
    this.search = "";
    if (!this.paths.includes(path)) this.onPaths([...this.paths, path]);
    await this.updateComplete;
    this.goTo(path);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    const { state } = this;
    if (changed.has("state") && before?.fields !== state.fields) {
      this.fields = new Map(state.fields.map((field) => [field.path, field]));
      // Not when the columns change: what one looks at stays.
      if (before?.report.id !== state.report.id) {
        this.likely = facetFields(state.fields, state.columns, state.report.outcomePath).map(({ path }) => path);
      }
    }
    this.answers.forgetPicks();
    if (changed.has("state") || changed.has("paths") || changed.has("views")) this.answers.ask();
  }

  private view(path: string): View {
    return this.views.get(path) ?? firstView;
  }

  private setView(path: string, change: Partial<View>): void {
    this.views = new Map([...this.views, [path, { ...this.view(path), ...change }]]);
  }

  /** Of each unfolded field, what is to be known of its values. */
  private questions(): readonly FacetQuestion[] {
    return this.paths
      .filter((path) => this.fields.has(path))
      .map((path) => {
        const { search, by, count } = this.view(path);
        return { path, search, by, from: 0, count };
      });
  }

  private get shownFields(): readonly GridField[] {
    if (this.search.trim() !== "") return fieldsFound(this.state.fields, this.search);
    if (this.all) return this.state.fields;
    return [...new Set([...this.likely, ...this.paths])].flatMap((path) => this.fields.get(path) ?? []);
  }

  /** Of a field: those looked for, or all, the picked ones among them. */
  private values(path: string): readonly FacetValue[] {
    return this.view(path).search === "" ? this.answers.withPicks(path) : (this.answers.facet(path)?.values ?? []);
  }

  /** What stands for a value, what more there is to say about it, and a sentence for its tooltip. */
  private words(field: GridField, value: Cell): { readonly text: string; readonly more?: string; readonly sentence?: string } {
    if (value === null) return { text: "(empty)" };
    if (value === "") return { text: "(empty text)" };
    if (typeof value === "boolean") return { text: value ? "Yes" : "No" };
    const text = cellText(value, field, this.state.zone, new Date());
    if (field.path !== this.state.report.outcomePath || typeof value !== "number") return { text };
    if (value === 0) return { text, more: "Success" };
    const { name: more, sentence } = this.answers.explanation(value);
    return { text, ...(more !== undefined && { more }), ...(sentence !== undefined && { sentence }) };
  }

  private pick(field: GridField, { value, rows, pick }: FacetValue, wanted: Pick): void {
    const next = pick === wanted ? "none" : wanted;
    this.answers.pick(field.path, { value, rows, ...(next !== "none" && { pick: next }) });
    void this.edit({ kind: "value", path: field.path, value, pick: next });
  }

  private toggle(path: string, open: boolean): void {
    if (open === this.paths.includes(path)) return;
    this.onPaths(open ? [...this.paths, path] : this.paths.filter((other) => other !== path));
  }

  private showMore(path: string): void {
    // From there the next key comes to the first of those that come.
    const last = this.values(path).at(-1);
    this.setView(path, { count: this.view(path).count + pageCount });
    if (last) this.goTo(valueId(path, last.value));
  }

  /** The value that has the focus, or had it last. */
  get goToFrom(): GoToFrom | undefined {
    const [path = ""] = this.at?.split("\n") ?? [];
    const value = this.values(path).find((one) => valueId(path, one.value) === this.at);
    return value && { kind: "value", path, value: value.value };
  }

  private items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  }

  private get currentId(): string | undefined {
    return this.at ?? this.shownFields[0]?.path;
  }

  private goTo(id: string | undefined): void {
    if (id === undefined) return;
    this.at = id;
    void this.updateComplete.then(() => {
      const item = this.items().find((element) => element.dataset["id"] === id);
      item?.focus({ preventScroll: true });
      (item?.querySelector(".facet-head") ?? item)?.scrollIntoView({ block: "nearest" });
    });
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.getAttribute("role") !== "treeitem") return;
    const items = this.items();
    const at = items.indexOf(target);
    const id = target.dataset["id"] ?? "";
    const [path = ""] = id.split("\n");
    const field = this.fields.get(path);
    if (!field) return;
    const open = this.paths.includes(path);
    const isField = id === path;
    const value = this.values(path).find((one) => valueId(path, one.value) === id);
    const go = (index: number): void => {
      this.goTo(items[Math.max(0, Math.min(items.length - 1, index))]?.dataset["id"]);
    };
    switch (keyName(event).replace("Shift+", "")) {
      case "ArrowDown":
        go(at + 1);
        break;
      case "ArrowUp":
        if (at === 0) this.focus();
        else go(at - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(items.length - 1);
        break;
      case "ArrowRight":
        if (isField && !open) this.toggle(path, true);
        else if (isField) go(at + 1);
        break;
      case "ArrowLeft":
        if (!isField) this.goTo(path);
        else this.toggle(path, false);
        break;
      case "Enter":
      case " ":
        if (value) this.pick(field, value, "include");
        else if (isField) this.toggle(path, !open);
        else this.showMore(path);
        break;
      case "-":
        if (value) this.pick(field, value, "exclude");
        break;
      case "/":
        this.searchValues(path);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private searchValues(path: string): void {
    this.toggle(path, true);
    this.setView(path, { searching: true });
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"] .value-search`)?.focus();
    });
  }

  private onSearchKey(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "Enter") this.goTo(this.shownFields[0]?.path);
    else if (event.key === "Escape" && this.search !== "") this.search = "";
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private onValueSearchKey(event: KeyboardEvent, path: string): void {
    const first = this.values(path)[0];
    if (event.key === "ArrowDown" || event.key === "Enter") this.goTo(first ? valueId(path, first.value) : path);
    else if (event.key === "ArrowUp") this.goTo(path);
    else if (event.key === "Escape") {
      clearTimeout(this.typing);
      this.typed.delete(path);
      this.views = new Map([...this.views, [path, firstView]]);
      this.goTo(path);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private value(field: GridField, value: FacetValue, of: number, most: number): TemplateResult {
    const { path } = field;
    const { text, more, sentence } = this.words(field, value.value);
    const id = valueId(path, value.value);
    const picked = value.pick === "include" ? ", included" : value.pick === "exclude" ? ", left out" : "";
    const whole = typeof value.value === "string" ? visible(value.value) : text;
    const share = of === 0 ? 0 : Math.round((value.rows / of) * 1000) / 10;
    return html`<div
      class="facet-value ${value.pick ?? ""}"
      role="treeitem"
      aria-level="2"
      aria-checked=${value.pick === "include"}
      aria-label="${text}${more === undefined ? "" : ` ${more}`}, ${counted(value.rows, "row")}${picked}"
      data-id=${id}
      data-vscode-context=${valueContext}
      tabindex=${id === this.currentId ? 0 : -1}
      title="${whole.slice(0, 1000)}${more === undefined ? "" : ` ${more}`}${"\n"}${sentence === undefined ? "" : `${sentence}\n`}${counted(value.rows, "row")}, ${share} %"
      @focus=${() => {
        this.at = id;
      }}
      @contextmenu=${() => {
        this.at = id;
      }}
      @click=${() => {
        this.pick(field, value, "include");
      }}
    >
      <span
        class="box codicon ${value.pick === "include" ? "codicon-check" : value.pick === "exclude" ? "codicon-circle-slash" : ""}"
      ></span>
      <span class="words ${field.mono ? "mono" : ""} ${value.value === null || value.value === "" ? "none" : ""}"
        >${text}${more === undefined ? nothing : html` <span class="more-words">${more}</span>`}</span
      >
      <button
        class="value-tool codicon codicon-go-to-search"
        tabindex="-1"
        title="Go To… (G)
Alt+click: in this grid"
        aria-label="Go To… from ${text}"
        @click=${(event: MouseEvent) => {
          event.stopPropagation();
          void this.host().goTo({ from: { kind: "value", path, value: value.value }, here: event.altKey });
        }}
      ></button>
      <button
        class="value-tool leave-out codicon codicon-${filterIcons.leaveOut}"
        tabindex="-1"
        title=${value.pick === "exclude" ? "No longer leave out (-)" : "Leave out (-)"}
        aria-label="Leave out ${text}"
        @click=${(event: Event) => {
          event.stopPropagation();
          this.pick(field, value, "exclude");
        }}
      ></button>
      <span class="count">${formatCount(value.rows)}</span>
      <span class="share" .style=${`--share: ${String(most === 0 ? 0 : (value.rows / most) * 100)}%`}></span>
    </div>`;
  }

  private valueTools(field: GridField, facet: Facet | undefined): TemplateResult | typeof nothing {
    const { path, label } = field;
    const { search, by, searching } = this.view(path);
    const typed = this.typed.get(path) ?? search;
    if (!searching && search === "" && typed === "" && (facet?.distinct ?? 0) <= firstCount) return nothing;
    return html`<div class="facet-tools">
      <input
        class="text value-search"
        type="text"
        spellcheck="false"
        autocomplete="off"
        placeholder="Search ${formatCount(facet?.distinct ?? 0)} values"
        aria-label="Search values of ${label}"
        .value=${live(typed)}
        @input=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          this.typed.set(path, text);
          clearTimeout(this.typing);
          this.typing = setTimeout(() => {
            this.setView(path, { search: text, count: firstCount });
          }, typingMs);
        }}
        @keydown=${(event: KeyboardEvent) => {
          this.onValueSearchKey(event, path);
        }}
      />
      <button
        class="icon codicon codicon-${by === "count" ? "sort-precedence" : "case-sensitive"}"
        title=${by === "count" ? "Ordered by count. Order by value" : "Ordered by value. Order by count"}
        aria-label="Order by ${by === "count" ? "value" : "count"}"
        @click=${() => {
          this.setView(path, { by: by === "count" ? "value" : "count" });
        }}
      ></button>
    </div>`;
  }

  private section(field: GridField): TemplateResult {
    const { path, label } = field;
    const open = this.paths.includes(path);
    const facet = open ? this.answers.facet(path) : undefined;
    const values = open ? this.values(path) : [];
    const picks = this.answers.pickCount(path);
    const most = values.reduce((max, { rows }) => Math.max(max, rows), 0);
    const left = (facet?.distinct ?? 0) - this.view(path).count;
    const named = this.search.trim() !== "" || this.all ? `${label} ${path}` : label;
    // The group stands beside its field, whose name would else be that of all its values.
    return html`<div class="facet ${open ? "open" : ""}" data-path=${path}>
      <div
        class="facet-field"
        role="treeitem"
        aria-level="1"
        aria-expanded=${open}
        aria-label="${named}${facet ? `, ${counted(facet.distinct, "value")}` : ""}${picks > 0 ? `, ${formatCount(picks)} picked` : ""}"
        data-id=${path}
        tabindex=${path === this.currentId ? 0 : -1}
        @focus=${() => {
          this.at = path;
        }}
      >
        <div
          class="facet-head"
          title=${path}
          @click=${() => {
            this.toggle(path, !open);
            this.goTo(path);
          }}
        >
          <span class="codicon codicon-chevron-${open ? "down" : "right"}"></span>
          <span class="facet-label">${label}</span>
          ${named === label ? nothing : html`<span class="facet-path">${path}</span>`}
          ${picks > 0 ? html`<span class="picks" title="${formatCount(picks)} picked" data-count=${formatCount(picks)}></span>` : nothing}
          ${facet ? html`<span class="distinct" data-count=${formatCount(facet.distinct)}></span>` : nothing}
        </div>
        ${open ? this.valueTools(field, facet) : nothing}
      </div>
      ${
        open && values.length > 0
          ? html`<div role="group">
              ${repeat(
                values,
                ({ value }) => JSON.stringify(value),
                (value) => this.value(field, value, facet?.rows ?? 0, most),
              )}
              ${
                left > 0
                  ? html`<div
                      class="facet-more"
                      role="treeitem"
                      aria-level="2"
                      data-id=${moreId(path)}
                      tabindex=${moreId(path) === this.currentId ? 0 : -1}
                      @click=${() => {
                        this.showMore(path);
                      }}
                    >
                      Show ${formatCount(Math.min(pageCount, left))} more${left > pageCount ? ` of ${formatCount(left)}` : ""}
                    </div>`
                  : nothing
              }
            </div>`
          : open && facet
            ? html`<div class="facet-none">${this.view(path).search === "" ? "No values" : "No value has this in it"}</div>`
            : nothing
      }
    </div>`;
  }

  protected override render(): TemplateResult {
    const { state, search, all } = this;
    const fields = this.shownFields;
    const hidden = state.fields.length - fields.length;
    return html`<section class="facets" aria-label="Facets">
      <div class="facets-head">
        <vscode-textfield
          class="field-search"
          label="Search fields"
          placeholder="Search ${formatCount(state.fields.length)} fields"
          .value=${search}
          @input=${(event: Event) => {
            this.search = (event.target as HTMLInputElement).value;
          }}
          @keydown=${this.onSearchKey}
          ><span slot="content-before" class="codicon codicon-search" aria-hidden="true"></span
        ></vscode-textfield>
        <button
          class="icon codicon codicon-close"
          title="Close the facets"
          aria-label="Close the facets"
          @click=${() => {
            this.onClose();
          }}
        ></button>
      </div>
      <div class="facets-body">
        <div class="facet-tree" role="tree" aria-label="Fields and their values" aria-multiselectable="true" @keydown=${this.onKey}>
          ${repeat(
            fields,
            ({ path }) => path,
            (field) => this.section(field),
          )}
        </div>
        ${fields.length === 0 ? html`<div class="facet-none">No field has “${search}” in its name or path</div>` : nothing}
        ${
          search.trim() === "" && (hidden > 0 || all)
            ? html`<button
                class="link all-fields"
                @click=${() => {
                  this.all = !all;
                }}
              >
                ${all ? "Show the likely fields only" : `Show all ${formatCount(state.fields.length)} fields`}
              </button>`
            : nothing
        }
      </div>
      <div class="facets-foot">${this.basis()}</div>
    </section>`;
  }

  /** What the counts are of. */
  private basis(): TemplateResult {
    const { state } = this;
    if (state.loaded === 0) {
      const why = { idle: "Values are counted once the query has run.", running: "Rows are coming." }[state.phase as string];
      return html`${why ?? "No rows are loaded."}`;
    }
    const more = growing(state);
    return html`Counts of ${formatCount(state.matching)} of
    ${counted(state.loaded, "loaded row")}.${more ? html` <span class="hint">${more.sentence}</span>` : nothing}`;
  }
}

customElements.define("grid-facets", FacetsPane);
