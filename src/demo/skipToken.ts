import { hashText, hex32, mix } from "./random.ts";
import type { DemoEvent, Source } from "./events.ts";

/** Where a page begins. */
export interface Position {
  readonly bucket: number;
  /** In the bucket, from its newest or oldest event on, whichever comes first. */
  readonly index: number;
  /** The record's second coming is next. */
  readonly again: boolean;
}

/** Nothing is kept between requests: the token holds the position, hidden, and a check over it and the question it belongs to. */
export function skipTokens(seed: number): {
  write(end: Source<DemoEvent>["skipTokenEnd"], question: string, position: Position): string;
  read(end: Source<DemoEvent>["skipTokenEnd"], question: string, token: string): Position | undefined;
} {
  const check = (question: string, a: number, b: number): readonly [number, number] => {
    const salt = mix(seed, hashText(question));
    return [mix(mix(salt, a), b), mix(mix(~salt, b), a)];
  };
  const write = (end: Source<DemoEvent>["skipTokenEnd"], question: string, { bucket, index, again }: Position): string => {
    const place = index * 2 + Number(again);
    const [one, other] = check(question, bucket >>> 0, place >>> 0);
    const words = [(bucket ^ mix(one, other)) >>> 0, one, (place ^ mix(other, one)) >>> 0, other].map(hex32).join("");
    return words + end(one);
  };
  return {
    write,
    read(end, question, token) {
      const digits = /^[\da-f]{32}/.exec(token)?.[0];
      if (digits === undefined) return undefined;
      const [hidden = 0, one = 0, hiddenPlace = 0, other = 0] = [0, 8, 16, 24].map((at) => Number.parseInt(digits.slice(at, at + 8), 16));
      const place = (hiddenPlace ^ mix(other, one)) >>> 0;
      const position = { bucket: (hidden ^ mix(one, other)) >>> 0, index: place >>> 1, again: (place & 1) === 1 };
      return write(end, question, position) === token ? position : undefined;
    },
  };
}
