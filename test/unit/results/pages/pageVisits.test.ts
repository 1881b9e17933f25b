import assert from "node:assert/strict";
import fc from "fast-check";
import type { Page, PagePlace } from "../../../../src/results/pages/pages.ts";
import { pageVisits } from "../../../../src/results/pages/pageVisits.ts";

const perPage = 10;

/** Pages of ten records each. */
function placer(): (record: number) => PagePlace {
  const pages: Page[] = [];
  return (record) => {
    const number = Math.floor(record / perPage);
    pages[number] ??= {
      number,
      first: number * perPage,
      count: perPage,
      compressed: new Uint8Array(0),
      size: 0,
      positions: undefined,
      spans: undefined,
    };
    return { page: pages[number], position: record % perPage };
  };
}

suite("pageVisits", () => {
  test("visits every record once, at its place", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 150 }), fc.integer({ min: 1, max: 60 }), (numbers, most) => {
        const visited = new Map<number, number>();
        for (const { page, places, positions } of pageVisits(Uint32Array.from(numbers), placer(), most)) {
          places.forEach((place, at) => {
            assert.ok(!visited.has(place));
            visited.set(place, page.number * perPage + (positions[at] ?? -1));
          });
        }
        assert.deepEqual(
          numbers,
          numbers.map((_, place) => visited.get(place)),
        );
      }),
    );
  });

  test("goes to each page once where the list goes from page to page", () => {
    const pages = Array.from(
      pageVisits(
        Uint32Array.from({ length: 5000 }, (_, index) => 4999 - index),
        placer(),
        1000,
      ),
      ({ page }) => page.number,
    );
    assert.deepEqual(
      pages,
      Array.from({ length: 500 }, (_, index) => 499 - index),
    );
  });

  test("goes to few pages twice where the list goes to and fro", () => {
    // 7919 is prime to 20,000: each record is on another page than the one before.
    const records = Uint32Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 20_000);
    const visits = [...pageVisits(records, placer(), 10_000)].length;
    assert.ok(visits <= 2 * 2000, `${visits} visits to 2000 pages`);
  });

  test("goes to few pages twice where the list goes through all of them again and again", () => {
    // As when rows are sorted by user: each has some on many pages, in the order of the pages.
    const records = Uint32Array.from({ length: 20_000 }, (_, index) => (index % 2000) * 10 + Math.floor(index / 2000));
    const visits = [...pageVisits(records, placer(), 10_000)].length;
    assert.ok(visits <= 2 * 2000, `${visits} visits to 2000 pages`);
  });
});
