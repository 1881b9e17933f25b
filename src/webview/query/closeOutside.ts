/** Calls `close` when the pointer is pressed outside of a popup, or the focus goes to another part of the page: a page that has lost it is not left. Ends with what it answers. */
export function closeOutside(popup: HTMLElement, close: () => void): () => void {
  const left = (event: Event): void => {
    const target = event.target as Element;
    // What opened it closes it by itself.
    if (target instanceof Element && !popup.contains(target) && !target.closest('[aria-expanded="true"]')) close();
  };
  for (const name of ["pointerdown", "focusin"]) window.addEventListener(name, left, { capture: true });
  return () => {
    for (const name of ["pointerdown", "focusin"]) window.removeEventListener(name, left, { capture: true });
  };
}
