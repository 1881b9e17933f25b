import type { Answered } from "../protocol/grid.ts";
import { printQuery, queryTitle, type Query } from "../query/index.ts";
import { cutMiddle } from "../records/visible.ts";
import type { ReportId } from "../reports/index.ts";
import { askedAnswers, canonicalOf, isSameAnswer } from "./answered.ts";
import { adHoc, isSameQuery, type QueryRef } from "./queryRef.ts";
import type { SavedAs } from "./sessionWorld.ts";
import type { Shown } from "./shown.ts";

/** UTF-16 units of an answer in a title. */
const longestAnswer = 40;

/** What a grid is called, and the saved query that it began as. */
export class GridName {
  #title: string;
  #ref: QueryRef | undefined;
  /** What the title is made of where nobody has given one. */
  #query: Query | undefined;
  /** As it was saved. */
  #text: string | undefined;
  /** The saved query's canonical text, with the answers to its variables. */
  #saved: string | undefined;
  #answered: Answered | undefined;

  /** `shown`: what the grid begins with, which need not be read again. */
  constructor(title: string, saved?: SavedAs, shown?: Shown, answered?: Answered) {
    this.#title = title;
    this.#ref = saved?.ref;
    this.#query = shown?.query;
    this.#text = saved?.text;
    this.#answered = answered;
    this.#saved = saved && (saved.text === shown?.text ? shown.canonical : canonicalOf(saved.text, answered));
  }

  /** What was asked for the variables of its query. */
  get answered(): Answered | undefined {
    return this.#answered;
  }

  /** Another query is run: a title that nobody has given is made of that. `answered`: its variables were. Without them a saved query keeps those that it was run with. */
  follow(query: Query, answered?: Answered): void {
    if (answered || this.#ref === undefined) {
      const isSame = !answered && this.#answered && canonicalOf(this.#answered.template, this.#answered) === printQuery(query);
      this.#answered = isSame ? this.#answered : answered;
      if (answered && this.#text !== undefined) this.#saved = canonicalOf(this.#text, answered);
    }
    if (this.#ref === undefined && this.#query && this.#title === queryTitle(this.#query)) this.#title = queryTitle(query);
    this.#query = query;
  }

  /** The saved query that the title names, edited since or not. */
  get saved(): QueryRef | undefined {
    return this.#ref;
  }

  /** For another grid that is to have the same name: without the mark of an edited query. */
  get start(): { readonly title: string; readonly saved?: SavedAs; readonly answered?: Answered } {
    const [ref, text, answered] = [this.#ref, this.#text, this.#answered];
    return { title: this.#title, ...(ref && text !== undefined && { saved: { ref, text } }), ...(answered && { answered }) };
  }

  /** The same; else what was asked without one. */
  ref(report: ReportId): QueryRef {
    return this.#ref ?? adHoc(report);
  }

  /** The name of the saved query and what was answered, marked when it is no longer the query shown. */
  title(shown: Shown | undefined): string {
    return this.#isEdited(shown) ? `${this.name} (edited)` : this.name;
  }

  /** The name of the saved query, or what was asked without one. */
  get plain(): string {
    return this.#title;
  }

  /** With what was answered, without the mark of an edited one. */
  get name(): string {
    const answers = this.#ref === undefined ? [] : askedAnswers(this.#answered);
    return answers.length === 0
      ? this.#title
      : `${this.#title}: ${answers.map((answer) => cutMiddle(answer.replaceAll(/\s+/g, " "), longestAnswer)).join(", ")}`;
  }

  /** Shows that saved query, as it is saved and with these answers. */
  names(ref: QueryRef, shown: Shown | undefined, answered: Answered | undefined): boolean {
    return isSameQuery(this.#ref, ref) && !this.#isEdited(shown) && isSameAnswer(this.#answered, answered);
  }

  #isEdited(shown: Shown | undefined): boolean {
    return this.#saved !== undefined && shown !== undefined && this.#saved !== shown.canonical;
  }
}
