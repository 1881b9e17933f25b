/** Follows the pointer from a press to its release; `moved` tells whether it went further than a click does. Escape ends it as `end(true, true)`. */
export function pointerDrag(
  start: PointerEvent,
  handlers: { move(deltaX: number, deltaY: number, event: PointerEvent): void; end(moved: boolean, cancelled: boolean): void },
): void {
  const ending = new AbortController();
  const { signal } = ending;
  let moved = false;
  const end = (cancelled: boolean): void => {
    ending.abort();
    handlers.end(moved, cancelled);
  };
  const move = (event: PointerEvent): void => {
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    moved ||= Math.hypot(x, y) > 4;
    if (moved) handlers.move(x, y, event);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(true);
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener(
    "pointerup",
    () => {
      end(false);
    },
    { signal },
  );
  window.addEventListener(
    "pointercancel",
    () => {
      end(true);
    },
    { signal },
  );
  window.addEventListener("keydown", key, { signal, capture: true });
}
