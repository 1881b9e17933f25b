const bits = 1 << 16;
const longest = 3;

/** Which one, two and three characters in a row many texts have: a text with others is in none of them. */
export class TextTraces {
  readonly #seen = new Uint8Array(bits >> 3);

  add(text: string): void {
    for (let at = 0; at < text.length; at++) {
      let hash = 0;
      for (let length = 1; length <= longest && at + length <= text.length; length++) {
        hash = next(hash, text.charCodeAt(at + length - 1));
        this.#seen[hash >> 3] = (this.#seen[hash >> 3] ?? 0) | (1 << (hash & 7));
      }
    }
  }

  /** False when no text has it. */
  mayHave(text: string): boolean {
    for (let at = 0; at + Math.min(longest, text.length) <= text.length; at++) {
      let hash = 0;
      for (let index = at; index < Math.min(at + longest, text.length); index++) hash = next(hash, text.charCodeAt(index));
      if (!((this.#seen[hash >> 3] ?? 0) & (1 << (hash & 7)))) return false;
    }
    return true;
  }
}

const next = (hash: number, code: number): number => (Math.imul(hash + code + 1, 0x9e3779b1) >>> 16) & (bits - 1);
