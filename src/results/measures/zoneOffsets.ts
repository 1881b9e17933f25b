import { isUtc, offsetAt, type Zone } from "../../query/zone.ts";

const dayMs = 86_400_000;

/** A stretch of time in which a zone's clock is not changed. */
interface OffsetStretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** How far a zone's clock is ahead of UTC, for many instants: what Intl says of a day is asked once. */
export class ZoneOffsets {
  readonly #zone: Zone;
  readonly #days = new Map<number, readonly OffsetStretch[]>();
  #last: OffsetStretch = { from: Infinity, to: -Infinity, offset: 0 };
  #asked = 0;

  constructor(zone: Zone) {
    this.#zone = zone;
    if (isUtc(zone)) this.#last = { from: -Infinity, to: Infinity, offset: 0 };
  }

  /** How many days were asked for: each takes as long as thousands of instants. */
  get asked(): number {
    return this.#asked;
  }

  /** Milliseconds. */
  at(ms: number): number {
    if (!(ms >= this.#last.from && ms < this.#last.to)) this.#last = this.#stretchAt(ms);
    return this.#last.offset;
  }

  #stretchAt(ms: number): OffsetStretch {
    const day = Math.floor(ms / dayMs);
    let stretches = this.#days.get(day);
    if (!stretches) this.#days.set(day, (stretches = this.#ofDay(day)));
    const [first, second] = stretches;
    return second && ms >= second.from ? second : (first ?? this.#last);
  }

  #ofDay(day: number): readonly OffsetStretch[] {
    this.#asked++;
    const [from, to] = [day * dayMs, (day + 1) * dayMs];
    const [before, after] = [offsetAt(from, this.#zone), offsetAt(to, this.#zone)];
    if (before === after) return [{ from, to, offset: before }];
    // The clock is changed once in the day: at the first moment that has another offset.
    let [early, late] = [from, to];
    while (late - early > 1) {
      const middle = Math.floor((early + late) / 2);
      if (offsetAt(middle, this.#zone) === before) early = middle;
      else late = middle;
    }
    return [
      { from, to: late, offset: before },
      { from: late, to, offset: after },
    ];
  }
}
