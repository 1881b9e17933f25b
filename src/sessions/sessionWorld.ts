import type { Connection } from "../auth/connection.ts";
import type { Answered, Column } from "../protocol/grid.ts";
import type { Answers, Query, SortKey } from "../query/index.ts";
import type { Collection } from "./collection.ts";
import type { KnownActivities } from "./knownActivities.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import type { QueryRef } from "./queryRef.ts";
import type { UserMessage } from "./userMessage.ts";

export interface GridSettings {
  /** IANA name, or `utc`. */
  readonly zone: string;
  readonly rowHeight: 22 | 28;
  /** Records after which a run pauses and offers to load more. */
  readonly loadLimit: number;
}

/** What a session needs of the world around it. */
export interface SessionWorld extends CollectionWorld {
  readonly connectionId: string;
  readonly connectionName: string;
  connection(): Promise<Connection>;
  /** What the open grids of the connection have loaded, this one's too. */
  collections?(): readonly Collection[];
  settings(): GridSettings;
  /** Resolves when the zone of the settings is that of the person: a range is read in it. */
  zoneKnown?(): Promise<void>;
  /** The answers to the `${…}` variables of a query, asking the person where needed; undefined: the person would rather not run it. `last`: those given before. */
  answer(query: Query, connection: Connection, last?: Answers): Promise<Answers | undefined>;
  /** What the directory of the tenant may log, as far as that is known: the service is asked at most once. */
  activityTypes?(): Promise<KnownActivities>;
  /** Columns that the person last had for a saved query, or for the report without one. */
  columns(query: QueryRef): readonly Column[] | undefined;
  keepColumns(query: QueryRef, columns: readonly Column[]): void;
  /** A sentence for errors that only the way of signing in knows. */
  explain(error: unknown): UserMessage | undefined;
}

/** A query that was saved, and its text as it was saved. */
export interface SavedAs {
  readonly ref: QueryRef;
  readonly text: string;
}

export interface SessionStart {
  readonly title: string;
  readonly queryText: string;
  /** The saved query that the title names: another text than the one saved then says that it is edited. */
  readonly saved?: SavedAs;
  /** The saved query is answered by all its rows together: they are all fetched, or offered with what that costs. */
  readonly needsAll?: true;
  /** What was asked for the variables of the query, whose text is without them. */
  readonly answered?: Answered;
  readonly columns?: readonly Column[];
  readonly sort?: readonly SortKey[];
  readonly filter?: string;
  readonly group?: string;
  readonly thenGroup?: string;
  readonly folded?: boolean;
}
