import type { Browser } from "playwright-core";

export type { Browser, BrowserContext, CDPSession, Frame, Locator, Page } from "playwright-core";

/** A Chromium that reaches nothing but this machine. */
export function launchBrowser(): Promise<Browser>;
