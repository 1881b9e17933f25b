/** The rows of a collection are gone, and only another run brings them. */
export class RowsLost extends Error {
  override readonly name = "RowsLost";
}
