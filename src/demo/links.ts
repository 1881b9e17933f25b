import type { Company } from "./company.ts";
import { guidOf, mix } from "./random.ts";
import { ticksPerDay } from "./ticks.ts";

/** Sign-ins and audits of one flow or session have the same id. */
export const correlationIdOf = (company: Company, flow: number, who: number): string => guidOf(flow, who, mix(company.seed, 51));
export const sessionIdOf = (company: Company, session: number, who: number): string => guidOf(session, who, mix(company.seed, 55));
/** The session of a day, one of three. */
export const sessionOf = (who: number, ticks: number, which: number): number => mix(mix(who, Math.floor(ticks / ticksPerDay)), which);

export function tokenId(key: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  let text = "";
  for (let word = 0; text.length < 22; word++) {
    const bits = mix(key, word);
    for (let shift = 0; shift < 30 && text.length < 22; shift += 6) text += letters[(bits >>> shift) & 63];
  }
  return text;
}
