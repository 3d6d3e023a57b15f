import { badInput } from '../../errors.ts';

/** Numbers whole numbers in the order in which they are first met, from 0. A table of its own: a Map of a million lookups takes as long as all else together. */
export class Numbering {
  readonly #most: number;
  #keys = new Float64Array(1024);
  /** The number of the key in the same slot, plus 1; 0 for none. */
  #numbers = new Uint32Array(1024);
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** Throws BAD_INPUT when there are too many. */
  number(key: number): number {
    const slot = this.#slot(key);
    const known = this.#numbers[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.#size === this.#most)
      throw badInput(`groupBy: this makes more than ${this.#most} groups; group by less, or filter.`);
    this.#keys[slot] = key;
    this.#size += 1;
    this.#numbers[slot] = this.#size;
    const number = this.#size - 1;
    if (this.#size * 2 > this.#keys.length) this.#grow();
    return number;
  }

  /** Where the key is, or belongs. */
  #slot(key: number): number {
    const last = this.#keys.length - 1;
    const mixed = Math.imul((key >>> 0) ^ Math.imul((key / 2 ** 32) >>> 0, 0x85ebca6b), 0x9e3779b1);
    for (let slot = (mixed ^ (mixed >>> 15)) & last; ; slot = (slot + 1) & last) {
      if (this.#numbers[slot] === 0 || this.#keys[slot] === key) return slot;
    }
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Float64Array(keys.length * 4);
    this.#numbers = new Uint32Array(keys.length * 4);
    for (const [slot, number] of numbers.entries()) {
      if (number === 0) continue;
      const key = keys[slot] ?? 0;
      const place = this.#slot(key);
      this.#keys[place] = key;
      this.#numbers[place] = number;
    }
  }
}
