type TextBox = HTMLInputElement | HTMLTextAreaElement;

const focusEvents = ["focus", "blur", "focusin", "focusout"] as const;

/**
 * Makes `text` what a box has, as if it was typed: Ctrl+Z takes it back, and what was typed before stays to be taken back after it. Setting the value would
 * empty that memory. The caret comes behind what changed; the focus stays where it is.
 * A page that has not the focus gets the text alone.
 */
export function typeInto(box: TextBox, text: string): void {
  if (box.value === text) return;
  const [start, end] = changedPart(box.value, text);
  const put = text.slice(start, text.length - (box.value.length - end));
  if (document.activeElement === box) insert(box, start, end, put);
  else if (document.hasFocus()) withFocus(box, () => insert(box, start, end, put));
  // The page would take the focus from an editor in which somebody types.
  else box.value = text;
}

/** Puts `text` in place of a part, as `typeInto` does; the caret comes behind it. The box has the focus. */
export function insert(box: TextBox, start: number, end: number, text: string): void {
  box.setSelectionRange(start, end);
  if (text === "" && start === end) return;
  // Nothing else writes into the memory of Ctrl+Z. It is marked as deprecated, and here to stay.
  if (text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text)) return;
  // Where nothing can be typed, such as in a box that is not shown, the text counts more than its memory.
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Where two texts differ: from `start` to `end` in the first one. */
function changedPart(before: string, after: string): [start: number, end: number] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return [start, before.length - same];
}

/** Lends the focus to a box: nobody is told, since nobody has gone there. */
function withFocus(box: TextBox, work: () => void): void {
  const before = document.activeElement;
  const quiet = (event: Event): void => {
    event.stopImmediatePropagation();
  };
  for (const name of focusEvents) window.addEventListener(name, quiet, { capture: true });
  try {
    box.focus({ preventScroll: true });
    work();
    // A bar of the histogram is no HTML element, and can have the focus.
    if ((before instanceof HTMLElement || before instanceof SVGElement) && before !== document.body) before.focus({ preventScroll: true });
    else box.blur();
  } finally {
    for (const name of focusEvents) window.removeEventListener(name, quiet, { capture: true });
  }
}
