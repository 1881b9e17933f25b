import { html, nothing, type TemplateResult } from "lit";
import type { Banner, BannerAction } from "../../protocol/grid.ts";

export const actionLabels: Record<BannerAction, string> = {
  retry: "Retry",
  run: "Run",
  widen: "Widen the range",
  allKept: "Ask for all that is kept",
  showLog: "Show log",
  signIn: "Sign in again",
  checkAccess: "Check access",
  freshToken: "Use a fresh token",
  loadAll: "Load all",
};

/** What happened and what one can do, over the rows, which stay. */
export const banner = ({ severity, message, actions }: Banner, act: (action: BannerAction) => void, close?: () => void): TemplateResult =>
  html`<div class="banner ${severity}" role=${severity === "error" ? "alert" : "status"}>
    <span class="codicon codicon-${severity} severity-${severity}" aria-hidden="true"></span>
    <span class="banner-message">${message}</span>
    <span class="banner-actions"
      >${actions.map(
        (action, at) =>
          html`<button
            class=${at === 0 ? "primary" : "secondary"}
            @click=${() => {
              act(action);
            }}
          >
            ${actionLabels[action]}
          </button>`,
      )}${close ? html`<button class="icon codicon codicon-close" title="Close" aria-label="Close" @click=${close}></button>` : nothing}</span
    >
  </div>`;
