/** Remembers what it made of the last event: several members of a record are made from the same. */
export function ofLast<E extends object, T>(make: (event: E) => T): (event: E) => T {
  let last: E | undefined;
  let made: T;
  return (event) => {
    if (last !== event) {
      made = make(event);
      last = event;
    }
    return made;
  };
}
