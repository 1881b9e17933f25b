/** What can be looked for by what people type. */
export interface Matched {
  readonly label: string;
  /** What people call it, where that is another word. */
  readonly title?: string;
  /** What other programs call it, in lower case. */
  readonly names?: readonly string[];
}

const capitals = /[^A-Z]/g;
/** The quote that a value begins with is not what one looks for, and neither is the one that VS Code or a person has put behind it. */
const bare = (text: string): string => text.replace(/^["'“”‘’]/u, "").replace(/'$/, "");

/** How well something fits to what was typed, the best 0; undefined: not at all. */
function rank({ label, title = "", names = [] }: Matched, typed: string): number | undefined {
  const [plain, word] = [bare(label).replaceAll("''", "'"), typed.toLowerCase()];
  const [name, called] = [plain.toLowerCase(), title.toLowerCase()];
  if (plain === typed) return 0;
  if (called === word || names.includes(word)) return 1;
  if (name.startsWith(word) || names.some((other) => other.startsWith(word))) return 2;
  if (name.slice(name.lastIndexOf("/") + 1).startsWith(word)) return 3;
  if (called.startsWith(word)) return 4;
  // `adn` is `appDisplayName`.
  if (word.length > 1 && (plain.charAt(0) + plain.slice(1).replace(capitals, "")).toLowerCase().startsWith(word)) return 5;
  if (name.includes(word)) return 6;
  return called.includes(word) ? 7 : undefined;
}

/** Those that fit to what was typed, the best first; among equals the order stays. Behind a quote stands a text; another sign, which nothing begins with, finds all. */
export function bestMatches<Item extends Matched>(items: readonly Item[], typed: string): readonly Item[] {
  const possible = /^["'“”‘’]/u.test(typed) ? items.filter(({ label }) => label.startsWith("'")) : items;
  const word = bare(typed).replaceAll("''", "'");
  if (!/[\p{L}\p{N}]/u.test(word)) return possible;
  const ranked: Item[][] = [];
  for (const item of possible) {
    const at = rank(item, word);
    if (at !== undefined) (ranked[at] ??= []).push(item);
  }
  return ranked.flat();
}
