import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

/** A limit for what has gone wrong: a machine that others use too may be ten times as slow as the desk. */
export const defaultTimeoutMs = 60_000;
/** For a run of some ten thousand rows, which then takes that long. */
export const runTimeoutMs = 120_000;

const pauseMs = 20;

/** Reads until it is as it should be, and answers with that; the pauses leave the machine to what is waited for. */
export async function until<Value>(
  read: () => Promise<Value>,
  isRight: (value: Value) => boolean,
  what: string,
  timeoutMs = defaultTimeoutMs,
): Promise<Value> {
  for (const end = Date.now() + timeoutMs; ; await setTimeout(pauseMs)) {
    const value = await read();
    if (isRight(value)) return value;
    assert.ok(Date.now() < end, `${what}: ${String(value)}`);
  }
}
