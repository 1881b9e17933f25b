import type { Span } from "./expression.ts";

/** A regular expression that has been read. */
export interface Pattern {
  test(text: string): boolean;
  /** Number of its instructions: what a text costs grows with its length times this. */
  readonly size: number;
}

/** Reads regular expressions of which none takes longer than its length times that of the text. Throws an `Error` that says what is wrong. */
export type PatternEngine = (source: string) => Pattern;

/** Why a text is no pattern that can be used, and where in it. */
export interface PatternProblem extends Span {
  readonly message: string;
}

const longest = 1000;
/** Different values whose answers are kept for each pattern; those beyond push the oldest out. */
const mostKept = 10_000;
const longestKept = 1000;

let engine: PatternEngine | undefined;

/**
 * Says what reads patterns from now on. It is large and seldom needed, so it is loaded apart (see `loadPatterns`) before a condition that has `matchesPattern` is compiled.
 */
export function usePatternEngine(made: PatternEngine): void {
  engine = made;
}

export const hasPatternEngine = (): boolean => engine !== undefined;

/** Whether a query text or a condition may ask for a pattern. */
export const mayHavePattern = (text: string): boolean => /matchespattern/i.test(text);

/** What people use in regular expressions elsewhere and what to write in its place: a look at what follows, or a second look at what was found, may take for ever. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\(\?=/y, "Looking ahead (?=…) is not possible: write a second condition, matchesPattern(…) and matchesPattern(…)"],
  [/\(\?!/y, "Looking ahead (?!…) is not possible: write a second condition, … and not matchesPattern(…)"],
  [/\(\?<=/y, "Looking behind (?<=…) is not possible: write what comes before as a part of the pattern"],
  [/\(\?<!/y, "Looking behind (?<!…) is not possible: write a second condition, … and not matchesPattern(…)"],
  [/\(\?>/y, "Atomic groups (?>…) are not needed here: write (?:…)"],
  [/\(\?#/y, "Comments (?#…) do not stand in a pattern: write them after // in the query"],
  [/\\[1-9]/y, "A group cannot be asked for again (\\1): write out what may stand there, such as (?:aa|bb)"],
  [/\\k[<{']/y, "A group cannot be asked for again (\\k): write out what may stand there, such as (?:aa|bb)"],
  [/\\u\{?[\da-f]*\}?/iy, "Characters are written by their number as \\x{20AC}, or as themselves"],
  [/\\c[a-z]/iy, "Control characters are written as \\x{1B}"],
  [/\\Z/y, "The end of the text is written $ or \\z"],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/y, "Possessive repeats such as a++ are not needed here: write a+"],
];
const repeat = /\{(\d+)(?:,(\d*))?\}/y;
const mostRepeats = 1000;

/** What is wrong with a pattern. What the engine alone would notice is found only when it has been loaded. */
export function patternProblem(source: string): PatternProblem | undefined {
  if (source.length > longest)
    return { start: 0, end: source.length, message: `A pattern has at most ${longest} characters, this one has ${source.length}` };
  return named(source) ?? unreadable(source);
}

function named(source: string): PatternProblem | undefined {
  let isInClass = false;
  for (let at = 0; at < source.length; at++) {
    const matched = (shape: RegExp) => {
      shape.lastIndex = at;
      return shape.exec(source);
    };
    const isEscape = source[at] === "\\";
    if (!isInClass || isEscape) {
      for (const [shape, message] of refused) {
        const found = matched(shape);
        if (found) return { start: at, end: at + found[0].length, message };
      }
    }
    if (isEscape) {
      at++;
      continue;
    }
    if (source[at] === "[") isInClass = true;
    else if (source[at] === "]") isInClass = false;
    const counts = isInClass ? null : matched(repeat);
    if (counts && [counts[1], counts[2]].some((count) => Number(count ?? 0) > mostRepeats))
      return {
        start: at,
        end: at + counts[0].length,
        message: `A part can be repeated ${mostRepeats} times at most: {20,} asks for 20 or more`,
      };
  }
  return undefined;
}

function unreadable(source: string): PatternProblem | undefined {
  if (!engine) return undefined;
  try {
    read(source, engine);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, why = message, part = ""] = /^error parsing regexp: ([^`]*?)(?:: `([\s\S]*)`)?$/.exec(message) ?? [];
    const start = part === "" ? -1 : source.indexOf(part);
    return {
      start: Math.max(0, start),
      end: start < 0 ? source.length : start + part.length,
      message: `Expected a regular expression: ${part === "" ? why : `${why}, '${part}'`}`,
    };
  }
}

const readPatterns = new Map<string, Pattern>();

function read(source: string, make: PatternEngine): Pattern {
  const known = readPatterns.get(source);
  if (known) return known;
  const pattern = make(source);
  if (readPatterns.size >= 100) readPatterns.clear();
  readPatterns.set(source, pattern);
  return pattern;
}

/**
 * Tells whether a text matches, each different one once. `spend` is told what it costs. Null: the source is no pattern.
 * Throws when no engine is in use.
 */
export function matcher(spend: (steps: number) => void): (text: string, source: string) => boolean | null {
  if (!engine) throw new Error("A condition with matchesPattern is compiled only after loadPatterns has been awaited");
  const make = engine;
  const bySource = new Map<string, ((text: string) => boolean) | null>();
  return (text, source) => {
    let test = bySource.get(source);
    if (test === undefined) {
      test = testOf(source, make, spend);
      if (bySource.size >= 100) bySource.clear();
      bySource.set(source, test);
    }
    return test && test(text);
  };
}

/**
 * Measured, an automaton of few instructions is soon complete, and 8 of them take a step for each character. Of many, each character may ask for a new state that
 * costs some 3 steps for each instruction; whether a text is such a case is known only afterwards.
 */
const stepsPerCharacter = (size: number): number => Math.ceil((size / 8) * Math.max(1, size / 32));

function testOf(source: string, make: PatternEngine, spend: (steps: number) => void): ((text: string) => boolean) | null {
  if (patternProblem(source)) return null;
  const pattern = read(source, make);
  const kept = new Map<string, boolean>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    spend(text.length * stepsPerCharacter(pattern.size));
    const answer = pattern.test(text);
    if (text.length <= longestKept) {
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
      kept.set(text, answer);
    }
    return answer;
  };
}
