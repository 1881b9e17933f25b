import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { GridState, HostApi, PickedRange, QueryChange } from "../../protocol/grid.ts";
import { isUtc, zoneLabel } from "../../query/zone.ts";
import type { Remote } from "../../rpc.ts";
import { closeOutside } from "./closeOutside.ts";
import { ranges } from "./ranges.ts";

const minuteMs = 60_000;
const around = [
  { label: "± 5 min", said: "5 minutes before and after", ms: 5 * minuteMs },
  { label: "± 1 h", said: "1 hour before and after", ms: 60 * minuteMs },
] as const;

/** The ends of a range that stands in a query text. */
const between = /^from (\S+)(?: to (\S+))?$/;

/** Chooses a range: one of the usual ones, from a time to another, or around a record. Nothing is changed before it is used. */
export class TimePicker extends LitElement {
  static override properties = {
    state: { attribute: false },
    from: { state: true },
    to: { state: true },
    picked: { state: true },
    isAsked: { state: true },
    trouble: { state: true },
  };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare edit: (change: QueryChange) => Promise<void>;
  declare announce: (text: string) => void;
  declare onClose: (isDone: boolean) => void;
  /** The record that has the focus. */
  declare record: () => number | undefined;
  declare from: string;
  declare to: string;
  declare picked: PickedRange | undefined;
  /** The person has tried to use it: what is missing is said, too. */
  declare isAsked: boolean;
  declare trouble: string | undefined;
  private leaving: (() => void) | undefined;
  private asked = 0;

  constructor() {
    super();
    this.from = "";
    this.to = "";
    this.picked = undefined;
    this.isAsked = false;
    this.trouble = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const [, from = "", to = ""] = between.exec(this.state.clauses[0]?.text ?? "") ?? [];
    [this.from, this.to] = [from, to];
    if (from !== "") void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving?.();
  }

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
    // What had the focus before it, the menu, is gone, which moved the focus once more.
    this.leaving = closeOutside(this, () => {
      this.onClose(false);
    });
  }

  /** What the ends mean; undefined when others were written meanwhile, or nobody answers. */
  private async look(record?: { readonly record: number; readonly ms: number }): Promise<PickedRange | undefined> {
    const asked = ++this.asked;
    const { from, to } = this;
    try {
      const picked = await this.host().pickRange({ from, to, ...(record && { around: record }) });
      if (asked !== this.asked) return undefined;
      this.picked = picked;
      this.trouble = undefined;
      if (picked.filled) ({ from: this.from, to: this.to } = picked.filled);
      return picked;
    } catch (error) {
      if (asked === this.asked) this.trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  private fill(from: string, to: string): void {
    [this.from, this.to] = [from, to];
    void this.look();
  }

  private around(ms: number): void {
    const record = this.record();
    if (record === undefined) return;
    void this.look({ record, ms }).then((picked) => {
      if (picked?.stretch !== undefined) this.announce(picked.stretch);
    });
  }

  private async use(): Promise<void> {
    this.isAsked = true;
    const picked = await this.look();
    if (!picked || !this.isConnected) return;
    if (!picked.range) {
      this.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
      this.announce(Object.values(picked.problems).join(" "));
      await this.updateComplete;
      this.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
      return;
    }
    this.onClose(true);
    await this.edit({ kind: "between", ...picked.range });
  }

  private last(amount: number, unit: (typeof ranges)[number]["unit"]): void {
    this.onClose(true);
    void this.edit({ kind: "last", amount, unit });
  }

  private onKey(event: KeyboardEvent): void {
    const { key, target } = event;
    if (event.isComposing || key === "F6") return;
    event.stopPropagation();
    if (key === "Escape") this.onClose(false);
    else if (key === "Enter" && target instanceof HTMLInputElement) void this.use();
    else return;
    event.preventDefault();
  }

  private end(name: "from" | "to", label: string, placeholder: string): TemplateResult {
    const problem = this.picked?.problems[name];
    // Who has not begun to write has done nothing wrong.
    const isTold = problem !== undefined && (this.isAsked || this[name].trim() !== "");
    return html`<label for="range-${name}">${label}</label>
      <input
        class="text"
        type="text"
        id="range-${name}"
        spellcheck="false"
        autocomplete="off"
        placeholder=${placeholder}
        aria-invalid=${isTold}
        aria-describedby="range-zone range-${name}-problem"
        .value=${live(this[name])}
        @input=${(event: Event) => {
          this[name] = (event.target as HTMLInputElement).value;
          void this.look();
        }}
      />
      <div class="problem" id="range-${name}-problem" role="status">${isTold ? problem : nothing}</div>`;
  }

  protected override render(): TemplateResult {
    const { state, picked, trouble } = this;
    const { zone } = state;
    const hasRecord = this.record() !== undefined;
    return html`<div class="popup builder times" role="dialog" aria-label="Time range" @keydown=${this.onKey}>
      <div class="times-choices" role="group" aria-label="Usual ranges">
        ${ranges.map(
          ({ label, amount, unit }) =>
            html`<button
              class="secondary"
              @click=${() => {
                this.last(amount, unit);
              }}
            >
              ${label}
            </button>`,
        )}
        <button
          class="secondary"
          @click=${() => {
            this.fill("today", "");
          }}
        >
          Today
        </button>
        <button
          class="secondary"
          @click=${() => {
            this.fill("yesterday", "today");
          }}
        >
          Yesterday
        </button>
      </div>
      <div class="times-ends">
        ${this.end("from", "From", "2026-11-18 09:14")} ${this.end("to", "To", "now")}
        <div class="doc" id="range-zone">
          In the zone shown, ${isUtc(zone) ? "UTC" : `${zone} (${zoneLabel(zone)})`}, unless a time has an offset. Both ends are part of it.
        </div>
      </div>
      <div class="times-choices" role="group" aria-label="Around the focused record">
        <span>Around the focused record</span>
        ${around.map(
          ({ label, said, ms }) =>
            html`<button
              class="secondary"
              ?disabled=${!hasRecord}
              aria-label="${label}: ${said}"
              title=${hasRecord ? said : "No record has the focus"}
              @click=${() => {
                this.around(ms);
              }}
            >
              ${label}
            </button>`,
        )}
      </div>
      <div class="builder-foot">
        ${trouble === undefined ? nothing : html`<div class="problem" role="alert">${trouble}</div>`}
        ${
          picked?.clause === undefined
            ? html`<div class="doc">The query text it makes is shown here.</div>`
            : html`<div class="made"><code>${picked.clause}</code></div>
                <div class="doc">${picked.stretch}</div>`
        }
        ${picked?.notes.map((note) => html`<div class="range-note"><span class="codicon codicon-info" aria-hidden="true"></span>${note}</div>`)}
        <div class="builder-buttons">
          <span class="hint">Enter uses it, Escape closes</span>
          <button class="primary" @click=${() => void this.use()}>Use range</button>
        </div>
      </div>
    </div>`;
  }
}

customElements.define("grid-times", TimePicker);
