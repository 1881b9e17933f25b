import type { Span } from "./expression.ts";

/** A text made of another one, which knows where each of its characters stood there. */
export class MappedText {
  readonly text: string;
  /** Of each character, and of the end. */
  readonly #places: Uint32Array;

  constructor(text: string, places?: Uint32Array) {
    this.text = text;
    this.#places = places ?? Uint32Array.from({ length: text.length + 1 }, (_, at) => at);
  }

  /** Where a part of this text stands in the one that it was made of. */
  origin({ start, end }: Span): Span {
    const last = this.text.length;
    const place = (at: number) => this.#places[Math.min(Math.max(at, 0), last)] ?? 0;
    return { start: place(start), end: Math.max(place(start), place(end)) };
  }

  slice(start: number, end = this.text.length): MappedText {
    const last = Math.max(start, end);
    return new MappedText(this.text.slice(start, last), this.#places.slice(start, last + 1));
  }

  /** `shape` is global; what `make` gives stands for the whole match. */
  replace(shape: RegExp, make: (...match: string[]) => string): MappedText {
    const parts: string[] = [];
    const places: number[] = [];
    let before = 0;
    const keep = (end: number) => {
      parts.push(this.text.slice(before, end));
      for (let at = before; at < end; at++) places.push(this.#places[at] ?? 0);
    };
    for (const match of this.text.matchAll(shape)) {
      const made = make(...match);
      if (made === match[0]) continue;
      keep(match.index);
      parts.push(made);
      for (let at = 0; at < made.length; at++) places.push(this.#places[match.index] ?? 0);
      before = match.index + match[0].length;
    }
    if (before === 0 && parts.length === 0) return this;
    keep(this.text.length);
    places.push(this.#places[this.text.length] ?? 0);
    return new MappedText(parts.join(""), Uint32Array.from(places));
  }

  /** Undoes the percent-encoding of a URL's part; a percent sign that belongs to none stays. A plus sign is a blank where no other blank is. */
  decoded(): MappedText {
    const plus = /\s|%20/.test(this.text) ? this : this.replace(/\+(?!\d\d:\d\d)/g, () => " ");
    return plus.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  }

  trimmed(): MappedText {
    const start = this.text.length - this.text.trimStart().length;
    return this.slice(start, Math.max(start, this.text.trimEnd().length));
  }
}
