import {
  printQuery,
  resolveRange,
  termFor,
  termsOf,
  withTerms,
  type Expression,
  type PickedValue,
  type Query,
  type Range,
  type Zone,
} from "../query/index.ts";
import type { EntityKind } from "../reports/entityPlaces.ts";
import type { Way } from "../reports/way.ts";
import { fieldOf, reportById, reports, type Report, type ReportId } from "../reports/index.ts";
import { derivedValue } from "../reports/derived.ts";
import { memberNamed, valueAt } from "../reports/valueAt.ts";
import type { Entity } from "./entities.ts";
import { namedInChanges } from "./namedInChanges.ts";
import { isObject } from "./place.ts";
import { subjects, valueAtKey, type Subject } from "./subjects.ts";

/** Where a record leads to: a query made of what the record names, and of nothing else that was asked. */
export interface Destination {
  readonly label: string;
  readonly query: Query;
  /** Of the query, canonically. */
  readonly text: string;
  /** Who answers the condition: `here` means that all records of the range have to be fetched for it, unless those loaded are enough. */
  readonly by: "service" | "here";
}

/** Destinations of one thing that the record names, or of the record itself. */
export interface DestinationGroup {
  readonly subject?: Subject;
  readonly destinations: readonly Destination[];
  /** Of the last group: so many more things are named in the record, each of which one can go on from where it stands. */
  readonly further?: number;
}

/** Things that a record leads to at once: nobody looks through more, and one record may name tens of thousands. */
const mostSubjects = 60;

/** A key as `Place` in `place.ts` has it, the path of a field, or a text that is an id or a name. */
export type GoToPlace = { readonly key: string } | { readonly path: string } | { readonly named: string };

export interface GoToOptions {
  /** The query of the grid that the record is shown in; missing: there is no grid. */
  readonly query?: Query;
  /** Where in the record the person is: its subject comes first. */
  readonly at?: GoToPlace;
  readonly now: Date;
  readonly zone: Zone;
  /** Who answers a term of a condition, of whoever is asked. */
  readonly answererOf: (term: Expression, report: Report) => { readonly by: "service" | "here" };
  /** Whether it may be gone to another report; missing: to those that most people need. */
  readonly offers?: (report: ReportId) => boolean;
}

const isForAll = (report: ReportId): boolean => !reportById(report).apart;

const hourMs = 3600_000;
const dayMs = 24 * hourMs;

interface ReportWay extends Way {
  readonly report: ReportId;
}

let ways: readonly ReportWay[] | undefined;

function waysOf(kind: EntityKind): readonly ReportWay[] {
  ways ??= reports
    .flatMap(({ id, ways: own }) => own.map((way): ReportWay => ({ ...way, report: id })))
    .toSorted((one, other) => Number(one.comesLast ?? false) - Number(other.comesLast ?? false));
  return ways.filter(({ of }) => of === kind);
}

/** What ties records together is the same in both reports, or no record of the other has it. */
const leadsNowhere = (kind: EntityKind, from: ReportId, { report }: ReportWay): boolean =>
  kind === "correlation" && reportById(from).correlates !== reportById(report).correlates;

const surroundings = [
  { label: "± 5 min", ms: 5 * 60_000 },
  { label: "± 1 h", ms: hourMs },
] as const;

/** All types, written as no clause where a report has none. */
function typed(report: ReportId, types?: readonly string[]): Pick<Query, "types"> {
  const { types: known } = reportById(report);
  return known ? { types: types ?? known.names } : {};
}

const eitherOf = (terms: readonly Expression[]): Expression | undefined =>
  terms.length === 0 ? undefined : terms.reduce((left, right) => ({ type: "binary", operator: "or", left, right }));

const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");

/** When the record says that it happened, in ms since 1970; undefined where it does not, or cannot have. */
function timeOf(record: unknown, { timeField }: Report, now: Date): number | undefined {
  const text = typeof record === "object" && record !== null ? memberNamed(record, timeField) : undefined;
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return time > 0 && time < now.getTime() + dayMs ? time : undefined;
}

/** So much before and after a time, without what is still to come; whole where the clock of this machine is behind the record's. */
function rangeAround(time: number, ms: number, now: Date, retentionDays: number): Range {
  const kept = now.getTime() - retentionDays * dayMs;
  // What is older than the service keeps cannot be found there, but may be among what is loaded.
  const from = time >= kept ? Math.max(time - ms, kept) : time - ms;
  return {
    kind: "between",
    from: isoOf(Math.max(0, from)),
    ...(!(time <= now.getTime() && now.getTime() <= time + ms) && { to: isoOf(time + ms) }),
  };
}

class Ways {
  private readonly report: Report;
  private readonly record: unknown;
  private readonly options: GoToOptions;
  private readonly time: number | undefined;

  constructor(report: Report, record: unknown, options: GoToOptions) {
    this.report = report;
    this.record = record;
    this.options = options;
    this.time = timeOf(record, report, options.now);
  }

  /** That of the grid while the record is in it; else the days around the record. */
  range({ retentionDays }: Report): Range {
    const { query, now, zone } = this.options;
    const { time } = this;
    if (query) {
      const { from, to } = resolveRange(query.range, { now, zone });
      if (time === undefined || (from.getTime() <= time && time <= to.getTime())) return query.range;
    }
    return time === undefined ? { kind: "last", amount: 7, unit: "d" } : rangeAround(time, dayMs, now, retentionDays);
  }

  destination(label: string, query: Query): Destination {
    const report = reportById(query.report);
    const isHere = termsOf(query).some((term) => this.options.answererOf(term, report).by === "here");
    return { label, query, text: printQuery(query), by: isHere ? "here" : "service" };
  }

  asked(label: string, id: ReportId, terms: readonly Expression[], types?: readonly string[]): Destination | undefined {
    if (terms.length === 0) return undefined;
    const base: Query = { report: id, range: this.range(reportById(id)), ...typed(id, types) };
    return this.destination(label, withTerms(base, terms));
  }

  way({ report, label, paths, types }: ReportWay, id: string): Destination | undefined {
    const terms = paths.map((path) => termFor(reportById(report), path, id)).filter((term) => term !== undefined);
    const any = eitherOf(terms);
    return any && this.asked(label, report, [any], types);
  }

  of(subject: Subject): Destination[] {
    const { report } = this;
    const found: Destination[] = [];
    const covered = new Set<string>();
    const { kind, ids } = subject;
    const { offers = isForAll } = this.options;
    for (const way of waysOf(kind)) {
      if (way.report !== report.id && !offers(way.report)) continue;
      // An id that names it everywhere is better than a name, which another one may have had.
      if (way.by === "name" && ids.object !== undefined) continue;
      const id = way.by === undefined ? subject.entities[0]?.id : ids[way.by];
      if (id === undefined || leadsNowhere(kind, report.id, way)) continue;
      const made = this.way(way, id);
      if (!made) continue;
      found.push(made);
      if (way.report === report.id) for (const path of way.paths) covered.add(`${path} ${id}`);
    }
    for (const entity of subject.entities) {
      if (covered.has(`${entity.path} ${entity.id}`)) continue;
      const own = this.place(entity);
      covered.add(`${entity.path} ${entity.id}`);
      if (own && !found.some(({ text }) => text === own.text)) found.push(own);
    }
    return found;
  }

  /** The records that name it in the same place. */
  private place(entity: Entity): Destination | undefined {
    const { report, record } = this;
    const field = fieldOf(report, entity.path);
    const text = valueAtKey(record, entity.key);
    if (!field || typeof text !== "string") return undefined;
    const isWhole = text === entity.id;
    const changes = isWhole ? undefined : namedInChanges(report.id, entity.path, text, entity.id);
    if (changes) return this.asked(`${report.title} whose changes name it`, report.id, [changes]);
    const term = termFor(report, entity.path, text);
    return term && this.asked(`Same “${field.label}” in ${report.title.toLowerCase()}`, report.id, [term]);
  }

  value(path: string, value: PickedValue): Destination | undefined {
    const field = fieldOf(this.report, path);
    const term = field && termFor(this.report, path, value);
    return field && term && this.asked(`Same “${field.label}” in ${this.report.title.toLowerCase()}`, this.report.id, [term]);
  }

  ofRecord(): Destination[] {
    const { report, record, time, options } = this;
    const { query, now } = options;
    const found: Destination[] = [];
    if (time !== undefined)
      for (const { label, ms } of surroundings) {
        const range = rangeAround(time, ms, now, report.retentionDays);
        found.push(
          this.destination(`Around this ${report.noun} ${label}, without filters`, { report: report.id, range, ...typed(report.id) }),
        );
        if (query?.report === report.id && (query.where ?? query.types))
          found.push(
            this.destination(`Around this ${report.noun} ${label}, with the filters of its grid`, {
              report: report.id,
              range,
              ...(query.types && { types: query.types }),
              ...(query.where && { where: query.where }),
            }),
          );
      }
    const { label, paths } = report.alike;
    const terms = paths.flatMap((path) => {
      const value = isObject(record) ? valueAt(record, path) : undefined;
      return typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value.trim() !== "")
        ? (termFor(report, path, value) ?? [])
        : [];
    });
    const like = this.asked(label, report.id, terms, typesOf(report, record));
    return like ? [like, ...found] : found;
  }
}

/** The kinds of events that the record is of; all where it does not say, none where its report has none. */
function typesOf({ types: known }: Report, record: unknown): readonly string[] | undefined {
  const types = known && isObject(record) ? memberNamed(record, known.path) : undefined;
  const own = Array.isArray(types)
    ? known?.names.filter((type) => types.some((one) => typeof one === "string" && one.toLowerCase() === type.toLowerCase()))
    : undefined;
  return own !== undefined && own.length > 0 ? own : known?.names;
}

/** All that stands at a path of a field, whose lists are gone through. */
function valuesAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return Array.isArray(value) ? value : [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, step === "[]" ? rest : steps));
  if (typeof value !== "object" || value === null || step === "[]") return [];
  return valuesAt(memberNamed(value, step), rest);
}

const folded = (text: string): string => text.trim().toLowerCase();

/** The texts that a place shows: of a field that is made here those that it is made of. */
function textsAt(report: Report, record: unknown, at: GoToPlace): ReadonlySet<string> {
  if ("named" in at) return new Set([folded(at.named)]);
  const derived = "path" in at ? fieldOf(report, at.path)?.derived : undefined;
  const values = derived
    ? [derivedValue({ path: "", list: true, derived }, record) ?? []].flat()
    : "key" in at
      ? [valueAtKey(record, at.key)]
      : valuesAt(record, at.path.split("/"));
  return new Set(
    values
      .filter((value) => typeof value === "string")
      .map(folded)
      .filter(Boolean),
  );
}

/** Says whether a subject stands at the place, inside it, or is named there: a cell often has the name, and the id stands in another. */
function meantAt(report: Report, record: unknown, at: GoToPlace): (subject: Subject) => boolean {
  const texts = textsAt(report, record, at);
  const isThere = ({ key, path }: Entity): boolean =>
    "key" in at ? key === at.key || key.startsWith(`${at.key}/`) : "path" in at && path.toLowerCase() === at.path.toLowerCase();
  return ({ entities }) =>
    entities.some((one) => isThere(one) || texts.has(folded(one.id)) || (one.name !== undefined && texts.has(folded(one.name))));
}

/**
 * Where a record leads to: first what the place names that the person is at, then all else that the record names, and the record itself. Each is a query of
 * its own, made of ids as the record writes them, which are literals in it whatever they say.
 */
export function destinations(report: Report, record: unknown, options: GoToOptions): DestinationGroup[] {
  const { at } = options;
  const made = new Ways(report, record, options);
  const isAt = at && meantAt(report, record, at);
  const named = subjects(report, record);
  const meant = named.filter((subject) => isAt?.(subject) === true);
  const isMeant = new Set(meant);
  const others = named.filter((subject) => !isMeant.has(subject));
  const shown = [...meant, ...others].slice(0, mostSubjects);
  const groupOf = (subject: Subject): DestinationGroup => ({ subject, destinations: made.of(subject) });
  const itself = made.ofRecord();
  const value = at && meant.length === 0 ? made.value(...placeValue(report, record, at)) : undefined;
  const all: DestinationGroup[] = [
    ...shown.slice(0, meant.length).map(groupOf),
    { destinations: value ? [value, ...itself] : itself },
    ...shown.slice(meant.length).map(groupOf),
  ].filter((group) => group.destinations.length > 0);
  const further = named.length - shown.length;
  return further > 0 ? all.map((group, index) => (index + 1 < all.length ? group : { ...group, further })) : all;
}

/** Where one of the subjects of a record leads to. */
export const subjectDestinations = (report: Report, record: unknown, subject: Subject, options: Omit<GoToOptions, "at">): Destination[] =>
  new Ways(report, record, options).of(subject);

/** What stands at a place that names nothing: a value of a field. */
function placeValue(report: Report, record: unknown, at: GoToPlace): readonly [string, PickedValue] {
  if ("named" in at) return ["", null];
  const path = "key" in at ? at.key.replaceAll(/\/\d+(?=\/|$)/g, "/[]") : at.path;
  const value = "key" in at ? valueAtKey(record, at.key) : isObject(record) ? valueAt(record, path) : undefined;
  const isValue = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isValue && value !== "" && path !== report.timeField && path !== report.keyField ? [path, value] : ["", null];
}

/** What a value of a field leads to. `record`: one that has it, which says what it names; the record itself is not meant. */
export function valueDestinations(
  report: Report,
  record: unknown,
  { path, value }: { readonly path: string; readonly value: PickedValue },
  options: Omit<GoToOptions, "at">,
): DestinationGroup[] {
  const made = new Ways(report, record, options);
  const own = made.value(path, value);
  const groups: DestinationGroup[] =
    typeof value === "string" && value.trim() !== ""
      ? subjects(report, record)
          .filter(meantAt(report, record, { named: value }))
          .map((subject) => ({ subject, destinations: made.of(subject) }))
      : [];
  const isThere = groups.some(({ destinations: all }) => all.some(({ text }) => text === own?.text));
  return [...groups, { destinations: own && !isThere ? [own] : [] }].filter(({ destinations: all }) => all.length > 0);
}
