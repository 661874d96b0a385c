// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How allocations spread over sizes and lifetimes, and what realloc did.
import type { Report } from './report';

export interface SizeClass {
  /** Smallest size; the class ends below the next one's. */
  from: number;
  /** Below that; 0: any. */
  to: number;
  objects: number;
  bytes: number;
}

export interface LifeClass {
  title: string;
  hint: string;
  objects: number;
}

export interface Reallocs { reallocs: number; growths: number; moves: number; copied: number }

/** Which samples count; undefined: all. */
type Keep = Uint8Array | undefined;

function classOf(from: number[], size: number): number {
  let index = 0;
  while (index + 1 < from.length && from[index + 1] <= size) index++;
  return index;
}

/** True if blocks are counted by their own size and not by a context's average. */
export const sizesKnown = (report: Report, objects: number, side = 0) =>
  report.profile.lenses[objects].name === 'alloc_objects' && report.profile.sides[side].sizes;

/** From the smallest class in use to the largest, none left out between. Only
 * numbers are recorded by class: the bytes of a sample with several classes are
 * shared out by the middle of each class. */
export function sizeClasses(report: Report, objects: number, bytes: number, keep: Keep = report.keptSamples,
                            side = 0): SizeClass[] {
  const { profile } = report;
  const { values, details } = profile.sides[side];
  const { sizeFrom } = profile;
  const known = sizesKnown(report, objects, side);
  const sums = sizeFrom.map((from, i) => ({ from, to: sizeFrom[i + 1] ?? 0, objects: 0, bytes: 0 }));
  const middle = sizeFrom.map((from, i) => (from + (sizeFrom[i + 1] ?? from * 2)) / 2);
  const counts = values[objects], spaces = values[bytes], { sample, field: fields, value } = details;
  for (let i = 0, end = 0; i < counts.length; i++) {
    const begin = end; // Of the sample's details.
    while (end < sample.length && sample[end] === i) end++;
    const count = counts[i], space = spaces[i];
    if (!count || (keep && !keep[i])) continue;
    let weight = 0;
    if (known)
      for (let at = begin; at < end; at++)
        if (fields[at] < sizeFrom.length) weight += value[at] * middle[fields[at]];
    if (weight === 0) {
      const sum = sums[classOf(sizeFrom, space / count)];
      sum.objects += count;
      sum.bytes += space;
    } else for (let at = begin; at < end; at++) {
      const field = fields[at];
      if (field >= sizeFrom.length) continue;
      sums[field].objects += value[at];
      sums[field].bytes += space * value[at] * middle[field] / weight;
    }
  }
  let begin = 0, end = sums.length;
  while (begin < end && sums[begin].objects === 0) begin++;
  while (end > begin && sums[end - 1].objects === 0) end--;
  return sums.slice(begin, end);
}

/** By lens name; -1: not in this profile. */
const lensOf = (report: Report, name: string) => report.profile.lenses.findIndex((lens) => lens.name === name);

const UNITS = ['B', 'kB', 'MB', 'GB'];
const round = (bytes: number) => {
  let unit = 0;
  for (; bytes >= 1024; unit++) bytes /= 1024;
  return `${bytes} ${UNITS[unit]}`;
};

/** What became of the allocations; undefined: lifetimes were not recorded. */
export function lifeClasses(report: Report, keep: Keep = report.keptSamples, side = 0): LifeClass[] | undefined {
  const { profile } = report;
  const { values, details } = profile.sides[side];
  const { lifeFrom, sizeFrom } = profile;
  if (lensOf(report, 'temp_objects') < 0) return undefined;
  const freed = lifeFrom.map(() => 0);
  for (let at = 0; at < details.field.length; at++) {
    const life = details.field[at] - sizeFrom.length;
    if (life >= 0 && life < lifeFrom.length && (!keep || keep[details.sample[at]])) freed[life] += details.value[at];
  }
  const sum = (lens: number) => lens < 0 ? 0 : values[lens].reduce((all, value, i) => (!keep || keep[i] ? all + value : all), 0);
  const made = sum(lensOf(report, 'alloc_objects')), inuse = sum(lensOf(report, 'inuse_objects'));
  const classes: LifeClass[] = freed.map((objects, i) => ({
    objects,
    title: i === 0 ? 'temporary' : i + 1 < lifeFrom.length ? `< ${round(lifeFrom[i + 1])}` : `≥ ${round(lifeFrom[i])}`,
    hint: i === 0 ? 'Freed before its thread allocated again'
      : `Freed after the process allocated ${round(lifeFrom[i])} or more` +
        (i + 1 < lifeFrom.length ? `, but less than ${round(lifeFrom[i + 1])}` : ''),
  }));
  classes.push({ title: 'in use', hint: 'Not freed yet', objects: inuse });
  const rest = made - inuse - freed.reduce((all, each) => all + each, 0);
  if (rest > 0)
    classes.push({ title: 'elsewhere', hint: 'Freed by another thread, or of a block too small for its birth to be noted', objects: rest });
  return classes;
}

/** What realloc did. */
export function reallocsOf(report: Report, keep: Keep, side = 0): Reallocs {
  const { details } = report.profile.sides[side];
  const base = report.profile.sizeFrom.length + report.profile.lifeFrom.length;
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < details.field.length; at++)
    if (details.field[at] >= base && (!keep || keep[details.sample[at]])) sums[details.field[at] - base] += details.value[at];
  const [reallocs, growths, moves, copied] = sums;
  return { reallocs, growths, moves, copied };
}
