import type { Field } from "../../reports/report.ts";
import type { Expression, Literal } from "../expression.ts";
import { guestAddress } from "../guestAddress.ts";
import { regionNamed } from "../regions.ts";
import { quoted } from "../tokens.ts";
import type { Findings } from "./findings.ts";

/** What a text asks for that is never there. */
export function checkText(findings: Findings, field: Field | undefined, literal: Expression | undefined): void {
  if (literal?.type !== "literal" || literal.kind !== "string" || !field) return;
  const { text } = literal;
  if (isCountry(field)) checkCountry(findings, field, literal);
  const guest = field.lower ? guestAddress(text) : undefined;
  if (guest !== undefined) {
    findings.problem(
      literal,
      `Guests stand in ${findings.report.title.toLowerCase()} under their own address, ${guest}, not under #EXT#: this finds nothing`,
      quoted(guest),
      "warning",
    );
  }
  const plain = decodedText(text);
  if (plain !== undefined)
    findings.problem(literal, `This looks percent-encoded, as in a URL: '${plain}' is asked without`, quoted(plain), "warning");
}

/** A text with nothing in it is compared with countries most of the time, too. */
export const isCountryText = (text: string): boolean => text === "" || /^[a-z]{2}$/i.test(text) || regionNamed(text) !== undefined;

const isCountry = ({ path }: Field): boolean => path.endsWith("/countryOrRegion");

/** Records have countries by two capital letters: a name is never there, so that all would be from elsewhere. */
function checkCountry(findings: Findings, { path }: Field, literal: Literal): void {
  const { text } = literal;
  const named = regionNamed(text);
  const code = named ?? (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined);
  if (code === undefined || code === text) return;
  const message = named
    ? `${path} has countries by two letters: ${text.trim()} is '${code}'`
    : `${path} is written in capital letters: '${code}'`;
  findings.problem(literal, message, quoted(code), named ? "error" : "warning");
}

/** A text in which characters that names have are written as URLs write them; undefined when it has none. */
function decodedText(text: string): string | undefined {
  if (!/%(?:2[0367BF]|3A|40)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
