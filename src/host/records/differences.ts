import * as vscode from "vscode";
import { differenceTexts, type DifferenceSide } from "../../records/differenceTexts.ts";
import { fileName } from "../../records/fileName.ts";
import { harmless } from "../harmless.ts";
import { scheme, type RecordDocuments } from "./documents.ts";

/** One side of what is compared, with what its document is called. */
export interface NamedSide extends DifferenceSide {
  readonly name: string;
}

export interface Pair {
  readonly left: NamedSide;
  readonly right: NamedSide;
}

/** Comparisons that can be shown otherwise than they are; documents of older ones stay as they are. */
const mostShown = 40;
/** What the title of an editor says of it. */
const difference = "tenantActivity.difference";

interface Shown extends Pair {
  readonly uris: readonly [left: vscode.Uri, right: vscode.Uri];
  /** Sentences above the records. */
  readonly notes: readonly string[];
  /** In an editor of several, which folds lines that are the same on both sides: what is to be read there must differ. */
  readonly isAmongOthers: boolean;
  incidental: number;
}

interface Tab {
  readonly title: string;
  readonly shown: readonly Shown[];
}

/** VS Code would scroll to the first difference, and what stands above it unread. */
const fromTheTop: vscode.TextDocumentShowOptions = { preview: true, selection: new vscode.Range(0, 0, 0, 0) };

/** JSON with comments above it, so that both sides begin alike. */
const withNotes = (notes: readonly string[], text: string): string =>
  `${notes.map((note) => `// ${harmless(note)}\n`).join("")}${notes.length > 0 ? "\n" : ""}${text}\n`;

/**
 * Records in VS Code's diff editors. What differs in any two events, whatever they are about, is left out, until the person wants it: that holds for
 * all of them, as long as the window is open.
 */
export class Differences implements vscode.Disposable {
  readonly #documents: RecordDocuments;
  /** The latest last. */
  #tabs: Tab[] = [];
  #count = 0;
  #folds = true;
  readonly #following: vscode.Disposable;

  constructor(documents: RecordDocuments) {
    this.#documents = documents;
    this.#following = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(() => this.#say()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#say()),
    );
  }

  /** Two records; the same two again come in the tab that they have. */
  async show(title: string, pair: Pair, notes: readonly string[] = []): Promise<void> {
    const [shown] = this.#tab(title, [pair], notes).shown;
    if (shown) await vscode.commands.executeCommand("vscode.diff", ...shown.uris, harmless(title), fromTheTop);
    this.#say();
  }

  /** Pairs below each other, in one tab. */
  async showAll(title: string, pairs: readonly Pair[], notes: readonly string[] = []): Promise<void> {
    const { shown } = this.#tab(title, pairs, notes);
    await vscode.commands.executeCommand(
      "vscode.changes",
      harmless(title),
      shown.map(({ uris: [left, right] }) => [right, left, right]),
    );
    this.#say();
  }

  /** Two texts that are none of records, as they are. */
  async showTexts(title: string, sides: readonly [name: string, text: string][], notes: readonly string[] = []): Promise<void> {
    const place = ++this.#count;
    const [left, right] = sides.map(([name, text], side) =>
      this.#documents.keptUri(this.#uri(place, name, side), withNotes(notes, text), Date.now()),
    );
    await vscode.commands.executeCommand("vscode.diff", left, right, harmless(title), notes.length > 0 ? fromTheTop : { preview: true });
    this.#say();
  }

  /** Leaves out what tells only which event it is, or shows it, in all comparisons of this window. */
  fold(folds: boolean): void {
    this.#folds = folds;
    for (const { shown } of this.#tabs) for (const one of shown) this.#write(one);
    this.#say();
  }

  #uri(place: number, name: string, side: number): vscode.Uri {
    const path = `/compared ${String(place)}/${fileName(name) || "record"}.jsonc`;
    return vscode.Uri.from({ scheme, path, query: `side=${String(side)}` });
  }

  #tab(title: string, pairs: readonly Pair[], notes: readonly string[]): Tab {
    const isSame = (one: Shown, at: number): boolean =>
      one.left.text === pairs[at]?.left.text && one.right.text === pairs[at]?.right.text && one.notes.join("\n") === notes.join("\n");
    const before = this.#tabs.find(({ shown }) => shown.length === pairs.length && shown.every(isSame));
    const tab = {
      title: harmless(title),
      shown:
        before?.shown ??
        pairs.map((pair): Shown => {
          const place = ++this.#count;
          return {
            ...pair,
            notes,
            isAmongOthers: pairs.length > 1,
            // VS Code strikes a name out where the two differ: among others, each pair is called by what stands at the right.
            uris: [this.#uri(place, (pairs.length > 1 ? pair.right : pair.left).name, 0), this.#uri(place, pair.right.name, 1)],
            incidental: 0,
          };
        }),
    };
    this.#tabs = [...this.#tabs.filter((one) => one !== before), tab];
    for (let count = this.#shownCount; count > mostShown && this.#tabs.length > 1; count = this.#shownCount) this.#tabs.shift();
    for (const one of tab.shown) this.#write(one);
    return tab;
  }

  get #shownCount(): number {
    return this.#tabs.reduce((sum, { shown }) => sum + shown.length, 0);
  }

  #write(shown: Shown): void {
    const { left, right, uris, notes, isAmongOthers } = shown;
    const made = differenceTexts([left, right], this.#folds);
    shown.incidental = made.incidental;
    const all = [...notes, ...made.notes];
    const heads: readonly (readonly string[])[] =
      isAmongOthers && all.length > 0 ? [[`Left, ${left.name}: ${all.join(" ")}`], [`Right, ${right.name}: ${all.join(" ")}`]] : [all, all];
    for (const side of [0, 1] as const) this.#documents.keptUri(uris[side], withNotes(heads[side] ?? [], made.texts[side]), Date.now());
  }

  #inFront(): Tab | undefined {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (!tab) return undefined;
    const { input } = tab;
    if (input instanceof vscode.TabInputTextDiff) {
      const of = input.modified.toString();
      return this.#tabs.find(({ shown }) => shown.some(({ uris: [, right] }) => right.toString() === of));
    }
    if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputWebview) return undefined;
    // VS Code keeps to itself what an editor of several comparisons shows, and puts their number behind the title.
    return this.#tabs.findLast(({ title, shown }) => shown.length > 1 && tab.label.startsWith(title));
  }

  /** Whether the editor in front has something to leave out, and whether it is left out. */
  #say(): void {
    const has = this.#inFront()?.shown.some(({ incidental }) => incidental > 0) === true;
    void vscode.commands.executeCommand("setContext", difference, has ? (this.#folds ? "folded" : "whole") : undefined);
  }

  dispose(): void {
    this.#following.dispose();
  }
}
