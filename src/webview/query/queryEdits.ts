import type { HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { QueryLine } from "./queryLine.ts";

/** Gestures that edit the query, one after the other: each edits what the one before it made of the text. */
export class QueryEdits {
  private readonly host: () => Pick<Remote<HostApi>, "edit">;
  private readonly line: () => Pick<QueryLine, "sent" | "accept" | "refuse"> | null;
  private readonly tell: (message: string, queryText: string | undefined) => void;
  private last: Promise<boolean> = Promise.resolve(true);

  /** `tell` is told what a gesture did, and the query that came of it. */
  constructor(
    host: () => Pick<Remote<HostApi>, "edit">,
    line: () => Pick<QueryLine, "sent" | "accept" | "refuse"> | null,
    tell: (message: string, queryText: string | undefined) => void,
  ) {
    this.host = host;
    this.line = line;
    this.tell = tell;
  }

  /** `beside`: in a grid of its own. Resolves when the query line shows what came of it: whether it is another query now. */
  make(change: QueryChange, beside: boolean): Promise<boolean> {
    this.last = this.last.catch(() => false).then(() => this.makeNow(change, beside));
    return this.last;
  }

  private async makeNow(change: QueryChange, beside: boolean): Promise<boolean> {
    const line = this.line();
    const { message, text, problems } = await this.host().edit({ text: line?.sent() ?? "", change, beside });
    if (text !== undefined) line?.accept(text);
    if (problems) line?.refuse(problems);
    this.tell(message, text);
    return text !== undefined;
  }
}
