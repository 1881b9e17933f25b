import assert from "node:assert/strict";
import type { RowKeys } from "../../../../../src/results/columns/rowKeys.ts";
import { looksAtOnce, type Work } from "../../../../../src/results/steps.ts";
import type { AnswerSource } from "../../../../../src/results/views/groups/groupAnswers.ts";
import type { GroupLevel, GroupLevels } from "../../../../../src/results/views/groups/groupLevels.ts";
import { Groups } from "../../../../../src/results/views/groups/groups.ts";
import { OrderedRows } from "../../../../../src/results/views/orderedRows.ts";

const rows = 5 * looksAtOnce;
const added = 1000;
/** Of what is read at one place, some is read at another, too. */
const mostLooks = 4 * looksAtOnce;

/** Counts how often something is looked at: at a row's code, its time, its outcome, or at two groups to compare them. */
class Looks {
  #count = 0;

  look(times = 1): void {
    this.#count += times;
  }

  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  counted(codes: Uint32Array): Uint32Array {
    return new Proxy(codes, {
      get: (target, key) => {
        if (typeof key === "string" && key !== "length") this.look();
        return Reflect.get(target, key, target) as unknown;
      },
    });
  }

  level(codeOf: (row: number) => number, parentOf: (code: number) => number = () => 0): GroupLevel {
    const codes = Uint32Array.from({ length: rows + added }, (_, row) => codeOf(row));
    const keys: RowKeys = {
      codes: this.counted(codes),
      count: codes.reduce((most, code) => Math.max(most, code + 1), 0),
      take: () => undefined,
    };
    return {
      keys,
      order: (a, b) => (this.look(), b - a),
      valueOf: (code) => code,
      *spell() {},
      parentOf: (code) => (this.look(), parentOf(code)),
    };
  }

  get source(): AnswerSource {
    const people = new Uint32Array(rows + added).fill(2);
    return {
      outcomes: { isSlow: false, read: (some) => this.look(some.length) },
      times: { isSlow: false, read: (some, times) => times.set(some.map((row) => (this.look(), row % 1000))) },
      people: { codes: this.counted(people), count: 3, kindOf: () => 0, takeNew: (some) => this.look(some.length) },
      kinds: 1,
    };
  }
}

const cases: Record<string, (looks: Looks) => GroupLevels> = {
  "a group for each row": (looks) => ({ outer: looks.level((row) => row), folds: false, cells: [] }),
  "50,000 groups": (looks) => ({ outer: looks.level((row) => (row * 7) % 50_000), folds: false, cells: [] }),
  "one group": (looks) => ({ outer: looks.level(() => 1), folds: false, cells: [] }),
  "many groups in each of few": (looks) => ({
    outer: looks.level((row) => row % 3),
    inner: looks.level((row) => row, (code) => code % 3),
    folds: false,
    cells: [],
  }), // prettier-ignore
  "a group in each of many": (looks) => ({
    outer: looks.level((row) => row),
    inner: looks.level((row) => row, (code) => code),
    folds: false,
    cells: [],
  }), // prettier-ignore
  "repeats in lines": (looks) => ({ outer: looks.level((row) => row >> 1), folds: true, cells: [] }),
  "rows without repeats": (looks) => ({ outer: looks.level((row) => row), folds: true, cells: [] }),
};

suite("Groups in steps", () => {
  for (const [name, levelsOf] of Object.entries(cases))
    test(`${name}: no step looks at more than a few ten thousand rows or groups`, () => {
      const looks = new Looks();
      const ordered = new OrderedRows([], undefined);
      const groups = new Groups(ordered, levelsOf(looks), looks.source);
      const longest = (work: Work<void>): number => {
        let most = 0;
        for (let isDone = false; !isDone;) {
          looks.take();
          isDone = work.next().done === true;
          most = Math.max(most, looks.take());
        }
        return most;
      };
      ordered.extend(rows);
      groups.change();
      assert.ok(longest(groups.prepareInSteps(0, 100)) <= mostLooks);
      // Nothing is left for whoever looks then.
      looks.take();
      const before = groups.window(0, 100);
      assert.ok(looks.take() <= 1000);
      groups.open(undefined, true);
      assert.ok(longest(groups.prepareInSteps(0, 100)) <= mostLooks);
      groups.open(undefined, false);
      groups.change(ordered.extend(rows + added).added);
      assert.ok(longest(groups.prepareInSteps(0, 100)) <= mostLooks);
      assert.equal(before.length, Math.min(100, groups.length));
    });

  test("what comes is counted as all would be counted anew", () => {
    for (const levelsOf of Object.values(cases)) {
      const [looks, ordered] = [new Looks(), new OrderedRows([], undefined)];
      const groups = new Groups(ordered, levelsOf(looks), looks.source);
      for (const end of [10, 11, 4000, 5000]) {
        groups.change(ordered.extend(end).added);
        const anew = new Groups(ordered, levelsOf(looks), looks.source);
        assert.deepEqual([groups.length, groups.counts], [anew.length, anew.counts]);
        assert.deepEqual(groups.window(0, 20), anew.window(0, 20));
      }
    }
  });
});
