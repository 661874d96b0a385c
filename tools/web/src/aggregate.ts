// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat and cum by function, line, file and source line: the same sums as
// tools/model/Rows.cpp makes. A context counts once for a row, however often the
// row is on its path. What no view has asked for is not made.
import { lazily, lazyList, lazyObject } from './lazy';
import { Pairs } from './pairs';
import type { Profile } from './profile';

/** `places` are lines of files, whatever the function (templates, inlining). */
export const GRANULARITIES = ['lines', 'functions', 'files', 'places'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** Which row of a table each line belongs to. */
export interface Keys {
  /** By row of the profile. */
  ofRow: Uint32Array;
  /** By key: one of its rows of the profile, to find names by. */
  example: Uint32Array;
}

/** By side and lens; each is made when it is first read. */
type Columns = Float64Array[][];

export interface Table {
  /** By side, lens and key. */
  flat: Columns;
  cum: Columns;
}

export type KeyTables = Readonly<Record<Granularity, Keys>>;

export interface Aggregate {
  /** By side, lens and node: its counts with those of all below it. */
  nodes: Columns;
  tables: Readonly<Record<Granularity, Table>>;
  /** By side and lens: what the contexts that count come to. */
  kept: number[][];
}

const byGranularity = <T>(make: (by: Granularity) => T) =>
  lazily({} as Record<Granularity, T>, GRANULARITIES, make);

/** A list for each side, by lens. */
const byLens = <T>({ sides, lenses }: Profile, make: (side: number, lens: number) => T): T[][] =>
  sides.map((_, side) => lazyList(lenses.length, (lens) => make(side, lens)));

export function makeKeys(profile: Profile): KeyTables {
  const { rows, functions } = profile;
  const count = rows.line.length;
  /** Rows of the same owner, and of the same line where there is one, are one. */
  const build = (ownerOf: (row: number) => number, lineOf: (row: number) => number): Keys => {
    const pairs = new Pairs(count);
    const ofRow = new Uint32Array(count), example = [0];
    for (let row = 1; row < count; row++) {
      const key = pairs.numberOf(ownerOf(row), lineOf(row)) + 1;
      if (key === example.length) example.push(row);
      ofRow[row] = key;
    }
    return { ofRow, example: Uint32Array.from(example) };
  };
  const file = (row: number) => functions.file[rows.function[row]];
  // What has no file stays apart by function.
  const owner = (row: number) => (file(row) ? 2 * file(row) : 2 * rows.function[row] + 1);
  const none = () => 0;
  return byGranularity((by) => {
    switch (by) {
      case 'lines': {
        const same = Uint32Array.from({ length: count }, (_, row) => row);
        return { ofRow: same, example: same };
      }
      case 'functions': return build((row) => rows.function[row], none);
      case 'files': return build(owner, none);
      case 'places': return build(owner, (row) => (file(row) ? rows.line[row] : 0));
    }
  });
}

/** `keep` is 1 for each sample that counts; without it all do. */
export function aggregate(profile: Profile, keys: KeyTables, keep?: Uint8Array): Aggregate {
  /** Adds each sample's value to the entry that \p place has for the sample. */
  const add = (side: number, lens: number, to: Float64Array, place: Uint32Array) => {
    const values = profile.sides[side].values[lens];
    for (let i = 0; i < values.length; i++)
      if (!keep || keep[i]) to[place[i]] += values[i];
    return to;
  };
  const nodes = byLens(profile, (side, lens) => {
    const { nodes: { parent }, samples: { node } } = profile;
    const sums = add(side, lens, new Float64Array(parent.length), node);
    for (let at = sums.length - 1; at > 0; at--) sums[parent[at]] += sums[at];
    return sums;
  });
  return {
    nodes,
    kept: byLens(profile, (side, lens) => {
      const values = profile.sides[side].values[lens];
      let sum = 0;
      for (let i = 0; i < values.length; i++) if (!keep || keep[i]) sum += values[i];
      return sum;
    }),
    tables: byGranularity((by) => {
      const count = () => new Float64Array(keys[by].example.length);
      const on = lazyObject({ samples: () => keysOfSamples(profile, keys[by]), paths: () => firstNodes(profile, keys[by]) });
      return {
        flat: byLens(profile, (side, lens) => add(side, lens, count(), on.samples)),
        cum: byLens(profile, (side, lens) => {
          const sums = count(), of = nodes[side][lens], { node, key } = on.paths;
          for (let i = 0; i < node.length; i++) sums[key[i]] += of[node[i]];
          return sums;
        }),
      };
    }),
  };
}

/** By sample: its own key. */
export function keysOfSamples({ nodes: { row }, samples: { node } }: Profile, { ofRow }: Keys): Uint32Array {
  const keys = new Uint32Array(node.length);
  for (let i = 0; i < keys.length; i++) keys[i] = ofRow[row[node[i]]];
  return keys;
}

/** The nodes whose key is on no node above them, and these keys. */
function firstNodes(profile: Profile, { ofRow, example }: Keys): { node: Uint32Array; key: Uint32Array } {
  const { depth, row } = profile.nodes;
  const active = new Uint32Array(example.length);
  const path: number[] = [];
  const firsts = new Uint32Array(row.length), keys = new Uint32Array(row.length);
  let count = 0;
  for (let node = 1; node < row.length; node++) {
    while (path.length >= depth[node]) active[path.pop()!]--;
    const key = ofRow[row[node]];
    if (active[key]++ === 0) {
      firsts[count] = node;
      keys[count++] = key;
    }
    path.push(key);
  }
  return { node: firsts.subarray(0, count), key: keys.subarray(0, count) };
}
