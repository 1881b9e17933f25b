/** Names the grids among all webview panels. */
export const gridViewType = "tenantActivity.grid";
