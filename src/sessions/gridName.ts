import { parseQuery, printQuery, queryTitle, type Query } from "../query/index.ts";
import type { ReportId } from "../reports/index.ts";
import { adHoc, isSameQuery, type QueryRef } from "./queryRef.ts";
import type { SavedAs } from "./sessionWorld.ts";
import type { Shown } from "./shown.ts";

/** What a grid is called, and the saved query that it began as. */
export class GridName {
  #title: string;
  #ref: QueryRef | undefined;
  /** What the title is made of where nobody has given one. */
  #query: Query | undefined;
  /** The saved query's canonical text. */
  #saved: string | undefined;

  /** `shown`: what the grid begins with, which need not be read again. */
  constructor(title: string, saved?: SavedAs, shown?: Shown) {
    this.#title = title;
    this.#ref = saved?.ref;
    this.#query = shown?.query;
    this.#saved = saved && canonical(saved.text, shown);
  }

  /** Another query is run: a title that nobody has given is made of that. */
  follow(query: Query): void {
    if (this.#ref === undefined && this.#query && this.#title === queryTitle(this.#query)) this.#title = queryTitle(query);
    this.#query = query;
  }

  /** The saved query that the title names, edited since or not. */
  get saved(): QueryRef | undefined {
    return this.#ref;
  }

  /** For another grid that is to have the same name: without the mark of an edited query. */
  get start(): { readonly title: string; readonly saved?: SavedAs } {
    const [ref, text] = [this.#ref, this.#saved];
    return { title: this.#title, ...(ref && text !== undefined && { saved: { ref, text } }) };
  }

  /** The same; else what was asked without one. */
  ref(report: ReportId): QueryRef {
    return this.#ref ?? adHoc(report);
  }

  /** The name of the saved query, marked when it is no longer the query shown. */
  title(shown: Shown | undefined): string {
    return this.#isEdited(shown) ? `${this.#title} (edited)` : this.#title;
  }

  /** Shows that saved query, and as it is saved. */
  names(ref: QueryRef, shown: Shown | undefined): boolean {
    return isSameQuery(this.#ref, ref) && !this.#isEdited(shown);
  }

  #isEdited(shown: Shown | undefined): boolean {
    return this.#saved !== undefined && shown !== undefined && this.#saved !== shown.canonical;
  }
}

function canonical(text: string, shown: Shown | undefined): string | undefined {
  if (text === shown?.text) return shown.canonical;
  const { query } = parseQuery(text);
  return query && printQuery(query);
}
