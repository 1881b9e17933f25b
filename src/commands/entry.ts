/** One command: all that VS Code is told of it, and who carries it out. Its key in the table is its id without `tenantActivity.`. */
export interface Entry {
  readonly title: string;
  /** Name of a product icon. */
  readonly icon?: string;
  /** When the palette has it: always unless it is given; `false` is for what needs an item that it is done with. */
  readonly palette?: string | false;
  readonly menus?: readonly MenuPlace[];
  readonly keys?: readonly Key[];
  /** Whose handler carries it out: that of its own key unless it is given. */
  readonly handler?: string;
}

/** Where in a menu; `group`: its group, and after an `@` the place in it. */
export interface MenuPlace {
  readonly menu: string;
  readonly group: string;
  readonly when: string;
}

export interface Key {
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
}

/** A command that VS Code is not told of: only this extension asks for it. */
export interface InternalEntry {
  /** What it is for. */
  readonly internal: string;
}

export type Entries = Readonly<Record<string, Entry | InternalEntry>>;

type Handler = (...parameters: never[]) => unknown;

/** Names of the handlers that a table's commands need. */
export type HandlerName<Table extends Entries> = {
  [Name in keyof Table & string]: Table[Name] extends { readonly handler: infer Other extends string } ? Other : Name;
}[keyof Table & string];

/** A handler for each command of a table: one too few or too many does not compile. */
export type Handlers<Table extends Entries> = Readonly<Record<HandlerName<Table>, Handler>>;

export const gridIsActive = "activeWebviewPanelId == 'tenantActivity.grid'";
export const treeIsFocused = "focusedView == tenantActivity.queries && listFocus && !inputFocus";

const all = (...conditions: readonly (string | undefined)[]): string => conditions.filter((one) => one !== undefined).join(" && ");

/** Above the tree of queries. */
export const inViewTitle = (group: string, when?: string): MenuPlace => ({
  menu: "view/title",
  group,
  when: all("view == tenantActivity.queries", when),
});

/** At an item of the tree; `kinds`: which, with `|` between several. */
export const onItem = (kinds: string, group: string): MenuPlace => ({
  menu: "view/item/context",
  group,
  when: all("view == tenantActivity.queries", `viewItem ${kinds.includes("|") ? `=~ /${kinds}/` : `== ${kinds}`}`),
});

/** Above the grid. */
export const inGridTitle = (group: string, when?: string): MenuPlace => ({ menu: "editor/title", group, when: all(gridIsActive, when) });

/** In the menu of the grid's page; `section`: the element's, or an expression for several. */
export const onSection = (section: string | RegExp, group: string, when?: string): MenuPlace => ({
  menu: "webview/context",
  group,
  when: all(
    "webviewId == 'tenantActivity.grid'",
    `webviewSection ${typeof section === "string" ? `== '${section}'` : `=~ ${String(section)}`}`,
    when,
  ),
});
