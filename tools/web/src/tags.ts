// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tags say of the rows of a table: which value weighs most.
import { keysOfSamples, type Granularity } from './aggregate';
import { Pairs } from './pairs';
import type { Report } from './report';

export interface Dominant {
  /** String id of the value; 0: not known. */
  value: number;
  /** How many other values there are. */
  others: number;
}

/** Tags with any value known, with their index. */
export function usedTags(report: Report) {
  return report.profile.samples.tags
    .map((tag, index) => ({ ...tag, index }))
    .filter(({ values }) => values.some((value) => value !== 0));
}

/** A focus that means exactly these values of a tag. */
export const focusOn = (tag: string, value: string) =>
  `${tag}=^${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;

export interface TagShare {
  /** String id; 0: not known. */
  value: number;
  /** By side and lens. */
  sums: number[][];
}

/** What each value of a tag comes to in some lenses, the largest first by the first. */
export function tagShares(report: Report, tag: number, lenses: number[]): TagShare[] {
  const { samples, sides } = report.profile;
  const keep = report.keptSamples, { values } = samples.tags[tag];
  const shares: TagShare[] = [];
  const numberOf = new Uint32Array(report.profile.strings.length); // Of its share, from 1.
  const shareOf = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++)
    shareOf[i] = (numberOf[values[i]] ||= shares.push({ value: values[i], sums: sides.map(() => []) })) - 1;
  sides.forEach((side, s) => {
    for (const lens of lenses) {
      const sums = new Float64Array(shares.length), counts = side.values[lens];
      for (let i = 0; i < counts.length; i++)
        if (!keep || keep[i]) sums[shareOf[i]] += counts[i];
      shares.forEach((share, i) => { share.sums[s][lens] = sums[i]; });
    }
  });
  const weight = ({ sums }: TagShare) => Math.max(...sums.map((side) => side[lenses[0]]));
  return shares.sort((a, b) => weight(b) - weight(a) || a.value - b.value);
}

/** By key of a table: the value with the largest weight in a lens. */
export function dominantTags(report: Report, by: Granularity, tag: number,
                             lens: number): Map<number, Dominant> {
  const { samples, sides } = report.profile;
  const values = samples.tags[tag].values, weights = sides[0].values[lens];
  const keys = keysOfSamples(report.profile, report.keys[by]);
  const pairs = new Pairs(values.length), sums = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) sums[pairs.numberOf(keys[i], values[i])] += weights[i];
  const result = new Map<number, Dominant>(), most = new Map<number, number>();
  for (let pair = 0; pair < pairs.count; pair++) {
    const key = pairs.first[pair], value = pairs.second[pair], weight = sums[pair];
    const known = result.get(key);
    if (!known) result.set(key, { value, others: 0 });
    else {
      known.others++;
      if (weight <= most.get(key)!) continue;
      known.value = value;
    }
    most.set(key, weight);
  }
  return result;
}
