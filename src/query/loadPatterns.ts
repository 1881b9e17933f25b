import { hasPatternEngine, mayHavePattern, usePatternEngine } from "./pattern.ts";

/** Loads what reads patterns, when one of the texts may ask for one: before a condition is compiled, and before it is checked with all that may be wrong. */
export async function loadPatterns(...texts: readonly string[]): Promise<void> {
  if (hasPatternEngine() || !texts.some(mayHavePattern)) return;
  const { patternEngine } = await import("./patternEngine.ts");
  usePatternEngine(patternEngine);
}
