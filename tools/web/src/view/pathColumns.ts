// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What flame graph and call tree count along the paths.
import type { Unit } from '../data';
import type { Paths } from '../paths';
import type { Report } from '../report';
import type { State } from '../state';

export interface PathColumn {
  what: 'first' | 'sibling' | 'base';
  title: string;
  unit: Unit;
  sums: Float64Array;
  total: number;
}

/** First the lens itself, which orders and sizes; then the other unit, and the
 * same of the base if two profiles are compared. */
export function pathColumns(report: Report, lens: number, side: State['side']): PathColumn[] {
  const { nodes } = report.shown;
  const family = report.familyOf(lens);
  const { unit } = report.profile.lenses[lens];
  const from = side === 'base' && report.compares ? 'base' : 'new';
  const title = (unit: Unit) => unit === 'bytes' ? 'Bytes' : 'Allocations';
  const column = (what: PathColumn['what'], index: number, which: State['side'], name: string): PathColumn => ({
    what, title: name, unit: report.profile.lenses[index].unit,
    sums: report.column(nodes, index, which), total: report.total(index, which),
  });
  const columns = [column('first', lens, from, title(unit))];
  const other = unit === 'bytes' ? family.objects : family.bytes;
  if (other !== undefined) columns.push(column('sibling', other, from, title(unit === 'bytes' ? 'objects' : 'bytes')));
  if (report.compares && from === 'new') columns.push(column('base', lens, 'base', `${title(unit)}, base`));
  return columns;
}

/** Keys whose text holds \p words, and what the paths through any come to. */
export function matchedShare(report: Report, paths: Paths, words: string): { keys: Set<number>; sum: number } {
  const keys = new Set<number>();
  if (!words) return { keys, sum: 0 };
  const { example, ofRow } = report.keys[paths.by];
  for (let key = 1; key < example.length; key++)
    if (report.describe(paths.by, key).full.toLowerCase().includes(words)) keys.add(key);
  const { row, end } = report.profile.nodes;
  let sum = 0;
  for (let node = 1; node < row.length;)
    if (keys.has(ofRow[row[node]])) {
      sum += paths.sums[0][node];
      node = end[node];
    } else node++;
  return { keys, sum };
}
