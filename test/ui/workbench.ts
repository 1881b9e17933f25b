import assert from "node:assert/strict";
import path from "node:path";
import type { Frame, Locator, Page } from "../host/browser.mjs";
import { defaultTimeoutMs, until } from "./until.ts";

const exactly = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** The frame in a webview that has its page: some keep the name that they had while they were loaded. */
const innerFrame = /^(active|pending)-frame$/;

/** What a person does with the workbench and sees in it. */
export abstract class Workbench {
  abstract readonly page: Page;

  /** The box in which commands, picks and inputs appear. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget");
  }
  get input(): Locator {
    return this.quickInput.locator(".quick-input-box input").first();
  }
  get rows(): Locator {
    return this.quickInput.locator(".quick-input-list .monaco-list-row");
  }
  /** The entry that Enter takes. */
  get focusedRow(): Locator {
    return this.rows.and(this.page.locator(".focused"));
  }

  /**
   * Runs the command with this title, category included: `Tenant Activity: New Query…`. Comes back once the palette has made place, and the focus
   * is where the command leads or where it was before: what is pressed next does not go to the palette, nor to nobody.
   */
  async command(title: string): Promise<void> {
    // An F1 after a view took the focus is lost at times, and a list opened before the extension's commands are known stays without them.
    for (let left = 5; ; left--) {
      await this.page.keyboard.press("F1");
      try {
        await this.input.fill(`>${title}`, { timeout: 5000 });
        await this.pick(title, 10_000);
        break;
      } catch (error) {
        if (!left) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
    await this.paletteGone();
    await this.focusRests();
  }

  /** The palette is closed, or a pick or an input box has taken its place. */
  async paletteGone(): Promise<void> {
    await this.page.waitForFunction(() => {
      const input = document.querySelector<HTMLInputElement>(".quick-input-widget .quick-input-box input");
      return !input?.offsetParent || !input.value.startsWith(">");
    });
  }

  /** Waits until something has the focus. A window without editors may leave it to nobody: then there is nothing to wait for. */
  async focusRests(mostMs = 2000): Promise<void> {
    for (const end = Date.now() + mostMs; Date.now() < end; await this.page.waitForTimeout(20))
      if ((await this.focusPlace()) !== "nobody") return;
  }

  /** Waits until the page of a grid has the focus, and something in it. */
  async gridHasFocus(): Promise<void> {
    await until(
      () => this.focusPlace(),
      (place) => place === "webview",
      "The grid should have the focus, which is with",
    );
  }

  /** VS Code gives the focus back to a webview some time after it took it: its frame has it at once, the page in that later. */
  private async focusPlace(): Promise<"webview" | "workbench" | "nobody" | "empty window"> {
    // A page that is being left, by a reload of the window, has no place any more.
    const outer = await this.page
      .evaluate(() => {
        const { activeElement: element } = document;
        if (!element || element === document.body || !element.checkVisibility())
          return document.querySelector(".part.editor .tab") ? "nobody" : "empty window";
        return element.matches("iframe.webview") ? "webview" : "workbench";
      })
      .catch(() => "nobody" as const);
    if (outer !== "webview") return outer;
    for (const frame of this.page.frames()) if (innerFrame.test(frame.name()) && (await isFocused(frame))) return "webview";
    return "nobody";
  }

  /**
   * Opens a pick by a command, or by what else opens it, told by its own placeholder, and does something in it, from the start again when the pick has
   * closed meanwhile. VS Code closes a pick when an editor takes the focus: one that opens, and one that gets it back late from the palette.
   */
  inPick<Seen>(
    opener: string | (() => Promise<unknown>),
    placeholder: string | RegExp,
    look: (pick: Locator) => Promise<Seen>,
  ): Promise<Seen> {
    const open = typeof opener === "string" ? () => this.command(opener) : opener;
    const own = this.quickInput.getByPlaceholder(placeholder, { exact: true });
    return this.inWhatCloses(own, open, String(placeholder), look);
  }

  /** VS Code's menu. */
  get menu(): Locator {
    return this.page.locator(".monaco-menu");
  }

  /** Does something in the menu of a place, or of what else opens it, from the start again when the menu has closed meanwhile. */
  inMenu<Seen>(opener: Locator | (() => Promise<unknown>), look: (menu: Locator) => Promise<Seen>): Promise<Seen> {
    const open = typeof opener === "function" ? opener : () => opener.click({ button: "right" });
    return this.inWhatCloses(this.menu, open, "a menu", look, () => this.leaveMenu());
  }

  private async inWhatCloses<Seen>(
    own: Locator,
    open: () => Promise<unknown>,
    what: string,
    look: (own: Locator) => Promise<Seen>,
    leave?: () => Promise<void>,
  ): Promise<Seen> {
    for (let left = 5; ; left--) {
      if (!(await own.isVisible())) await open();
      if (!(await comes(own, 10_000))) {
        assert.ok(left > 0, `“${what}” does not open`);
        continue;
      }
      try {
        return await this.waitingFor(10_000, () => look(own));
      } catch (error) {
        if (!left || (!leave && (await own.isVisible()))) throw error;
        await leave?.();
      }
    }
  }

  /** Does something whose single steps wait so long at most. */
  private async waitingFor<Done>(ms: number, act: () => Promise<Done>): Promise<Done> {
    this.page.setDefaultTimeout(ms);
    try {
      return await act();
    } finally {
      this.page.setDefaultTimeout(defaultTimeoutMs);
    }
  }

  /** Titles of the entries of a menu, a line for each rule between them. */
  menuEntries(opener: Locator | (() => Promise<unknown>)): Promise<string[]> {
    return this.inMenu(opener, (menu) =>
      menu
        .locator(".action-item")
        .evaluateAll((items) =>
          items.map((item) => (item.querySelector(".separator") ? "-" : (item.querySelector(".action-label")?.textContent ?? ""))),
        ),
    );
  }

  /** Chooses from a menu by pointer and Enter: VS Code takes no click on one that has only just opened. */
  async chooseFromMenu(opener: Locator | (() => Promise<unknown>), title: string): Promise<void> {
    await this.inMenu(opener, async (menu) => {
      await menu.locator(".action-label", { hasText: exactly(title) }).hover();
      await menu.locator(".action-item.focused", { hasText: title }).waitFor();
      await this.page.keyboard.press("Enter");
    });
    await this.menu.waitFor({ state: "detached" });
  }

  /** Chooses from the pick that a command opens. */
  chooseFrom(command: string, placeholder: string | RegExp, label: string): Promise<void> {
    return this.inPick(command, placeholder, async (pick) => {
      await pick.fill(label);
      await this.pick(label, 10_000);
    });
  }

  /** Makes a connection the active one. */
  chooseConnection(name: string): Promise<void> {
    return this.chooseFrom("Tenant Activity: Choose Connection…", /^Connected to |^Which tenant /, name);
  }

  /** Runs a saved query, or a starter, of the palette. */
  runSavedQuery(name: string): Promise<void> {
    return this.chooseFrom("Tenant Activity: Run Saved Query…", "Which query?", name);
  }

  /** Clicks the row whose label is exactly this; Enter could meet a list that is not filtered yet. */
  async pick(label: string, timeoutMs = defaultTimeoutMs): Promise<void> {
    const name = this.page.locator(".label-name", { hasText: exactly(label) });
    await this.rows.filter({ has: name }).first().click({ timeout: timeoutMs });
  }

  /** Fills the input box, once the palette has made place for it. */
  async fill(text: string): Promise<void> {
    await this.page.waitForFunction(() => {
      const input = document.querySelector<HTMLInputElement>(".quick-input-widget .quick-input-box input");
      return input?.offsetParent && !input.value.startsWith(">");
    });
    await this.input.fill(text);
  }

  /** Answers the input box. */
  async type(text: string): Promise<void> {
    await this.fill(text);
    await this.enter();
  }

  /** Answers the question of a sign-in that has these words, once it is the one that is asked. */
  async answer(question: string, text: string): Promise<void> {
    await this.quickInput.locator(".quick-input-message").filter({ hasText: question }).waitFor();
    await this.type(text);
  }

  /** Presses Enter in the box, whatever has taken the focus meanwhile. `on`: once the entry that it takes has this text. */
  async enter(on?: string | RegExp): Promise<void> {
    if (on !== undefined) await this.focusedRow.filter({ hasText: on }).waitFor();
    await this.input.press("Enter");
  }

  /** Leaves a pick or an input box, all that follow each other, by Escape, which goes to the box. */
  async leavePick(): Promise<void> {
    for (let left = 5; await this.input.isVisible(); left--) {
      assert.ok(left > 0, "Escape does not close what is open");
      await this.input.press("Escape");
      await this.input.waitFor({ state: "hidden", timeout: 3000 }).catch(() => undefined);
    }
  }

  /** What the input box says about the text in it. */
  validation(text: string | RegExp): Locator {
    return this.quickInput.locator(".quick-input-message", { hasText: text });
  }

  /** Answers the save dialog, which here is the one inside the window, by keys alone. */
  async saveAs(file: string): Promise<void> {
    const written = () => this.input.inputValue();
    // What is typed before the dialog has looked at its folder and proposes a name is lost.
    const isProposed = (text: string) => path.extname(text) === path.extname(file) && text !== file;
    await until(written, isProposed, "the name proposed");
    // The dialog completes paths as they are typed, on a busy machine too late.
    for (let left = 5; left > 0 && (await written()) !== file; left--) {
      // Into the box itself, whatever has taken the focus meanwhile: a key would select all rows of a grid that has just got it.
      await this.input.selectText();
      await this.input.pressSequentially(file);
    }
    // Enter, too, is lost while the dialog looks a path up; one too many would go to what has the focus next.
    for (let lost = 0; lost < 5; lost++) {
      assert.equal(await written(), file);
      await this.enter();
      if (await goes(this.quickInput, 5000)) return;
    }
    throw new Error(`The dialog does not take ${file}`);
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text }).first();
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Opens a view container of the activity bar and waits until the side bar shows it. */
  async view(title: string): Promise<void> {
    const tab = this.page.locator(".part.activitybar").getByRole("tab", { name: title });
    if ((await tab.getAttribute("aria-expanded")) !== "true") await tab.click();
    await this.sideBar.locator(".composite.title", { hasText: title }).waitFor();
  }

  get sideBar(): Locator {
    return this.page.locator(".part.sidebar");
  }

  /** A tree item of the side bar. */
  item(name: string | RegExp): Locator {
    return this.sideBar.getByRole("treeitem", { name });
  }

  /** Unfolds a group of starter queries: they are folded but for the first of a report. A click on a tree that is drawn anew meanwhile is lost. */
  async unfold(group: string | RegExp): Promise<void> {
    const item = this.item(group).first();
    const isFolded = async () => (await item.getAttribute("aria-expanded")) === "false";
    for (let left = 5; left > 0 && (await isFolded()); left--) {
      await item.click();
      await comes(item.and(this.page.locator('[aria-expanded="true"]')), 3000);
    }
  }

  /** Selects a tree item of the side bar and presses a key on it, whatever has taken the focus meanwhile. */
  async pressOn(item: Locator, key: string): Promise<void> {
    await item.click();
    await item.and(this.page.locator(".selected")).waitFor();
    await this.sideBar.locator(".monaco-list").press(key);
  }

  /** Runs a query of the tree by a double click, or by what else does it, until what it leads to is there: one on a tree that is drawn anew meanwhile is lost. */
  openItem(item: Locator, leadsTo: Locator, open = (one: Locator): Promise<unknown> => one.dblclick()): Promise<void> {
    return this.leads(() => open(item), leadsTo);
  }

  /** Does something until what it leads to is there: a click on a tree or a line over an editor that is drawn anew meanwhile is lost. */
  async leads(act: () => Promise<unknown>, to: Locator): Promise<void> {
    for (let left = 3; left > 0; left--) {
      try {
        await this.waitingFor(20_000, act);
      } catch (error) {
        if (left === 1) throw error;
      }
      if (await comes(to.first(), 20_000)) return;
    }
    throw new Error(`What was done does not lead to ${String(to)}`);
  }

  /** Scrolls an editor to its beginning: what is covered for a moment when it is to be clicked, is looked for by scrolling. */
  async scrollBack(editor: Locator): Promise<void> {
    await editor.hover();
    await this.page.mouse.wheel(-100_000, -100_000);
  }

  /** A status bar item by its text. */
  status(text: string | RegExp): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text });
  }

  /** Chooses from the context menu of an item, until what the choice leads to is there: a tree that is drawn anew closes the menu, or takes the focus. */
  async contextMenu(of: Locator, title: string, leadsTo: Locator): Promise<void> {
    const choice = this.menu.getByRole("menuitem", { name: title });
    for (let left = 5; left > 0; left--) {
      await this.leaveMenu();
      if (!(await does(of.click({ button: "right", timeout: 10_000 })))) continue;
      let isChosen = false;
      // A menu takes no click in its first moment, so that the one that opened it chooses nothing.
      if (await comes(choice, 3000))
        for (let clicks = 20; clicks > 0 && (await choice.isVisible()); clicks--) {
          if (await does(choice.click({ timeout: 1000 }))) isChosen = true; // or it has closed meanwhile
          await goes(choice, 200); // still open: once more
        }
      // The menu gives the focus back, and what has opened without it may be closed by that.
      if ((await comes(leadsTo, isChosen ? 15_000 : 1000)) && (await this.focusRests().then(() => leadsTo.isVisible())))
        return this.leaveMenu();
    }
    throw new Error(`“${title}” of the menu does not lead to what it should`);
  }

  /** Closes VS Code's menu where one is open: it lies over the whole window and takes every click, at times one that neither chooses nor closes it. */
  private async leaveMenu(): Promise<void> {
    for (let left = 5; left > 0 && (await this.menu.isVisible()); left--) {
      // As when the person goes to another window and comes back: a key would go to what has opened meanwhile.
      await this.page.evaluate(() => window.dispatchEvent(new FocusEvent("blur")));
      if (!(await goes(this.menu, 1000))) await this.page.keyboard.press("Escape");
    }
    assert.ok(!(await this.menu.isVisible()), "A menu does not close");
  }

  /** Closes the editor of this tab, which is the one in front, with VS Code's key, and waits until it is gone. */
  async closeEditor(tab: Locator): Promise<void> {
    const front = this.page.locator(".editor-group-container.active .tab.active").and(tab);
    await front.waitFor();
    const count = await tab.count();
    for (let left = 5; left > 0 && (await front.isVisible()); left--) {
      await this.focusRests();
      await this.page.keyboard.press("ControlOrMeta+w");
      await until(
        () => tab.count(),
        (now) => now < count,
        "tabs",
        5000,
      ).catch(() => undefined);
    }
    assert.ok((await tab.count()) < count, "The editor does not close");
  }

  /** Takes all notifications away, and waits until they are gone: they lie over what is below, and one of before is taken for a new one. */
  async clearNotifications(): Promise<void> {
    await this.command("Notifications: Clear All Notifications");
    await this.page.locator(".notifications-toasts .notification-list-item").first().waitFor({ state: "hidden" });
  }

  /** A tab by its whole title, or by what its title matches. */
  tab(name: string | RegExp): Locator {
    const tabs = this.page.locator(".part.editor .tab");
    return typeof name === "string"
      ? tabs.filter({ has: this.page.locator(".label-name", { hasText: exactly(name) }) })
      : tabs.filter({ hasText: name });
  }

  /** The inner frame of the webview with this title, a panel's or a view's. Ask again after its tab was hidden or reloaded: it is another one then. */
  async webview(title: string | RegExp, timeoutMs = defaultTimeoutMs): Promise<Frame> {
    const isMeant = (text: string | null) => (typeof title === "string" ? text === title : text !== null && title.test(text));
    for (const end = Date.now() + timeoutMs; ;) {
      for (const frame of this.page.frames()) {
        if (!innerFrame.test(frame.name())) continue;
        if (isMeant(await titleOf(frame)) && (await isComplete(frame))) return frame;
      }
      if (Date.now() > end) throw new Error(`No webview titled "${String(title)}"`);
      await this.page.waitForTimeout(100);
    }
  }

  /** The text of the editor in front, through the clipboard: what is drawn is only the visible part. An editor that is still empty is read again. */
  async editorText(): Promise<string> {
    const read = () =>
      this.copied(async () => {
        await this.page.locator(".editor-instance .monaco-editor").last().click();
        for (const key of ["ControlOrMeta+A", "ControlOrMeta+C", "End"]) await this.page.keyboard.press(key);
      });
    return until(read, (text) => text.trim() !== "", "the text of the editor");
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** What somebody has copied: the text in the clipboard once there is another one than before. */
  async copied(copy: () => Promise<unknown>): Promise<string> {
    const before = `nothing is copied yet ${String(Math.random())}`;
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), before);
    await copy();
    return until(
      () => this.clipboard(),
      (text) => text !== before,
      "the clipboard",
    );
  }

  /** Points at something until VS Code tells about it: a list that is drawn anew meanwhile takes the tooltip away. */
  async tooltip(of: Locator, text: string | RegExp): Promise<void> {
    const shown = this.page.locator(".monaco-hover:visible").filter({ hasText: text });
    for (let left = 5; ; left--) {
      await of.hover();
      try {
        await shown.waitFor({ timeout: 5000 });
        return;
      } catch (error) {
        if (!left) throw error;
        await this.page.mouse.move(1, 1);
      }
    }
  }
}

const does = (action: Promise<unknown>): Promise<boolean> =>
  action.then(
    () => true,
    () => false,
  );

const comes = (locator: Locator, timeout: number): Promise<boolean> => does(locator.waitFor({ timeout }));

const goes = (locator: Locator, timeout: number): Promise<boolean> => does(locator.waitFor({ state: "hidden", timeout }));

/** The page has the focus, and in a grid's page some part of it: the panel hands it on. */
async function isFocused(frame: Frame): Promise<boolean> {
  try {
    return await frame.evaluate(
      () => document.hasFocus() && (document.activeElement !== document.body || document.querySelector("tenant-grid") === null),
    );
  } catch {
    return false; // replaced meanwhile
  }
}

async function titleOf(frame: Frame): Promise<string | null> {
  try {
    return await (await frame.frameElement()).getAttribute("title");
  } catch {
    return null; // replaced meanwhile
  }
}

async function isComplete(frame: Frame): Promise<boolean> {
  try {
    return await frame.evaluate(() => document.readyState === "complete");
  } catch {
    return false; // replaced meanwhile
  }
}
