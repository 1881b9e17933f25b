import { tokenClaims } from "./grant.ts";

/** One token or account as msal writes it. */
export type Entry = Readonly<Record<string, unknown>>;
/** msal's cache: section -> key -> entry. */
export type Sections = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** Sections whose entries belong to an account: `home_account_id`, empty for those of an application. */
const ofAccounts: readonly string[] = ["Account", "IdToken", "AccessToken", "RefreshToken"];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
/** What msal takes for text, and takes apart without a look. */
const texts: readonly string[] = ["environment", "realm", "client_id", "credential_type", "target", "token_type", "secret"];

function isEntry(section: string, value: unknown): value is Entry {
  if (!isObject(value) || !ofAccounts.includes(section)) return isObject(value);
  const { home_account_id, secret, target, tenantProfiles } = value;
  return (
    typeof home_account_id === "string" &&
    texts.every((name) => value[name] === undefined || typeof value[name] === "string") &&
    (section === "Account" || (typeof secret === "string" && secret !== "")) &&
    (section !== "IdToken" || tokenClaims(String(secret)) !== undefined) &&
    target !== "" &&
    (tenantProfiles === undefined || Array.isArray(tenantProfiles))
  );
}

function entriesIn(section: string, entries: Record<string, unknown>): Readonly<Record<string, Entry>> {
  const known = Object.entries(entries).filter((pair): pair is [string, Entry] => isEntry(section, pair[1]));
  return Object.fromEntries(known);
}

/** Reads a stored text. What is no cache, or no entry of one, would stop every sign-in from now on: it is left out. */
export function readSections(text: string | undefined): Sections {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([section, entries]) => (isObject(entries) ? [[section, entriesIn(section, entries)] as const] : [])),
  );
}

/** The text to be stored; undefined when there is nobody's token in it. */
export const writeSections = (sections: Sections): string | undefined =>
  ["Account", "AccessToken", "RefreshToken"].every((section) => Object.keys(sections[section] ?? {}).length === 0)
    ? undefined
    : JSON.stringify(sections);

/** Leaves out the entries of accounts and applications that `drop` names. */
export const without = (sections: Sections, drop: (entry: Entry, section: string) => boolean): Sections =>
  Object.fromEntries(
    Object.entries(sections).map(([section, entries]) => [
      section,
      ofAccounts.includes(section) ? Object.fromEntries(Object.entries(entries).filter(([, entry]) => !drop(entry, section))) : entries,
    ]),
  );

/** Adds what a sign-in got; older access tokens of the same account and tenant go. */
export function adopted(stored: Sections, fresh: Sections): Sections {
  const mine = ({ home_account_id, realm }: Entry): string => `${String(home_account_id)} ${String(realm)}`;
  const replaced = new Set(Object.values(fresh["AccessToken"] ?? {}).map(mine));
  return laidOver(
    without(stored, (token, section) => section === "AccessToken" && replaced.has(mine(token))),
    fresh,
  );
}

/** Both; where a key is in both, the entry of `upper`. */
export const laidOver = (lower: Sections, upper: Sections): Sections =>
  Object.fromEntries(
    [...new Set([...Object.keys(lower), ...Object.keys(upper)])].map((section) => [section, { ...lower[section], ...upper[section] }]),
  );

type Accounts = ReadonlySet<unknown>;
const accountsIn = (sections: Sections): Accounts =>
  new Set(Object.values(sections["Account"] ?? {}).map(({ home_account_id }) => home_account_id));

/**
 * Makes of `current` what was made of `base` to get `mine`: of two windows that change a cache at once both are heard.
 * An account that went on either side was signed out: nothing of it comes back.
 */
export function merged(base: Sections, mine: Sections, current: Sections): Sections {
  const result = new Map(Object.entries(current).map(([section, entries]) => [section, new Map(Object.entries(entries))]));
  for (const section of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    const entries = result.get(section) ?? new Map<string, Entry>();
    result.set(section, entries);
    const [before, after] = [base[section] ?? {}, mine[section] ?? {}];
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const changed = Object.hasOwn(after, key) ? after[key] : undefined;
      if (JSON.stringify(Object.hasOwn(before, key) ? before[key] : undefined) === JSON.stringify(changed)) continue;
      if (changed === undefined) entries.delete(key);
      else entries.set(key, changed);
    }
  }
  const [had, mineHas, currentHas] = [base, mine, current].map(accountsIn) as [Accounts, Accounts, Accounts];
  return without(
    Object.fromEntries([...result].map(([section, entries]) => [section, Object.fromEntries(entries)])),
    ({ home_account_id }) => had.has(home_account_id) && !(mineHas.has(home_account_id) && currentHas.has(home_account_id)),
  );
}
