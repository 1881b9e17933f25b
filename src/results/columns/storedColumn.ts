import type { Cell } from "../rows.ts";
import type { Field, FieldKind } from "../../reports/report.ts";
import { compareFor, type Compare } from "./compareCells.ts";
import { Dictionary } from "./dictionary.ts";
import { Doubles } from "./doubles.ts";
import { odd, type Encoding, type Keys, type Spread } from "./encoding.ts";
import { Guids } from "./guids.ts";
import { Instants } from "./instants.ts";
import { Texts } from "./texts.ts";

/** The values of one field over all records. */
export class StoredColumn {
  readonly field: Field;
  readonly compare: Compare;
  readonly #limit: number;
  #encoding: Encoding;
  #keepsDictionary = false;

  /** `limit`: different values from which on the dictionary may be given up. */
  constructor(field: Field, limit: number) {
    this.field = field;
    this.compare = compareFor(field.kind);
    this.#limit = limit;
    this.#encoding = new Dictionary(this.compare);
  }

  /** Rows whose value must be read from the page. */
  get odd(): number {
    return this.#encoding.odd;
  }

  get dictionary(): Dictionary | undefined {
    return this.#encoding instanceof Dictionary ? this.#encoding : undefined;
  }

  /** How values are kept without a dictionary. */
  get spread(): Spread | undefined {
    return this.#encoding instanceof Dictionary ? undefined : (this.#encoding as Spread);
  }

  get instants(): Instants | undefined {
    return this.#encoding instanceof Instants ? this.#encoding : undefined;
  }

  append(values: readonly unknown[]): void {
    this.#encoding.append(values);
    const { dictionary } = this;
    // Instants are seldom picked or counted by value, which is what dictionaries are good at.
    if (this.#keepsDictionary || !dictionary?.isWasteful(this.#limit, this.field.kind === "instant" ? 8 : 2)) return;
    const spread = spreadOut(dictionary, this.field.kind);
    if (spread) this.#encoding = spread;
    else this.#keepsDictionary = true;
  }

  replace(row: number, value: unknown): void {
    this.#encoding.replace(row, value);
  }

  truncate(rows: number): void {
    this.#encoding.truncate(rows);
  }

  /** `undefined`: the value must be read from the page. */
  get(row: number): Cell | undefined {
    return this.#encoding.get(row);
  }

  /** For rows none of which is odd. */
  keys(rows: Uint32Array): Keys {
    return this.#encoding.keys(rows);
  }
}

/** The same values without a dictionary, in the way that fits nearly all of them and keeps their order; `undefined` when there is none. */
function spreadOut({ values, codes, rows }: Dictionary, kind: FieldKind): Encoding | undefined {
  const different = values.slice(2);
  const fits = ({ holds }: { holds(value: unknown): boolean }) => different.filter(holds).length >= 0.9 * different.length;
  const kinds = kind === "instant" ? [Instants] : [Doubles, Guids];
  const fitting = kinds.find(fits) ?? (kind === "instant" ? undefined : Texts);
  if (!fitting) return undefined;
  const encoding = new fitting();
  encoding.append(Array.from(codes.subarray(0, rows), (code) => (values[code] === undefined ? odd : values[code])));
  return encoding;
}
