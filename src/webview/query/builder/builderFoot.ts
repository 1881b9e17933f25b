import { html, nothing, type TemplateResult } from "lit";
import type { Cell, FilterPreview } from "../../../protocol/grid.ts";
import { cutMiddle, visible } from "../../../records/visible.ts";
import type { Item } from "./item.ts";

const longestChosen = 40;

interface Foot {
  /** The active one. */
  readonly item: Item | undefined;
  readonly preview: FilterPreview | undefined;
  readonly trouble: string | undefined;
  /** The comparison takes several values. */
  readonly isSeveral: boolean;
  /** A field is chosen: one can go back. */
  readonly isField: boolean;
  readonly chosen: readonly Cell[];
  readonly busy: boolean;
  readonly onAdd: () => void;
}

/** What would be asked, or what is wrong. */
export function builderFoot({ item, preview, trouble, isSeveral, isField, chosen, busy, onAdd }: Foot): TemplateResult {
  const problem = trouble ?? (preview && "problem" in preview ? preview.problem : undefined);
  const condition = preview && "condition" in preview ? preview : undefined;
  return html`<div class="builder-foot">
    ${problem === undefined ? nothing : html`<div class="problem" role="alert">${problem}</div>`}
    ${
      problem === undefined && condition
        ? html`<div class="made" title=${`${visible(condition.condition)}\n${condition.note}`}>
            <code>${visible(condition.condition)}</code><span class="chip-badge ${condition.answeredBy}">${condition.answeredBy}</span>
          </div>`
        : nothing
    }
    ${chosen.length > 0 ? html`<div class="chosen">${String(chosen.length)} chosen: ${chosen.map((one) => cutMiddle(visible(String(one)), longestChosen)).join(", ")}</div>` : nothing}
    ${problem === undefined && !condition ? html`<div class="doc">${busy ? "Looking…" : (item?.doc ?? "")}</div>` : nothing}
    <div class="builder-buttons">
      <span class="hint" id="filter-keys"
        >${isSeveral ? "Enter chooses, Ctrl+Enter adds" : "Enter chooses"}, Escape ${isField ? "goes back" : "closes"}</span
      >
      ${
        isSeveral
          ? html`<button
              class="primary"
              @click=${() => {
                onAdd();
              }}
            >
              Add
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
