// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How large blocks are: contexts by their average size, in powers of two.
import type { Report } from './report';

export interface SizeClass {
  /** Smallest size; the largest is twice as much less one. */
  from: number;
  objects: number;
  bytes: number;
}

/** From the smallest class in use to the largest, none left out between. */
export function sizeClasses(report: Report, objects: number, bytes: number): SizeClass[] {
  const { values } = report.profile.sides[0];
  const kept = report.keptSamples;
  const sums = new Map<number, SizeClass>();
  for (let i = 0; i < values[objects].length; i++) {
    const count = values[objects][i], space = values[bytes][i];
    if (!count || (kept && !kept[i])) continue;
    const average = space / count;
    const power = average < 1 ? -1 : Math.floor(Math.log2(average) + 1e-9);
    let sum = sums.get(power);
    if (!sum) sums.set(power, sum = { from: power < 0 ? 0 : 2 ** power, objects: 0, bytes: 0 });
    sum.objects += count;
    sum.bytes += space;
  }
  const powers = [...sums.keys()].sort((a, b) => a - b);
  const result: SizeClass[] = [];
  for (let power = powers[0]; power <= powers[powers.length - 1]; power++)
    result.push(sums.get(power) ?? { from: power < 0 ? 0 : 2 ** power, objects: 0, bytes: 0 });
  return result;
}
