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

function ranks(values: Float64Array): { order: number[]; rank: Map<number, number> } {
  const order: number[] = [];
  for (let key = 1; key < values.length; key++) if (values[key] > 0) order.push(key);
  order.sort((a, b) => values[b] - values[a] || a - b);
  return { order, rank: new Map(order.map((key, i) => [key, i + 1])) };
}

/** The first of both orders, each once, with its rank in either. */
export function slopeItems(report: Report, by: Granularity, objects: number, bytes: number,
                           count: number): SlopeItem[] {
  const { flat } = report.shown.tables[by];
  const byObjects = ranks(flat[0][objects]), byBytes = ranks(flat[0][bytes]);
  const last = Math.max(byObjects.order.length, byBytes.order.length) + 1;
  const chosen = new Set([...byObjects.order.slice(0, count), ...byBytes.order.slice(0, count)]);
  const [allObjects, allBytes] = [objects, bytes].map((lens) => report.shown.kept[0][lens]);
  return [...chosen].map((key) => ({
    key,
    rankByObjects: byObjects.rank.get(key) ?? last,
    rankByBytes: byBytes.rank.get(key) ?? last,
    objects: flat[0][objects][key],
    bytes: flat[0][bytes][key],
    lean: leanOf(flat[0][objects][key], flat[0][bytes][key], allObjects, allBytes),
  }));
}
