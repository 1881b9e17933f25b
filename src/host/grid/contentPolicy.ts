/** What the page of a webview may load and do: everything from the extension's own folder, nothing inline, nothing from elsewhere, and no way to send anything away. */
export const contentPolicy = (nonce: string, source: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${source}`,
    `style-src ${source}`,
    `font-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
