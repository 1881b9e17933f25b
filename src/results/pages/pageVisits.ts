import type { Page, PagePlace } from "./pages.ts";

/** Records of a list that stand in the same page. */
export interface PageVisit {
  readonly page: Page;
  /** Their places in the list, ascending; and for each its position in the page. */
  readonly places: readonly number[];
  readonly positions: readonly number[];
}

// So many at least are looked at together.
const fewRecords = 2000;
// From so many records a visit on, more of them in one make no difference.
const manyInVisit = 250;

/**
 * Visits to pages for all records of a list, so that few pages are opened twice: of a list with few records side by side in a page, as many as `most` are
 * taken together. A list that goes from page to page is visited in its order.
 */
export function* pageVisits(records: Uint32Array, placeOf: (record: number) => PagePlace, most: number): Generator<PageVisit, void> {
  for (let from = 0; from < records.length;) {
    const visits = new Map<Page, { places: number[]; positions: number[] }>();
    let at = from;
    let last: Page | undefined;
    for (; at < records.length; at++) {
      const count = at - from;
      const { page, position } = placeOf(records[at] ?? 0);
      // Only between pages: a page that is visited in one go needs no second visit.
      if (page !== last && count >= (count < manyInVisit * visits.size ? most : Math.min(most, fewRecords))) break;
      last = page;
      const visit = visits.get(page) ?? { places: [], positions: [] };
      if (visit.places.length === 0) visits.set(page, visit);
      visit.places.push(at);
      visit.positions.push(position);
    }
    for (const [page, visit] of visits) yield { page, ...visit };
    from = at;
  }
}
