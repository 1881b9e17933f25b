import { html, nothing, type TemplateResult } from "lit";

/** Id of the tab with the record as it came. */
export const jsonTab = "json";

/** `empty`: why there is nothing in it. */
export interface TabHead {
  readonly id: string;
  readonly label: string;
  readonly empty?: string;
}

export const tabHeadId = (id: string): string => `details-tab-${id}`;

/** The heads of the tabs; `open`: id of the one shown. */
export function tabList(tabs: readonly TabHead[], open: string, choose: (id: string) => void): TemplateResult {
  return html`<div class="tabs" role="tablist" aria-label="Details">
    ${tabs.map(
      ({ id, label, empty }) =>
        html`<button
          class="tab ${empty === undefined ? "" : "is-empty"}"
          role="tab"
          id=${tabHeadId(id)}
          aria-selected=${id === open}
          aria-controls="details-panel"
          tabindex=${id === open ? 0 : -1}
          title=${empty ?? nothing}
          @click=${() => {
            choose(id);
          }}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}

/** Id of the tab that a key goes to from the open one; undefined: the key goes to none. */
export function tabAfter(key: string, tabs: readonly TabHead[], open: string): string | undefined {
  const index = tabs.findIndex(({ id }) => id === open);
  const to = { ArrowLeft: (index - 1 + tabs.length) % tabs.length, ArrowRight: (index + 1) % tabs.length, Home: 0, End: tabs.length - 1 }[
    key
  ];
  return to === undefined ? undefined : (tabs[to]?.id ?? jsonTab);
}
