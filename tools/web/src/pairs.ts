// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers for pairs of numbers, in the order in which they come: a hash table in
// flat arrays (open addressing), several times as fast as a Map for these.

export class Pairs {
  /** By number. */
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  count = 0;
  /** Number of a pair, plus 1; 0: free. */
  private readonly slots: Uint32Array;

  /** For at most so many different pairs. */
  constructor(most: number) {
    this.first = new Uint32Array(most);
    this.second = new Uint32Array(most);
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  }

  /** Of two numbers of 32 bits. */
  numberOf(first: number, second: number): number {
    const { slots } = this, mask = slots.length - 1;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = slot + 1 & mask) {
      const number = slots[slot] - 1;
      if (number < 0) {
        this.first[this.count] = first;
        this.second[this.count] = second;
        slots[slot] = ++this.count;
        return this.count - 1;
      }
      if (this.first[number] === first && this.second[number] === second) return number;
    }
  }
}
