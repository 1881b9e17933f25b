/** Two things said at once are both read out only while both stand. */
const standing = 3;

/** Says something to people who cannot see the grid. `log` is an element of the role `log`, of which only additions are read out. */
export function say(log: Element, text: string): void {
  const line = document.createElement("div");
  line.textContent = text;
  log.append(line);
  while (log.childElementCount > standing) log.firstElementChild?.remove();
}
