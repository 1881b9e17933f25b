/** What people call a country in another way than the list does. */
const otherNames: Readonly<Record<string, string>> = {
  usa: "US",
  "u.s.": "US",
  "u.s.a.": "US",
  america: "US",
  "united states of america": "US",
  uk: "GB",
  "u.k.": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "great britain": "GB",
  holland: "NL",
  "the netherlands": "NL",
  "czech republic": "CZ",
  turkey: "TR",
};

interface Region {
  /** ISO 3166: two capital letters, as records have it. */
  readonly code: string;
  readonly name: string;
}

let all: readonly Region[] | undefined;
let byName: ReadonlyMap<string, string> | undefined;

/** The countries and regions of the world, in the order of their codes. */
export function regions(): readonly Region[] {
  if (all) return all;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return (all = letters
    .flatMap((one) => letters.map((other) => one + other))
    .flatMap((code) => {
      // A code that has been given up stands for its successor.
      const isOwn = new Intl.Locale(`und-${code}`).region === code && !/^(?:EU|EZ|QO|UN|XA|XB|ZZ)$/.test(code);
      const name = isOwn ? names.of(code) : undefined;
      return name === undefined ? [] : [{ code, name }];
    }));
}

/** The code of the country that is called so in English, whatever its case; undefined: none is. */
export function regionNamed(name: string): string | undefined {
  byName ??= new Map([...regions().map(({ code, name: called }) => [called.toLowerCase(), code] as const), ...Object.entries(otherNames)]);
  return byName.get(name.trim().toLowerCase());
}
