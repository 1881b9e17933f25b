import fc from "fast-check";

const hostile = fc.string({
  unit: fc.constantFrom(
    ..."=+-@＝－",
    ...",;\t|\"'",
    "\r",
    "\n",
    "\r\n",
    " ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\0",
    "\u2028",
    "a",
    "5",
    "[",
    "]",
    "{",
    "}",
  ),
});
const json = fc.array(fc.oneof(hostile, fc.integer(), fc.double({ noNaN: true }))).map((list) => JSON.stringify(list));
const cell = fc.oneof(
  { weight: 4, arbitrary: hostile },
  json,
  fc.string({ unit: "binary" }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -9, max: 9 }),
  fc.boolean(),
  fc.constant(null),
);
/** Rows of the same number of cells, two at least: texts of all that readers take for signs and separators, JSON texts, numbers. */
export const hostileTables = fc
  .integer({ min: 2, max: 5 })
  .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 4 }));
