import type { ReactiveControllerHost } from "lit";
import type { Explanation, GridState, HostApi, NameThere, Row } from "../../protocol/grid.ts";
import type { DetailPart } from "../../records/detailPart.ts";
import { oddities } from "../../records/oddities.ts";
import { hasLastGood } from "../../records/outcome.ts";
import { isObject } from "../../records/place.ts";
import { readJson, type JsonText } from "../../records/readJson.ts";
import { unknownCode } from "../../records/unknownCode.ts";
import { cut, visible } from "../../records/visible.ts";
import { layouts } from "../../reports/layouts.ts";
import type { Outcome } from "../../reports/report.ts";
import { valueAt } from "../../reports/valueAt.ts";
import type { Remote } from "../../rpc.ts";

const longNote = 300;

/** Whoever shows the record: it is drawn anew when it comes. */
type RecordPane = Pick<ReactiveControllerHost, "requestUpdate"> & {
  readonly state: GridState;
  readonly row: Row | undefined;
  readonly host: () => Pick<Remote<HostApi>, "record" | "entityKeys" | "names" | "explain">;
};

const contentOf = ({ record, outcome, cells }: Row): string => JSON.stringify([record, outcome, cells]);

/** The record of a row and what is known of it. One record is asked for at a time; while the next one is on its way the former one stays. */
export class PaneRecord {
  private readonly pane: RecordPane;
  private readonly onOther: () => void;
  /** The record: never its value itself, which may have members that lit would take for its own. */
  json: JsonText | undefined;
  /** Why it could not be read. */
  failure: string | undefined;
  number: number | undefined;
  /** The row that it came with: of another run, another record has its number. */
  content: string | undefined;
  /** Keys of what the record names that one can go to, in lower case: the layouts write members as their fields do. */
  named: ReadonlySet<string> = new Set();
  /** What the directory calls what stands at a key, in lower case. */
  names: ReadonlyMap<string, NameThere> = new Map();
  private asking = false;
  /** What of the record is not as its report says. */
  private odd: readonly DetailPart[] = [];
  /** `reason`: the record's own. */
  private explanation:
    { readonly code: number; readonly words: Explanation; readonly reason: unknown; readonly outcome: Outcome } | undefined;
  private readonly explanations = new Map<number, Explanation>();

  /** `onOther`: another record is there than before. */
  constructor(pane: RecordPane, onOther: () => void) {
    this.pane = pane;
    this.onOther = onOther;
  }

  /** What there is to say of it before its values. */
  get remarks(): readonly DetailPart[] {
    return [...this.explained(), ...this.odd];
  }

  isNamed(key: string): boolean {
    return this.named.has(key.toLowerCase());
  }

  nameThere(key: string): NameThere | undefined {
    return this.names.get(key.toLowerCase());
  }

  forget(): void {
    this.number = this.content = this.json = undefined;
  }

  async load(): Promise<void> {
    const { pane } = this;
    if (this.asking) return;
    this.asking = true;
    while (pane.row && contentOf(pane.row) !== this.content) {
      const { record, outcome } = pane.row;
      const content = contentOf(pane.row);
      try {
        const [text, named, names] = await Promise.all([pane.host().record({ record }), this.namedIn(record), this.namesIn(record)]);
        const json = readJson(text);
        this.named = named;
        this.names = names;
        await this.explain(json.value, outcome);
        this.odd = oddities(
          json,
          pane.state.fields.filter(({ madeHere }) => !madeHere),
        ).map((text) => ({ kind: "note", text: visible(cut(text, longNote)) }));
        this.json = json;
        this.failure = undefined;
      } catch (error) {
        this.json = undefined;
        this.failure = error instanceof Error ? error.message : String(error);
      }
      if (record !== this.number) this.onOther();
      this.number = record;
      this.content = content;
      pane.requestUpdate();
    }
    this.asking = false;
  }

  /** Without it the record is shown all the same. */
  private async namedIn(record: number): Promise<ReadonlySet<string>> {
    const keys = await this.pane
      .host()
      .entityKeys({ record })
      .catch(() => []);
    return new Set(keys.map((key) => key.toLowerCase()));
  }

  private async namesIn(record: number): Promise<ReadonlyMap<string, NameThere>> {
    const names = await this.pane
      .host()
      .names({ record })
      .catch(() => []);
    return new Map(names.map((name) => [name.key.toLowerCase(), name]));
  }

  /** More is known of the record that is shown. */
  async nameAgain(): Promise<void> {
    const { number } = this;
    const names = number === undefined ? undefined : await this.namesIn(number);
    if (!names || number !== this.number) return;
    this.names = names;
    this.pane.requestUpdate();
  }

  /** Of an event that did not simply succeed, where a code says why. Without it the record is shown all the same. */
  private async explain(record: unknown, outcome: Outcome): Promise<void> {
    const { outcomeCodes, outcomePath, outcomeReason: reason } = this.pane.state.report;
    const found = outcomeCodes && isObject(record) ? valueAt(record, outcomePath) : undefined;
    const code = typeof found === "string" && /^\d{1,9}$/.test(found) ? Number(found) : found;
    this.explanation = undefined;
    if (typeof code !== "number" || !Number.isSafeInteger(code) || code === 0) return;
    if (!this.explanations.has(code)) {
      try {
        this.explanations.set(code, await this.pane.host().explain({ code }));
      } catch {
        return;
      }
    }
    const words = this.explanations.get(code);
    if (!words) return;
    this.explanation = { code, words, outcome, reason: isObject(record) && reason !== undefined ? valueAt(record, reason) : undefined };
  }

  private explained(): readonly DetailPart[] {
    if (!this.explanation) return [];
    const { code, words, reason, outcome } = this.explanation;
    const { id, noun } = this.pane.state.report;
    const tab = layouts[id].tabs.find((tab) => tab.id === words.tab);
    const comparison: DetailPart = {
      kind: "comparison",
      key: "…lastGood",
      label: `Compare with the last good ${noun}`,
      with: "lastGood",
    };
    return [
      ...(hasLastGood(outcome) ? [comparison] : []),
      {
        kind: "explanation",
        title: words.name === undefined ? String(code) : `${String(code)} · ${words.name}`,
        text: words.explanation ?? unknownCode(words, reason),
        hint: words.hint ?? "",
        ...(tab && { tab }),
        outcome,
      },
    ];
  }
}
