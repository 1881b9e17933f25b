import type { EntityPlace } from "./entityPlaces.ts";
import type { ActivityRecord } from "./activityRecord.ts";
import type { DerivedPlace } from "./derived.ts";
import type { Way } from "./way.ts";
import type { GraphField, GraphReport } from "./graphReport.ts";

export type { ActivityRecord } from "./activityRecord.ts";

/** The logs that this extension reads. */
export const reportIds = ["signIns", "directoryAudits", "provisioning", "customSecurityAttributeAudits"] as const;
export type ReportId = (typeof reportIds)[number];

/** What a property holds on the wire. `flags` is one comma-separated string of enum members; `object` has members of its own. */
export type FieldKind = "text" | "integer" | "double" | "boolean" | "instant" | "enum" | "flags" | "object";

/** One property of a report. */
export interface Field {
  /** Members joined by `/`; `/[]/` marks the items of a list: `targetResources/[]/displayName`. */
  readonly path: string;
  /** Column header, sentence case. */
  readonly label: string;
  readonly kind: FieldKind;
  /** The property is a list of `kind`. */
  readonly list?: true;
  /** Members of an `enum` or `flags`, without `unknownFutureValue`. */
  readonly values?: readonly string[];
  /** Values of a `text` that are known; others may come. */
  readonly knownValues?: readonly string[];
  readonly nullable: boolean;
  /** Upper and lower case make no difference: enumerations, identifiers of the directory, sign-in names. Other texts are compared by their characters. */
  readonly caseless?: true;
  /** The service keeps the text in lower case, and compares it by its characters: it is asked so. */
  readonly lower?: true;
  readonly graph: GraphField;
  /** No record has it, as it is not in what is asked: in which version, for a sentence. */
  readonly absentFrom?: string;
  readonly description: string;
  /** Kept for old records: what to use instead, or why it is going. */
  readonly deprecated?: string;
  /** Default column width in CSS pixels. */
  readonly width?: number;
  /** An identifier, address or number: shown in the editor's font. */
  readonly mono?: true;
  /** Another one in every event, whatever it is about, as its id, its times and how long it took are: who compares two events may leave it out. */
  readonly incidental?: true;
  /** Made here of other members of the record, and of which: the service knows nothing of it. The first place that says something counts. */
  readonly derived?: readonly DerivedPlace[];
}

/** How an event ended. */
export type Outcome = "success" | "failure" | "interrupt" | "other";

/** What people come with: each starter query helps with one of these. In the order in which the tree shows them. */
export const starterTasks = {
  failures: "Failures",
  risk: "Risk",
  access: "Roles and groups",
  people: "People",
  apps: "Apps",
  devices: "Devices and clients",
  policies: "Policies and trust",
  changes: "Changes",
  automation: "Automation",
  overview: "Overview",
} as const;
export type StarterTask = keyof typeof starterTasks;

/** Columns that answer one question together. */
export interface ColumnLayout {
  /** One word or two, sentence case: "Where". */
  readonly name: string;
  /** Paths. */
  readonly columns: readonly string[];
}

/** How the grid of a starter query begins. */
export interface StarterView {
  /** Its rows answer together: it opens with their summary in front, and all of them are needed. */
  readonly summary?: true;
  /** The same happens again and again in its rows: repeats are folded into lines. */
  readonly folds?: true;
  /** Path of the field whose values it tells of, one by one: its rows are grouped by them. */
  readonly group?: string;
}

export interface StarterQuery {
  readonly name: string;
  /** Query text. */
  readonly query: string;
  /** The question that it answers. */
  readonly description: string;
  readonly task: StarterTask;
  /** How its grid begins, where not as any other does. */
  readonly opens?: StarterView;
}

/** What a log is called and asked, for whom needs none of its fields: the tree is there before they are read. */
export interface ReportCard {
  readonly id: ReportId;
  readonly title: string;
  /** One event, in a sentence or a document's title: "sign-in". */
  readonly noun: string;
  /** Codicon name. */
  readonly icon: string;
  readonly description: string;
  readonly starters: readonly StarterQuery[];
  /**
   * Few need it: the tree hides it until somebody shows it, or it was found that they may read it, and no sign-in asks for its permission beforehand.
   * `permission`, `role`: the least of each that is enough.
   */
  readonly apart?: { readonly permission: string; readonly role: string };
}

/** Kinds of a report's events that the clause `types` asks for by name. */
export interface EventTypes {
  /** Path of the list in which a record names its own. */
  readonly path: string;
  readonly names: readonly string[];
  /** What the service gives unless others are asked for. */
  readonly usual: readonly string[];
  /** Says that it was asked for the usual ones alone. */
  readonly usualNote: string;
  /** What to call those that are called otherwise in a sentence: "service principal" for `servicePrincipal`. */
  readonly inWords: Readonly<Record<string, string>>;
  /** Each name once, with those that are asked for together. */
  readonly families: readonly TypeFamily[];
}

/** Kinds of events of the same sort of actor. */
export interface TypeFamily {
  readonly names: readonly string[];
  /** Members of which a record has one with a text, whatever it says of its kind; missing: any record may be of these. */
  readonly toldBy?: readonly string[];
}

/** Where values of a field are listed, for whom has no rows with them: by the service, of the activities that it logs, or among the applications that most tenants have. */
export type ValueList = "activity" | "category" | "service" | "clients" | "resources";

/** Where the admin center shows its records: a list, as there is no page of a single one. */
export interface PortalPage {
  /** What is opened, in a sentence. */
  readonly label: string;
  /** Behind `view/`. */
  readonly page: string;
}

/** Something that a record tells at one of several paths: the first of them that says something counts. */
export interface Told {
  readonly paths: readonly string[];
  /** One and several of it, in a sentence: "person", "people". */
  readonly one: string;
  readonly many: string;
}

/** All there is to say about one log. */
export interface Report extends ReportCard {
  readonly graph: GraphReport;
  readonly fields: readonly Field[];
  /** Path of the field that tells when the event happened. */
  readonly timeField: string;
  readonly keyField: "id";
  /** Paths of the columns shown unless a query names others. */
  readonly columns: readonly string[];
  /** Other columns to change to. */
  readonly layouts: readonly ColumnLayout[];
  /** Paths of fields whose values tell most of many records at once: how they ended, what was used, by whom and from where. */
  readonly tellingFields: readonly string[];
  /** Paths of fields of which each parts what the one before it names: a filter is put together by them one after the other. `label`: of all. */
  readonly cascade?: { readonly label: string; readonly paths: readonly string[] };
  /** Whom its events are of, by kind: a record is of the first kind that it tells one of. */
  readonly people: readonly Told[];
  /** What is the same in records that repeat each other, such as the attempts of one user with one application that end in one error. */
  readonly repeats: readonly Told[];
  /** What is the same in attempts at one thing, what to ask for first before others: a failed attempt is compared with the last one that worked. */
  readonly attempts?: readonly Told[];
  /** How long the service keeps events, in days, with a premium licence. */
  readonly retentionDays: number;
  /** Minutes after an event within which its record usually can be read, and those of kinds that take longer: before that it is settling. */
  readonly settleMinutes: number;
  readonly settleMinutesOf?: Readonly<Record<string, number>>;
  /** Missing: its events are all of a kind, and the clause `types` belongs to others. */
  readonly types?: EventTypes;
  /** Paths that `outcome` and `actor` read: a store of columns can then answer without the whole record. */
  readonly outcomePath: string;
  /** What its correlation ids are of: an operation, which may be logged in other reports too, or a cycle of a job. */
  readonly correlates: "operation" | "cycle";
  /** What one of its records is called where a line tells of several reports' records. */
  readonly lineNoun: string;
  /** Paths of what such a line says, of each the first that says something: who, and what they did. Each has a column: to make one for these rows would take their records. */
  readonly line: { readonly who: readonly string[]; readonly what: readonly string[] };
  /** Fields that are the same in records like each other, and what to call these. */
  readonly alike: { readonly label: string; readonly paths: readonly string[] };
  /** Where its records list what changed, each with an old and a new value; `targets`: the list of objects, each of which has a list of its own. Missing: they tell of no change. */
  readonly changes?: { readonly targets?: string; readonly list: string };
  /** Fields whose values are listed somewhere. */
  readonly listed?: Readonly<Record<string, ValueList>>;
  /** Members that say to which tenant what another one names belongs. */
  readonly owners?: Readonly<Record<string, string>>;
  /** Members that name what may be of a system that gives GUIDs of its own. */
  readonly ofAnySystem?: readonly string[];
  readonly portal?: PortalPage;
  /** Ids by which the service can be asked for one record; missing: it cannot be asked so. */
  readonly keyPattern?: RegExp;
  /** What other programs and people call it, in lower case and without hyphens and blanks, and how a query begins that means it. */
  readonly otherNames: Readonly<Record<string, string>>;
  /**
   * What they call its fields, in lower case: columns of Log Analytics whose name is not the path in another case, and words of every day.
   * Only what is certain; a path in any case and a column's label need no entry. A path without `[]` may lead through a list.
   */
  readonly otherFieldNames: Readonly<Record<string, string>>;
  /** Tables of Log Analytics in which its events are, for tenants that send them there; none: nobody has said of one. `logAnalyticsColumns.ts` has their columns. */
  readonly logAnalytics: readonly string[];
  /** With what the names of Microsoft's cmdlets for it begin, behind `Get-Mg` or `Get-Entra` and perhaps `Beta`. */
  readonly cmdlets: readonly string[];
  /** What leads to its records from whatever names a user, an application and so on. */
  readonly ways: readonly Way[];
  /** Where its records name users, applications, addresses and so on by an id. */
  readonly entities: readonly EntityPlace[];
  /** Values at `outcomePath` that are of an outcome; all others are failures, or of the outcome `other` where failures are among these. */
  readonly outcomeValues: Readonly<Partial<Record<Outcome, readonly (string | number)[]>>>;
  /** The numbers at `outcomePath` are error codes of the directory: errorCodes.ts explains them. */
  readonly outcomeCodes?: true;
  /** Path of the service's own sentence about the value at `outcomePath`. */
  readonly outcomeReason?: string;
  /** Takes the value at `outcomePath`. */
  outcome(value: unknown): Outcome;
  /** Who acted, for a document's title; an empty string when the record does not say. */
  actor(record: ActivityRecord): string;
}
