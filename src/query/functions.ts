/** What a value can be, for `check`. `time`: instant, date or time of day; `scalar`: whatever can be compared. */
export type ValueKind = "text" | "number" | "boolean" | "instant" | "timeOfDay" | "duration" | "list" | "unknown";

export interface Signature {
  /** As the standard spells it; `Call.name` has it in lower case. */
  readonly spelling: string;
  readonly takes: readonly (readonly ValueKind[])[];
  /** How many arguments must be there. */
  readonly least: number;
  readonly gives: ValueKind;
}

/** `gives name(takes, takes|or, optional?)` */
const declarations = `boolean contains(text, text)
boolean startswith(text, text)
boolean endswith(text, text)
boolean matchesPattern(text, text)
text tolower(text)
text toupper(text)
text trim(text)
text concat(text, text)
text substring(text, number, number?)
number length(text|list)
number indexof(text, text)
number year(instant)
number month(instant)
number day(instant)
number hour(instant|timeOfDay)
number minute(instant|timeOfDay)
number second(instant|timeOfDay)
number fractionalseconds(instant|timeOfDay)
number totaloffsetminutes(instant)
instant date(instant)
timeOfDay time(instant)
instant now()
instant mindatetime()
instant maxdatetime()
number totalseconds(duration)
number round(number)
number floor(number)
number ceiling(number)`;

/** The canonical functions of OData 4.01 that make sense without a service's model, by their name in lower case. */
export const functions: ReadonlyMap<string, Signature> = new Map(
  declarations.split("\n").map((line) => {
    const [, gives, spelling, list] = /^(\w+) (\w+)\((.*)\)$/.exec(line) as unknown as [string, ValueKind, string, string];
    const takes = list ? list.split(", ") : [];
    return [
      spelling.toLowerCase(),
      {
        spelling,
        gives,
        takes: takes.map((kinds) => kinds.replace("?", "").split("|") as ValueKind[]),
        least: takes.filter((kinds) => !kinds.endsWith("?")).length,
      },
    ];
  }),
);
