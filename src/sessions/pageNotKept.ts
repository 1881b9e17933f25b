/** A page came and the result store could not take it in. Nothing of it is in the result. */
export class PageNotKept extends Error {
  override readonly name = "PageNotKept";
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
