import type { Call, Expression } from "./expression.ts";

/** What other languages call a function. */
const names: Readonly<Record<string, string>> = {
  strlen: "length",
  len: "length",
  strcat: "concat",
  lower: "tolower",
  lcase: "tolower",
  upper: "toupper",
  ucase: "toupper",
  substr: "substring",
  getyear: "year",
  getmonth: "month",
  monthofyear: "month",
  dayofmonth: "day",
  hourofday: "hour",
};

/** The function that another language calls so, by its name in lower case. */
export const functionNamed = (name: string): string | undefined => (Object.hasOwn(names, name) ? names[name] : undefined);

/** Of OData 3: it has what is looked for first, and what it is looked for in behind it. */
export const turned = "substringof";

/** What a call of `substringof` is in OData 4; undefined without both of its arguments. */
export function containsMeant([part, text, ...others]: readonly Expression[]): Call | undefined {
  return part && text && others.length === 0 ? { type: "call", name: "contains", arguments: [text, part] } : undefined;
}
