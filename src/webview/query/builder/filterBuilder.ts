import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type {
  Cell,
  FilterChoice,
  FilterPart,
  FilterPreview,
  FilterValue,
  GridField,
  GridState,
  HostApi,
  QueryChange,
} from "../../../protocol/grid.ts";
import { visible } from "../../../records/visible.ts";
import type { Remote } from "../../../rpc.ts";
import { closeOutside } from "../closeOutside.ts";
import { builderFoot } from "./builderFoot.ts";
import { choiceItems } from "./choiceItems.ts";
import { fieldItems } from "./fieldItems.ts";
import { filterOption } from "./filterOption.ts";
import type { Item } from "./item.ts";
import { askedFor, emptyWords, placeholderOf } from "./stepWords.ts";
import { valueItems } from "./valueItems.ts";

/** More one looks for by typing. */
const mostShown = 250;

/** Puts a filter together in steps: a field, how it is compared, values. The focus stays in the search; the arrows go through what there is to choose. */
export class FilterBuilder extends LitElement {
  static override properties = {
    state: { attribute: false },
    typed: { state: true },
    at: { state: true },
    field: { state: true },
    choice: { state: true },
    choices: { state: true },
    given: { state: true },
    cascade: { state: true },
    values: { state: true },
    chosen: { state: true },
    preview: { state: true },
    trouble: { state: true },
    busy: { state: true },
  };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare edit: (change: QueryChange) => Promise<void>;
  declare announce: (text: string) => void;
  /** `isDone`: a filter was made. */
  declare onClose: (isDone: boolean) => void;
  declare typed: string;
  /** Number of the active item. */
  declare at: number;
  declare field: GridField | undefined;
  declare choice: FilterChoice | undefined;
  declare choices: readonly FilterChoice[];
  /** What was chosen in the steps of a cascade before this one. */
  declare given: readonly FilterPart[];
  /** Set in a cascade: which of its fields it is at. */
  declare cascade: number | undefined;
  declare values: readonly FilterValue[];
  /** Values of an operator that takes several. */
  declare chosen: readonly Cell[];
  declare preview: FilterPreview | undefined;
  declare trouble: string | undefined;
  declare busy: boolean;
  private leaving: (() => void) | undefined;
  private isWhole = false;
  private asked = 0;
  private previewed = 0;
  private previewOf = "";
  private activeKey: string | undefined;

  constructor() {
    super();
    this.begin();
  }

  private begin(): void {
    this.typed = "";
    this.at = 0;
    this.field = undefined;
    this.choice = undefined;
    this.choices = [];
    this.given = [];
    this.cascade = undefined;
    this.values = [];
    this.chosen = [];
    this.preview = undefined;
    this.trouble = undefined;
    this.busy = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override firstUpdated(): void {
    this.box?.focus();
    // What had the focus before it may be gone, which moved the focus once more.
    this.leaving = closeOutside(this, () => {
      this.onClose(false);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving?.();
  }

  private get box(): HTMLInputElement | null {
    return this.querySelector("input");
  }

  private get steps(): { readonly label: string; readonly paths: readonly string[] } | undefined {
    return this.state.report.cascade;
  }

  private fieldAt(path: string): GridField | undefined {
    return this.state.fields.find((field) => field.path === path);
  }

  /** Another step: what was typed was for the one before. */
  private go(said: string): void {
    this.typed = "";
    this.at = 0;
    this.activeKey = undefined;
    this.trouble = undefined;
    this.box?.focus();
    this.announce(said);
  }

  private async pickField(field: GridField): Promise<void> {
    this.field = field;
    this.choices = [];
    this.go(`${field.label}: how is it compared?`);
    const asked = ++this.asked;
    this.busy = true;
    const choices = await this.answer(this.host().filterChoices({ path: field.path }));
    if (asked !== this.asked) return;
    this.busy = false;
    this.choices = choices ?? [];
  }

  private pickChoice(choice: FilterChoice): void {
    this.choice = choice;
    this.chosen = [];
    this.values = [];
    this.isWhole = false;
    if (choice.takes === "none") {
      void this.apply(this.partsWith([]));
      return;
    }
    this.go(`${this.field?.label ?? ""} ${choice.label}: which value?`);
    void this.askValues();
  }

  private startCascade(at: number, given: readonly FilterPart[]): void {
    const { paths = [] } = this.steps ?? {};
    const field = this.fieldAt(paths[at] ?? "");
    if (!field) {
      // All of its fields were asked.
      if (given.length > 0) void this.apply(given);
      else this.trouble = "Nothing is chosen yet: choose a value, or press Escape.";
      return;
    }
    [this.cascade, this.given, this.field] = [at, given, field];
    this.choice = { operator: "is", label: "is", text: "eq", takes: "one", answeredBy: "service" };
    [this.values, this.isWhole, this.chosen] = [[], false, []];
    this.go(`${field.label}: which value?`);
    void this.askValues();
  }

  /** One step, and finally out. */
  private back(): void {
    this.asked++;
    this.busy = false;
    const { cascade } = this;
    if (cascade !== undefined && cascade > 0) {
      const path = this.steps?.paths[cascade - 1];
      this.startCascade(
        cascade - 1,
        this.given.filter((part) => part.path !== path),
      );
    } else if (cascade !== undefined || (this.field && !this.choice)) {
      this.begin();
      this.go("Which field?");
    } else if (this.choice) {
      this.choice = undefined;
      this.go(`${this.field?.label ?? ""}: how is it compared?`);
    } else this.onClose(false);
  }

  /** Undefined: there is none, which the person is told. */
  private async answer<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  private async askValues(): Promise<void> {
    const { field, typed, given } = this;
    if (!field || this.isWhole) return;
    const asked = ++this.asked;
    this.busy = true;
    const answer = await this.answer(this.host().filterValues({ path: field.path, typed, given }));
    if (asked !== this.asked) return;
    this.busy = false;
    if (!answer) return;
    this.values = answer.values;
    this.isWhole = answer.isWhole && typed === "";
    const at = this.items.findIndex(({ key }) => key === this.activeKey);
    this.at = Math.max(0, at);
  }

  private partsWith(values: readonly Cell[], written?: string): readonly FilterPart[] {
    const { field, choice, given } = this;
    if (!field || !choice) return given;
    return [...given, { path: field.path, operator: choice.operator, values, ...(written !== undefined && { written }) }];
  }

  private async apply(parts: readonly FilterPart[]): Promise<void> {
    const preview = await this.answer(this.host().filterPreview({ parts }));
    if (!preview || !this.isConnected) return;
    if ("problem" in preview) {
      this.trouble = preview.problem;
      return;
    }
    this.onClose(true);
    await this.edit({ kind: "condition", condition: preview.condition });
  }

  private get items(): readonly Item[] {
    const { state, field, choice, choices, values, typed, chosen, given, cascade } = this;
    if (!field)
      return fieldItems({
        state,
        typed,
        pickField: (field) => void this.pickField(field),
        startCascade: () => {
          this.startCascade(0, []);
        },
      });
    if (!choice)
      return choiceItems({
        field,
        choices,
        typed,
        pickChoice: (choice) => {
          this.pickChoice(choice);
        },
      });
    return valueItems({
      field,
      choice,
      values,
      typed,
      chosen,
      given,
      isCascade: cascade !== undefined,
      partsWith: (values, written) => this.partsWith(values, written),
      toggle: (value) => {
        this.toggle(value);
      },
      use: (parts) => void this.use(parts),
      useTyped: (several) => void this.useTyped(several),
    });
  }

  /** In a cascade the next step is for them. */
  private async use(parts: readonly FilterPart[]): Promise<void> {
    if (this.cascade === undefined) await this.apply(parts);
    else this.startCascade(this.cascade + 1, parts);
  }

  private async useTyped(several: boolean): Promise<void> {
    const { typed, field } = this;
    const parts = this.partsWith([], typed);
    if (!several) {
      await this.use(parts);
      return;
    }
    const preview = await this.answer(this.host().filterPreview({ parts }));
    if (!preview || typed !== this.typed || field !== this.field) return;
    if ("problem" in preview) this.trouble = preview.problem;
    else {
      this.toggle(field?.kind === "integer" || field?.kind === "double" ? Number(typed) : typed);
      this.typed = "";
      void this.askValues();
    }
  }

  private toggle(value: Cell): void {
    const isChosen = this.chosen.includes(value);
    this.chosen = isChosen ? this.chosen.filter((one) => one !== value) : [...this.chosen, value];
    this.trouble = undefined;
    this.announce(`${visible(String(value))} ${isChosen ? "taken out" : "chosen"}, ${String(this.chosen.length)} in all`);
  }

  private applyChosen(): void {
    if (this.chosen.length > 0) void this.apply(this.partsWith(this.chosen));
    else this.trouble = "Choose a value first.";
  }

  private onInput(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.at = 0;
    this.activeKey = undefined;
    this.trouble = undefined;
    if (this.choice) void this.askValues();
  }

  private onKey(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isComposing) return;
    const inBox = event.target === this.box;
    const count = Math.min(mostShown, this.items.length);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[key] ?? 0;
    if (key === "Escape") this.back();
    else if (key === "Enter" && (ctrlKey || metaKey) && this.choice?.takes === "several") this.applyChosen();
    else if (!inBox || altKey) {
      // A key of a button does what it does, and nothing behind the filter hears it.
      event.stopPropagation();
      return;
    } else if (step !== 0 && count > 0) this.moveTo(Math.abs(step) === 1 ? (this.at + step + count) % count : this.at + step, count);
    else if (key === "Enter") this.items[this.at]?.choose();
    else if (key === "Backspace" && this.typed === "" && this.field) this.back();
    else {
      if (key !== "F6") event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private moveTo(at: number, count: number): void {
    this.at = Math.max(0, Math.min(count - 1, at));
    this.activeKey = this.items[this.at]?.key;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("at") || changed.has("values")) this.querySelector(".option.active")?.scrollIntoView({ block: "nearest" });
    const parts =
      this.choice?.takes === "several" ? (this.chosen.length > 0 ? this.partsWith(this.chosen) : undefined) : this.items[this.at]?.parts;
    const asked = JSON.stringify(parts ?? null);
    if (asked === this.previewOf) return;
    this.previewOf = asked;
    const number = ++this.previewed;
    if (!parts || parts.length === 0) {
      this.preview = undefined;
      return;
    }
    this.host()
      .filterPreview({ parts })
      .then(
        (preview) => {
          if (number === this.previewed) this.preview = preview;
        },
        () => undefined,
      );
  }

  /** What was chosen so far, in words. */
  private get trail(): string {
    const { field, choice, given, cascade } = this;
    const before = given.map(({ path, values, written }) => `${this.fieldAt(path)?.label ?? path} ${written ?? String(values[0])}`);
    if (!field) return "";
    return [...before, choice && cascade === undefined ? `${field.label} ${choice.label}` : field.label].map(visible).join(" › ");
  }

  protected override render(): TemplateResult {
    const { items, typed, field, choice, trail, busy } = this;
    const shown = items.slice(0, mostShown);
    const what = askedFor({ field, choice });
    return html`<div
      class="popup builder ${field && !choice ? "comparing" : ""}"
      role="dialog"
      aria-label="Add filter"
      @keydown=${this.onKey}
    >
      ${
        field
          ? html`<div class="builder-head">
              <button
                class="icon codicon codicon-arrow-left"
                title="Back (Escape)"
                aria-label="Back"
                @click=${() => {
                  this.back();
                }}
              ></button>
              <span class="trail">${trail}</span>
            </div>`
          : nothing
      }
      <input
        class="text"
        type="text"
        role="combobox"
        spellcheck="false"
        autocomplete="off"
        aria-label=${what}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="filter-options"
        aria-describedby="filter-keys"
        aria-activedescendant=${shown.length > 0 ? `filter-option-${String(this.at)}` : nothing}
        placeholder=${placeholderOf({ field, choice })}
        .value=${live(typed)}
        @input=${this.onInput}
      />
      <div
        id="filter-options"
        class="options"
        role="listbox"
        tabindex="-1"
        aria-label=${what}
        aria-multiselectable=${choice?.takes === "several"}
        aria-busy=${busy}
      >
        ${repeat(
          shown,
          ({ key }) => key,
          (item, at) =>
            filterOption(item, {
              at,
              count: shown.length,
              isActive: at === this.at,
              isValue: choice !== undefined,
              onPick: () => {
                this.at = at;
                item.choose();
              },
            }),
        )}
      </div>
      ${shown.length > 0 || busy ? nothing : html`<div class="none">${emptyWords({ field, choice, typed })}</div>`}
      ${items.length > shown.length ? html`<div class="none">Type to find the others.</div>` : nothing}
      ${builderFoot({
        item: shown[this.at],
        preview: this.preview,
        trouble: this.trouble,
        isSeveral: choice?.takes === "several",
        isField: field !== undefined,
        chosen: this.chosen,
        busy,
        onAdd: () => {
          this.applyChosen();
        },
      })}
    </div>`;
  }
}

customElements.define("grid-builder", FilterBuilder);
