import assert from "node:assert/strict";
import { Density } from "../../../src/run/density.ts";
import { choose, type Open, type Situation } from "../../../src/run/slicer.ts";

const hourMs = 3_600_000;
const day = { from: 0, to: 24 * hourMs };
const even = new Density(day);
even.learn(day, 24_000);

const slice = (from: number, to: number, more: Partial<Open> = {}): Open => ({
  from: from * hourMs,
  to: to * hourMs,
  isBusy: true,
  readyAt: 0,
  isStruggling: false,
  density: even,
  pageSize: 1000,
  ...more,
});
const next = (slices: readonly Open[], situation: Partial<Situation> = {}) => {
  const choice = choose(slices, { now: 0, sideBySide: 3, pagesWanted: Infinity, ...situation });
  if (choice.kind === "wait") return ["wait", choice.until];
  const number = slices.indexOf(choice.slice);
  return choice.kind === "ask" ? ["ask", number] : ["cut", number, Math.round((choice.at / hourMs) * 10) / 10];
};

suite("the slicer", () => {
  test("goes on with the newest slice that is ready", () => {
    const slices = [slice(0, 8, { isBusy: false }), slice(8, 16, { isBusy: false }), slice(16, 24)];
    assert.deepEqual(next(slices), ["ask", 1]);
  });

  test("cuts the largest slice, in whole pages by the rows expected, when too few are under way", () => {
    assert.deepEqual(next([slice(0, 6), slice(6, 24)]), ["cut", 1, 15.1]);
    assert.deepEqual(next([slice(0, 24)]), ["cut", 0, 16.1]);
  });

  test("does not cut what one page will bring, nor when enough are under way", () => {
    assert.deepEqual(next([slice(0, 0.9)]), ["wait", Infinity]);
    assert.deepEqual(next([slice(0, 8), slice(8, 16), slice(16, 24)]), ["wait", Infinity]);
  });

  test("does not count on a slice that keeps failing, and comes back to it when its time has come", () => {
    const failing = slice(23, 24, { isBusy: false, isStruggling: true, readyAt: 5000 });
    assert.deepEqual(next([failing, slice(0, 11), slice(11, 23)]), ["cut", 2, 17.1]);
    assert.deepEqual(next([failing], { sideBySide: 1 }), ["wait", 5000]);
    assert.deepEqual(next([failing], { sideBySide: 1, now: 5000 }), ["ask", 0]);
  });

  test("cuts a range of which nothing is known by time, unless only the newest are wanted", () => {
    const density = new Density(day);
    assert.deepEqual(next([slice(0, 24, { density })]), ["cut", 0, 16]);
    assert.deepEqual(next([slice(0, 24, { density })], { pagesWanted: 5 }), ["wait", Infinity]);
    assert.deepEqual(next([slice(0, 0.1, { density })]), ["wait", Infinity]);
  });

  test("asks for no more than is wanted, and for that at the newest end", () => {
    assert.deepEqual(next([slice(0, 24)], { pagesWanted: 0 }), ["wait", Infinity]);
    assert.deepEqual(next([slice(0, 24)], { pagesWanted: 2 }), ["cut", 0, 23.1]);
  });
});
