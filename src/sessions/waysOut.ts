import { faultOf, faultSentence } from "../network/index.ts";
import type { Clause, WayOut } from "../protocol/grid.ts";
import {
  anySpelling,
  inAnyCase,
  isOtherSpelling,
  mindsCase,
  printFilter,
  printQuery,
  respelled,
  spelledTexts,
  spellingKey,
  usualSpellings,
  withoutTerms,
  type AnyCase,
  type Query,
  type SpelledText,
} from "../query/index.ts";
import type { ActivityRecord } from "../reports/index.ts";
import { valueOf } from "../results/columns/cells.ts";
import type { ViewClause, ViewOrder } from "../results/api.ts";
import { againOf } from "../sources/errors.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Collection } from "./collection.ts";
import { firstPage, type FirstPage } from "./firstPage.ts";
import type { ResultView } from "./resultView.ts";
import { withAnswers } from "./asked.ts";
import type { SessionWorld } from "./sessionWorld.ts";
import { longestWord, mostValues, seenElsewhere } from "./seenElsewhere.ts";
import { answering } from "../sources/graph/answering.ts";
import { shownOf, type Shown } from "./shown.ts";
import { troubleText } from "./troubleText.ts";
import { userMessage } from "./userMessage.ts";

/** The empty view out of which a way is sought. */
export interface EmptyView {
  readonly shown: Shown;
  readonly collection: Collection;
  readonly arrangement: Arrangement;
  /** Of the collection's records; missing: there are none. */
  readonly view: ResultView | undefined;
}

/** A way, and what to ask the service in order to count its rows. */
interface Way {
  readonly out: WayOut;
  /** Missing: nothing can be asked, as it is counted. */
  readonly asks?: Query;
  /** The text of which other spellings are to be seen in what the service answers. */
  readonly spelled?: SpelledText;
}

/** So long words of a filter wait for lists to be read. */
const patienceMs = 300;
/** More spellings of one text are not offered. */
const mostSpellings = 3;

/**
 * The queries that come close to one which found nothing, and how many rows each has: counted among the records that are loaded, where these can tell, or by one
 * page of the service when a person asks for it. Nothing is sent before.
 */
export class WaysOut {
  readonly #world: SessionWorld;
  readonly #empty: EmptyView;
  readonly #query: Query;
  readonly #filter: string;
  readonly #loaded: number;
  readonly #abort = new AbortController();
  #ways: readonly Way[] = [];
  #finding: Promise<void> | undefined;
  #asking: AbortController | undefined;

  constructor(world: SessionWorld, empty: EmptyView) {
    this.#world = world;
    this.#empty = empty;
    this.#query = empty.shown.query;
    this.#filter = empty.arrangement.filter;
    this.#loaded = empty.collection.loaded;
  }

  /** Whether they are those of this. */
  isOf({ shown, collection, view }: EmptyView, filter: string): boolean {
    const { shown: own, collection: ownCollection, view: ownView } = this.#empty;
    return (
      own === shown && ownCollection === collection && ownView === view && this.#filter === filter && this.#loaded === collection.loaded
    );
  }

  async all(): Promise<readonly WayOut[]> {
    await (this.#finding ??= this.#find());
    return this.#ways.map(({ out }) => out);
  }

  /** Counts the rows of one of them by a page of the service, and answers with what is then known of all. One at a time: another one ends it. */
  async ask(at: number): Promise<readonly WayOut[]> {
    await this.all();
    const way = this.#ways[at];
    if (way?.asks) {
      this.cancel();
      const asking = (this.#asking = new AbortController());
      const signal = AbortSignal.any([asking.signal, this.#abort.signal]);
      const found = await this.#asked(way.asks, signal).catch((error: unknown): string =>
        signal.aborted ? "Not counted: it was cancelled." : `Not counted. ${this.#sentence(error)}`,
      );
      if (this.#asking === asking) this.#asking = undefined;
      const known = typeof found === "string" ? [{ ...way, out: { ...way.out, problem: found } }] : found && this.#known(way, found);
      // The ways of others may have come before it meanwhile.
      if (known) this.#ways = this.#ways.flatMap((one) => (one === way ? known : [one]));
    }
    return this.all();
  }

  /** Ends what is asked. */
  cancel(): void {
    this.#asking?.abort();
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #find(): Promise<void> {
    const { shown } = this.#empty;
    const filter = this.#filter;
    const clauses = await Promise.all(shown.clauses.map((clause, at) => this.#without(clause, at)));
    const spellings = await Promise.all(spelledTexts(this.#query).map((spelled) => this.#spellings(spelled)));
    const unfiltered: Way[] =
      filter === "" ? [] : [{ out: { kind: "unfiltered", text: filter, ...(await this.#counted(this.#added(shown), true)) } }];
    const anyCase = await Promise.all(inAnyCase(this.#query).map((one) => this.#inAnyCase(one)));
    this.#ways = [...spellings.flat(), ...anyCase.flat(), ...clauses.flat(), ...unfiltered];
  }

  /** The query without one of its clauses. */
  async #without(clause: Clause, at: number): Promise<readonly Way[]> {
    const { shown, view } = this.#empty;
    if (!clause.removable || clause.kind === "take") return [];
    const { types: _, ...untyped } = this.#query;
    const query = clause.kind === "types" ? untyped : withoutTerms(this.#query, shown.terms[at] ?? new Set());
    const out: WayOut = { kind: "without", text: clause.text };
    if (clause.added && view) {
      const counts = await this.#counted(this.#added(shownOf(query, { ran: this.#empty.collection.ran })));
      return [{ out: { ...out, ...counts, edit: { kind: "remove", clause: at } } }];
    }
    const spelled = spelledTexts(this.#query).find(({ place }) => shown.terms[at]?.has(place));
    return [{ out: { ...out, run: printQuery(query) }, asks: query, ...(spelled && { spelled }) }];
  }

  /** The query with a text of it in another spelling: as this grid tells, or the service can, and as other grids have it. */
  async #spellings(spelled: SpelledText): Promise<readonly Way[]> {
    const own = await this.#ownSpellings(spelled);
    // What is loaded here tells best.
    if (own.some(({ out }) => out.rows !== undefined)) return own;
    const { collection } = this.#empty;
    const others = (this.#world.collections?.() ?? []).filter(
      (one) => one !== collection && one.report === collection.report && one.loaded > 0,
    );
    const seen = [...(await seenElsewhere(others, spelled))].slice(0, mostSpellings);
    const isSeen = new Set(seen.map(([text]) => text));
    return [
      ...seen.map(([text, rows]) => {
        const way = this.#respelled(spelled, text);
        return { ...way, out: { ...way.out, seen: rows } };
      }),
      ...own.filter(({ out }) => out.kind !== "spelling" || !isSeen.has(out.text)),
    ];
  }

  async #ownSpellings(spelled: SpelledText): Promise<readonly Way[]> {
    const { field, text, place } = spelled;
    const { shown, view, collection, arrangement } = this.#empty;
    const at = shown.terms.findIndex((places) => places.has(place));
    const isAdded = shown.clauses[at]?.added === true;
    if (isAdded && view) {
      const rest = shownOf(withoutTerms(this.#query, new Set([place])), { ran: collection.ran });
      const order = { ...arrangement.order(this.#added(rest), collection), sort: [], filter: arrangement.filter };
      const { values } = await view.facetOf(withoutGroup(order), {
        path: field.path,
        search: longestWord(text),
        by: "count",
        from: 0,
        count: mostValues,
      });
      const isAlone = spelledTexts(this.#query).filter((one) => one.place === place).length === 1;
      return values
        .filter(({ value }) => typeof value === "string" && isOtherSpelling(field, text, value))
        .slice(0, mostSpellings)
        .map(({ value, rows }) => ({
          out: {
            kind: "spelling",
            text: String(value),
            label: field.label,
            rows,
            edit: { kind: "value", path: field.path, value, pick: isAlone ? "only" : "include" },
          },
        }));
    }
    // What the service has is not loaded: it can be asked for.
    const known = usualSpellings(text.trim(), field).filter((other) => spellingKey(other) === spellingKey(text));
    const listed = known.filter((other) => isOtherSpelling(field, text, other) && this.#isListed(spelled, other));
    if (listed.length > 0) return listed.map((other) => this.#respelled(spelled, other));
    if (mindsCase(spelled))
      return [{ out: { kind: "anySpelling", text, label: field.label }, asks: anySpelling(this.#query, spelled, answering), spelled }];
    const trimmed = text.trim();
    return isOtherSpelling(field, text, trimmed) ? [this.#respelled(spelled, trimmed)] : [];
  }

  /** The query with a part of a text in any letter case: counted where records are loaded that tell, and then offered only when some of them have it. */
  async #inAnyCase({ place, term, label, query }: AnyCase): Promise<readonly Way[]> {
    const { shown, view, collection } = this.#empty;
    const at = shown.terms.findIndex((places) => places.has(place));
    const text = printFilter(term);
    if (!shown.clauses[at]?.added || !view) return [{ out: { kind: "anyCase", text, label, run: printQuery(query) }, asks: query }];
    const counts = await this.#counted(this.#added(shownOf(query, { ran: collection.ran })));
    if (counts.rows === 0) return [];
    return [{ out: { kind: "anyCase", text, label, ...counts, edit: { kind: "condition", condition: text, clause: at } } }];
  }

  #isListed({ field: { values = [], knownValues = [] } }: SpelledText, text: string): boolean {
    return values.includes(text) || knownValues.includes(text);
  }

  #respelled(spelled: SpelledText, text: string, counts: Pick<WayOut, "rows" | "isLeast"> = {}): Way {
    const query = respelled(this.#query, spelled, text);
    const out: WayOut = { kind: "spelling", text, label: spelled.field.label, run: printQuery(query), ...counts };
    return counts.rows === undefined ? { out, asks: query } : { out };
  }

  /** What is known of a way once the service has answered: of other spellings each is a way of its own. */
  #known({ out, spelled }: Way, { records, isAll }: FirstPage): readonly Way[] {
    const { problem: _, ...sound } = out;
    const isLeast = isAll ? {} : ({ isLeast: true } as const);
    const spellings = new Map<string, number>();
    if (spelled)
      for (const record of records)
        for (const text of textsOf(record, spelled))
          if (isOtherSpelling(spelled.field, spelled.text, text)) spellings.set(text, (spellings.get(text) ?? 0) + 1);
    const ways = [...spellings]
      .sort(([, a], [, b]) => b - a)
      .slice(0, mostSpellings)
      .flatMap(([text, rows]) => (spelled ? [this.#respelled(spelled, text, { rows, ...isLeast })] : []));
    if (out.kind !== "anySpelling") {
      const others = ways.filter((way) => !this.#ways.some(({ out: had }) => had.kind === "spelling" && had.text === way.out.text));
      return [{ out: { ...sound, rows: records.length, ...isLeast } }, ...others];
    }
    return ways.length > 0 ? ways : [{ out: { ...sound, rows: 0, ...isLeast } }];
  }

  async #asked(query: Query, signal: AbortSignal): Promise<FirstPage | undefined> {
    const world = this.#world;
    const connection = await world.connection();
    const answers = await world.answer(query, connection);
    // The person would rather not say what it asks for.
    if (answers === undefined) return undefined;
    await world.zoneKnown?.();
    const { zone } = world.settings();
    signal.throwIfAborted();
    const found = await firstPage(world, connection, { query: withAnswers({ query }, answers).query, zone, signal });
    world.reached?.(query.report);
    return found;
  }

  #sentence(error: unknown): string {
    const { report } = this.#empty.collection;
    this.#world.reached?.(report.id, error);
    const fault = faultOf(error);
    if (fault) {
      const { what, next } = faultSentence(fault);
      return `${what}. ${next}`;
    }
    const mode = againOf(error);
    if (mode === "often") return `${troubleText(error)}.`;
    if (mode === "told") return `Entra keeps limiting requests for ${report.title}.`;
    return (this.#world.explain(error) ?? userMessage(error, report)).message;
  }

  #added({ narrowing }: Shown): readonly ViewClause[] {
    return narrowing?.added ?? [];
  }

  /** Rows of the loaded records that meet some clauses and, unless it is left out, the filter. */
  async #counted(clauses: readonly ViewClause[], isUnfiltered = false): Promise<Pick<WayOut, "rows" | "isLeast">> {
    const { view, arrangement, collection } = this.#empty;
    if (!view) return { rows: 0 };
    const order = { ...withoutGroup(arrangement.order(clauses, collection)), sort: [], ...(isUnfiltered && { filter: "" }) };
    const { matching, basis } = await view.count(order, patienceMs);
    const isLeast = basis !== undefined || !collection.isWhole;
    return { rows: matching, ...(isLeast && { isLeast }) };
  }
}

const withoutGroup = ({ group: _, ...order }: ViewOrder): ViewOrder => order;

/** The texts that a record has in a field, each once. */
function textsOf(record: ActivityRecord, { field }: SpelledText): ReadonlySet<string> {
  const value = valueOf(record, field.path, field);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return new Set(values.filter((one) => typeof one === "string"));
}
