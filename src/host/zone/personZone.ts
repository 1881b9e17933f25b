import type * as vscode from "vscode";
import { knownZone } from "../../query/zone.ts";

const key = "zone";

export interface PersonZoneOptions {
  readonly state: Pick<vscode.Memento, "get" | "update">;
  /** The zone of the extension host's own clock. Asked once, when it is needed: Intl takes some milliseconds for it, which activation does not have to spare. */
  readonly own: () => string;
  /** The extension host runs on the machine before which the person sits. */
  readonly isNear: boolean;
}

/**
 * The zone of the person's clock. With a remote host only the pages of grids know it: what one said last is kept for the next window. Before any has spoken,
 * and where the host is on the person's own machine, it is the host's.
 */
export class PersonZone {
  readonly #options: PersonZoneOptions;
  #heard: string | undefined;
  #own: string | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(options: PersonZoneOptions) {
    this.#options = options;
  }

  /** IANA name. */
  get name(): string {
    return this.#heard ?? this.#guess ?? this.#hosts;
  }

  get #hosts(): string {
    return (this.#own ??= this.#options.own());
  }

  get #guess(): string | undefined {
    const { state, isNear } = this.#options;
    return isNear ? this.#hosts : knownZone(state.get(key));
  }

  /** A page has said whose zone it is in; what Intl does not know here is not taken. */
  hear(said: unknown): void {
    const heard = knownZone(said);
    if (heard === undefined || heard === this.#heard) return;
    this.#heard = heard;
    if (this.#options.state.get(key) !== heard) void this.#options.state.update(key, heard);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves when the name is no longer a guess of the host's, or when `patience` is at an end. */
  async known(patience: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#heard !== undefined || this.#guess !== undefined) return;
    const over = new AbortController();
    let heard = (): void => undefined;
    const said = new Promise<void>((resolve) => this.#listeners.add((heard = resolve)));
    await Promise.race([said, patience(over.signal).catch(() => undefined)]);
    this.#listeners.delete(heard);
    over.abort();
  }

  onDidHear(listener: () => void): vscode.Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }
}

/** The zone that a window shows: that of the setting `tenantActivity.timeZone`, which is the person's own with `local` and with a name nobody knows. */
export function shownZone(setting: unknown, person: string): string {
  return knownZone(setting) ?? person;
}

/** A sentence for a setting that names no zone; undefined: it names one. */
export function zoneProblem(setting: unknown): string | undefined {
  if (setting === undefined || setting === "local" || knownZone(setting) !== undefined) return undefined;
  return `“${String(setting)}” is not a time zone, so times are shown in your own. Set “local”, “utc” or a name such as “Europe/Berlin” in tenantActivity.timeZone.`;
}
