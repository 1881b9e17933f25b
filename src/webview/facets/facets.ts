import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { FacetQuestion, FacetValue, GoToFrom, GridField, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { countsBasis } from "./countsBasis.ts";
import { FacetAnswers } from "./facetAnswers.ts";
import { facetFields, fieldsFound } from "./facetFields.ts";
import { facetTemplate, valueId, type FacetActions, type Pick, type ShownFacet } from "./facetTemplate.ts";
import { valueWords } from "./valueWords.ts";
import { firstCount, firstView, pageCount, type ValuesView } from "./valuesView.ts";
import { formatCount } from "../../records/counted.ts";
import { keyName } from "../panel/shortcuts.ts";

const typingMs = 150;

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
  declare views: ReadonlyMap<string, ValuesView>;
  /** What Tab comes to in the tree: a path, or an id of a value. */
  declare at: string | undefined;

  /** Paths of the fields shown unless others are looked for. */
  private likely: readonly string[] = [];
  private fields: ReadonlyMap<string, GridField> = new Map();
  private readonly answers = new FacetAnswers(this, () => this.questions());
  private typing: ReturnType<typeof setTimeout> | undefined;
  /** What stands in the search boxes of values: the search follows it after a pause. */
  private readonly typed = new Map<string, string>();
  private readonly actions: FacetActions = {
    toggle: (path, open) => {
      this.toggle(path, open);
    },
    goTo: (id) => {
      this.goTo(id);
    },
    reach: (id) => {
      this.at = id;
    },
    pick: (field, value, wanted) => {
      this.pick(field, value, wanted);
    },
    goToFrom: (path, value, here) => {
      void this.host().goTo({ from: { kind: "value", path, value }, here });
    },
    showMore: (path) => {
      this.showMore(path);
    },
    order: (path, by) => {
      this.setView(path, { by });
    },
    type: (path, text) => {
      this.typed.set(path, text);
      clearTimeout(this.typing);
      this.typing = setTimeout(() => {
        this.setView(path, { search: text, count: firstCount });
      }, typingMs);
    },
    searchKey: (event, path) => {
      this.onValueSearchKey(event, path);
    },
  };

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

  private view(path: string): ValuesView {
    return this.views.get(path) ?? firstView;
  }

  private setView(path: string, change: Partial<ValuesView>): void {
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

  private shown(field: GridField): ShownFacet {
    const { path, label } = field;
    const isOpen = this.paths.includes(path);
    const view = this.view(path);
    return {
      isOpen,
      name: this.search.trim() !== "" || this.all ? `${label} ${path}` : label,
      answer: isOpen ? this.answers.facet(path) : undefined,
      values: isOpen ? this.values(path) : [],
      picks: this.answers.pickCount(path),
      view,
      typed: this.typed.get(path) ?? view.search,
      current: this.currentId,
      words: (value) => valueWords(field, value, this.state, this.answers),
    };
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
            (field) => facetTemplate(field, this.shown(field), this.actions),
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
      <div class="facets-foot">${countsBasis(state)}</div>
    </section>`;
  }
}

customElements.define("grid-facets", FacetsPane);
