// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which rows lead by allocations, which by bytes, and how far they jump.
import type { Granularity } from './aggregate';
import type { Report } from './report';

export type Lean = 'objects' | 'bytes' | 'even';

export interface SlopeItem {
  key: number;
  /** From 1; by flat. */
  rankByObjects: number;
  rankByBytes: number;
  objects: number;
  bytes: number;
  /** Small blocks by number, large blocks by bytes, or near the average. */
  lean: Lean;
}

/** Blocks this many times smaller or larger than average are worth a word. */
const FAR = 4;

export function leanOf(objects: number, bytes: number, allObjects: number, allBytes: number): Lean {
  if (!objects || !allObjects || !allBytes) return 'even';
  const ratio = bytes / objects / (allBytes / allObjects);
  return ratio <= 1 / FAR ? 'objects' : ratio >= FAR ? 'bytes' : 'even';
}

/** Whether \p a comes before \p b: more of a value, or the same and an earlier key. */
const leads = (values: Float64Array, a: number, b: number) =>
  values[a] > values[b] || (values[a] === values[b] && a < b);

/** The \p count keys that lead, in order, of all that have something. */
function leaders(values: Float64Array, count: number): number[] {
  const first: number[] = [];
  for (let key = 1; key < values.length; key++) {
    if (!(values[key] > 0) || (first.length === count && !leads(values, key, first[count - 1]))) continue;
    let place = first.length;
    while (place > 0 && leads(values, key, first[place - 1])) place--;
    first.splice(place, 0, key);
    first.length = Math.min(first.length, count);
  }
  return first;
}

/** From 1; of what has nothing, behind all others. */
function ranksOf(values: Float64Array, keys: number[]): Map<number, number> {
  const order = keys.slice().sort((a, b) => (leads(values, a, b) ? -1 : 1));
  /** By place in that order: how many of all keys come right before. */
  const before = order.map(() => 0);
  for (let key = 1; key < values.length; key++) {
    if (!(values[key] > 0)) continue;
    let low = 0, high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (leads(values, key, order[middle])) high = middle;
      else low = middle + 1;
    }
    if (low < order.length) before[low]++;
  }
  let rank = 1;
  return new Map(order.map((key, i) => [key, rank += before[i]]));
}

/** The first of both orders, each once, with its rank in either. */
export function slopeItems(report: Report, by: Granularity, objects: number, bytes: number,
                           count: number): SlopeItem[] {
  const { flat } = report.shown.tables[by];
  const [byObjects, byBytes] = [flat[0][objects], flat[0][bytes]];
  const chosen = [...new Set([...leaders(byObjects, count), ...leaders(byBytes, count)])];
  const objectRanks = ranksOf(byObjects, chosen), byteRanks = ranksOf(byBytes, chosen);
  const [allObjects, allBytes] = [objects, bytes].map((lens) => report.shown.kept[0][lens]);
  return chosen.map((key) => ({
    key,
    rankByObjects: objectRanks.get(key)!,
    rankByBytes: byteRanks.get(key)!,
    objects: byObjects[key],
    bytes: byBytes[key],
    lean: leanOf(byObjects[key], byBytes[key], allObjects, allBytes),
  }));
}
