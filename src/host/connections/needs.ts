import type { AccessKind } from "../../auth/index.ts";
import type { ReportId } from "../../reports/index.ts";
import { isApart } from "../queries/shownReports.ts";

/** What keeps a connection, or this window, from doing all it could, and that somebody can do something about. The most pressing first. */
export const needKinds = [
  "offline",
  "signInNeeded",
  "consentNeeded",
  "scopeMissing",
  "roleMissing",
  "licenceMissing",
  "licenceUnchecked",
  "secretsFailing",
  "restricted",
] as const;
export type NeedKind = (typeof needKinds)[number];

export interface Need {
  readonly kind: NeedKind;
  /** Reports that cannot be read for it; none: it does not hang on one. */
  readonly reports: readonly ReportId[];
}

/** What a check of access has found. Undefined: it says nothing of a need. */
export const needOfAccess = (kind: AccessKind): NeedKind | undefined => needKinds.find((one) => one === kind);

/** What is needed, as far as runs, sign-ins and checks of access have told. */
export class Needs {
  readonly #byConnection = new Map<string, ReadonlyMap<ReportId, NeedKind>>();
  readonly #listeners = new Set<() => void>();
  #secretsFail = false;

  /** Answers with how to end that. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** A report was read, or could not be for that. */
  note(connection: string, report: ReportId, kind: NeedKind | undefined): void {
    const before = this.#byConnection.get(connection);
    // What answers for one report is there for the others.
    const others = [...(before ?? [])].filter(([one, of]) => one !== report && (kind !== undefined || of !== "offline"));
    const after = new Map(kind === undefined ? others : [...others, [report, kind]]);
    if (before?.get(report) === kind && (before?.size ?? 0) === after.size) return;
    this.#byConnection.set(connection, after);
    this.#tell();
  }

  /** Somebody signed in anew, or the connection is gone: what was known is no longer. */
  forget(connection: string): void {
    if (this.#byConnection.delete(connection)) this.#tell();
  }

  /** Whether VS Code's secret storage failed the last time that something was to be kept there. */
  noteSecrets(fail: boolean): void {
    if (this.#secretsFail === fail) return;
    this.#secretsFail = fail;
    this.#tell();
  }

  /** The most pressing first. */
  of(connection: { readonly id: string; readonly signedOut?: unknown }, isRestricted: boolean): readonly Need[] {
    const known = [...(this.#byConnection.get(connection.id) ?? [])];
    return needKinds.flatMap((kind): Need[] => {
      const reports = known.flatMap(([report, of]) => (of === kind ? [report] : []));
      const holds =
        (kind === "signInNeeded" && connection.signedOut === true) ||
        (kind === "secretsFailing" && this.#secretsFail) ||
        (kind === "restricted" && isRestricted);
      // What few need has a permission and a role of its own.
      const alone = kind === "scopeMissing" || kind === "roleMissing" ? reports.filter(isApart) : [];
      const together = reports.filter((report) => !alone.includes(report));
      return [
        ...(together.length > 0 || holds ? [{ kind, reports: together }] : []),
        ...alone.map((report) => ({ kind, reports: [report] })),
      ];
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
