/**
 * Contribution points and menus that an extension may use without a proposed API, by the first of three VS Codes that has them so: 1.100, 1.103, 1.139,
 * as their workbenches say (`{key:"editor/title/run", … proposed: …}`). The VS Code of the tests would let proposed ones pass.
 * What is not here is proposed, newer, or no thing of VS Code's.
 */
const points = {
  "1.100": `authentication breakpoints chatParticipants colors commands configuration configurationDefaults customEditors debuggers grammars iconThemes icons
    jsonValidation keybindings languageModelTools languages localizations menus notebookRenderer notebooks problemMatchers problemPatterns productIconThemes
    semanticTokenModifiers semanticTokenScopes semanticTokenTypes snippets submenus taskDefinitions terminal themes views viewsContainers viewsWelcome walkthroughs`,
  "1.103": "mcpServerDefinitionProviders",
  "1.139": "languageModelChatProviders",
};

const menus = {
  "1.100": `commandPalette comments/comment/context comments/comment/title comments/commentThread/context comments/commentThread/title
    debug/callstack/context debug/toolBar debug/variables/context editor/context editor/context/copy editor/lineNumber/context editor/title
    editor/title/context editor/title/run explorer/context extension/context file/newFile interactive/cell/title interactive/toolbar issue/reporter
    menuBar/edit/copy notebook/cell/execute notebook/cell/title notebook/toolbar notebook/variables/context ports/item/context ports/item/origin/inline
    ports/item/port/inline scm/change/title scm/resourceFolder/context scm/resourceGroup/context scm/resourceState/context scm/sourceControl scm/title
    searchPanel/aiResults/commands statusBar/remoteIndicator terminal/context terminal/title/context testing/item/context testing/item/gutter
    testing/item/result testing/message/content testing/message/context testing/profiles/context timeline/item/context timeline/title touchBar
    view/item/context view/title webview/context`,
  "1.103": "debug/watch/context",
  "1.139": "chat/input/status modalEditor/editorTitle scm/repository",
};

export interface Contributes extends Readonly<Record<string, unknown>> {
  readonly menus?: Readonly<Record<string, unknown>>;
  readonly submenus?: readonly { readonly id: string }[];
}

/** What of it the oldest VS Code that `engine` admits does not have, or only as a proposal. `engine`: as in package.json, `^1.101.0`. */
export function notStable({ contributes, engine }: { readonly contributes: Contributes; readonly engine: string }): string[] {
  const minor = Number(/^\^1\.(\d+)\.\d+$/.exec(engine)?.[1] ?? Number.NaN);
  const known = (by: Readonly<Record<string, string>>): ReadonlySet<string> =>
    new Set(Object.entries(by).flatMap(([since, names]) => (Number(since.slice("1.".length)) <= minor ? names.split(/\s+/) : [])));
  const own = new Set((contributes.submenus ?? []).map(({ id }) => id));
  const [knownPoints, knownMenus] = [known(points), known(menus)];
  return [
    ...Object.keys(contributes).filter((name) => !knownPoints.has(name)),
    ...Object.keys(contributes.menus ?? {})
      .filter((name) => !knownMenus.has(name) && !own.has(name))
      .map((name) => `menus/${name}`),
  ];
}
