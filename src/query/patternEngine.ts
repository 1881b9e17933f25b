import { RE2JS } from "re2js";
import type { PatternEngine } from "./pattern.ts";

/** RE2: automata in place of trying out, so that every pattern takes a time linear in the text. */
export const patternEngine: PatternEngine = (source) => {
  const read = RE2JS.compile(source);
  return { size: read.programSize(), test: (text) => read.test(text) };
};
