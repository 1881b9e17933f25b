/** Row numbers by id. A Map of a million ids spends its time on fetching strings from memory; here one is looked at only when its hash fits. */
export class IdTable {
  readonly #ids: string[] = [];
  readonly #rows: number[] = [];
  /** Open addressing: the number of an id plus one, or 0, and beside it the id's hash. */
  #places = new Int32Array(2048);
  #hashes = new Int32Array(2048);

  /** The row of a known id; else undefined, and the id is now known to have the row `ifNew`. */
  add(id: string, ifNew: number): number | undefined {
    const hash = hashOf(id);
    const place = this.#find(id, hash);
    const known = this.#places[place] ?? 0;
    if (known > 0) return this.#rows[known - 1];
    this.#places[place] = this.#ids.push(id);
    this.#hashes[place] = hash;
    this.#rows.push(ifNew);
    if (this.#ids.length * 2 > this.#places.length) this.#grow();
    return undefined;
  }

  get(id: string): number | undefined {
    const known = this.#places[this.#find(id, hashOf(id))] ?? 0;
    return known > 0 ? this.#rows[known - 1] : undefined;
  }

  /** Where the id is, or has to be put. */
  #find(id: string, hash: number): number {
    const [places, hashes] = [this.#places, this.#hashes];
    const mask = places.length - 1;
    let place = hash & mask;
    for (let known = places[place] ?? 0; known > 0; known = places[place] ?? 0) {
      if (hashes[place] === hash && this.#ids[known - 1] === id) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const [places, hashes] = [this.#places, this.#hashes];
    const size = places.length * 4;
    const mask = size - 1;
    this.#places = new Int32Array(size);
    this.#hashes = new Int32Array(size);
    for (let from = 0; from < places.length; from++) {
      const known = places[from] ?? 0;
      if (known === 0) continue;
      const hash = hashes[from] ?? 0;
      let place = hash & mask;
      while ((this.#places[place] ?? 0) > 0) place = (place + 1) & mask;
      this.#places[place] = known;
      this.#hashes[place] = hash;
    }
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
