// @ts-check

/**
 * Persistent append-only list: appending returns a new list that shares its items with the old one, in constant time.
 * @template T
 */
export class Growing {
  /** Shared by all that grew out of one another; each one sees its own length. @type {T[]} */
  #items;
  length;

  /** @param {T[]} [items] @param {number} [length] */
  constructor(items = [], length = 0) {
    this.#items = items;
    this.length = length;
  }

  /** @param {T} item @returns {Growing<T>} */
  with(item) {
    const isNewest = this.length > 0 && this.#items.length === this.length;
    const items = isNewest ? this.#items : this.#items.slice(0, this.length);
    items.push(item);
    return new Growing(items, this.length + 1);
  }

  /** @param {number} i @returns {T|undefined} */
  at(i) {
    return i < this.length ? this.#items[i] : undefined;
  }

  /** How many items at the beginning are below; `isBelow` is true up to some item and false from there on. @param {(item: T) => boolean} isBelow */
  countBelow(isBelow) {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(this.#items[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *[Symbol.iterator]() {
    for (let i = 0; i < this.length; i++) yield this.#items[i];
  }
}
