let known: { readonly source: string; readonly expression: RegExp | undefined } | undefined;

/** A repetition of something that repeats, or that has alternatives, may take for ever on a text that nearly fits. */
const repeatsRepetition = /\((?:[^()\\]|\\.)*(?:[+*|]|\{\d+,)(?:[^()\\]|\\.)*\)(?:[+*]|\{)/;

/** The regular expression of `matchesPattern`; undefined when it is none, or when it could take for ever. */
export function pattern(source: string): RegExp | undefined {
  if (known?.source !== source) known = { source, expression: read(source) };
  return known.expression;
}

function read(source: string): RegExp | undefined {
  if (source.length > 1000 || repeatsRepetition.test(source)) return undefined;
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
}
