const deepest = 8;

/** Says nothing: null, an empty text, and lists and objects of nothing else. What lies too deep to look at counts as something. */
export function isBlank(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (typeof value !== "object" || depth > deepest) return false;
  return Object.values(value).every((member) => isBlank(member, depth + 1));
}
