/** How much a record says: its values, at whatever depth, that are not null, nor empty. */
export function fullness(record: object): number {
  let count = 0;
  const left: unknown[] = [record];
  // Records nested some thousand deep are no reason to give up.
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value === "object" && value !== null) for (const member of Object.values(value)) left.push(member ?? null);
    else if (value !== null && value !== "") count++;
  }
  return count;
}
