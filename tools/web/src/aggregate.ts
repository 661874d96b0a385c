// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat and cum by function, line, file and source line: the same sums as
// tools/model/Rows.cpp makes. A context counts once for a row, however often the
// row is on its path. What no view has asked for is not made.
import { lazily, lazyList } from './lazy';
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
  const build = (keyOf: (row: number) => number): Keys => {
    const ids = new Map<number, number>();
    const ofRow = new Uint32Array(count);
    const example = [0];
    for (let row = 1; row < count; row++) {
      const key = keyOf(row);
      let id = ids.get(key);
      if (id === undefined) {
        id = example.length;
        ids.set(key, id);
        example.push(row);
      }
      ofRow[row] = id;
    }
    return { ofRow, example: Uint32Array.from(example) };
  };
  const file = (row: number) => functions.file[rows.function[row]];
  return byGranularity((by) => {
    switch (by) {
      case 'lines': {
        const same = Uint32Array.from({ length: count }, (_, row) => row);
        return { ofRow: same, example: same };
      }
      case 'functions': return build((row) => rows.function[row]);
      // What has no file stays apart by function.
      case 'files': return build((row) => file(row) || -rows.function[row]);
      case 'places': return build((row) => file(row)
        ? file(row) * 0x100000000 + rows.line[row] : -rows.function[row]);
    }
  });
}

/** `keep` is 1 for each sample that counts; without it all do. */
export function aggregate(profile: Profile, keys: KeyTables, keep?: Uint8Array): Aggregate {
  const add = (side: number, lens: number, to: Float64Array, at: (sample: number) => number) => {
    const values = profile.sides[side].values[lens];
    for (let i = 0; i < values.length; i++)
      if (!keep || keep[i]) to[at(i)] += values[i];
    return to;
  };
  const nodes = byLens(profile, (side, lens) => {
    const { nodes: { parent }, samples: { node } } = profile;
    const sums = add(side, lens, new Float64Array(parent.length), (i) => node[i]);
    for (let at = sums.length - 1; at > 0; at--) sums[parent[at]] += sums[at];
    return sums;
  });
  return {
    nodes,
    kept: byLens(profile, (side, lens) => add(side, lens, new Float64Array(1), () => 0)[0]),
    tables: byGranularity((by) => {
      const { nodes: { row }, samples: { node } } = profile, { ofRow, example } = keys[by];
      let firsts: Uint32Array | undefined;
      return {
        flat: byLens(profile, (side, lens) => add(side, lens, new Float64Array(example.length), (i) => ofRow[row[node[i]]])),
        cum: byLens(profile, (side, lens) => {
          const sums = new Float64Array(example.length), of = nodes[side][lens];
          for (const at of firsts ??= firstNodes(profile, keys[by])) sums[ofRow[row[at]]] += of[at];
          return sums;
        }),
      };
    }),
  };
}

/** The nodes whose key is on no node above them. */
function firstNodes(profile: Profile, { ofRow, example }: Keys): Uint32Array {
  const { depth, row } = profile.nodes;
  const active = new Uint32Array(example.length);
  const path: number[] = [];
  const firsts = new Uint32Array(row.length);
  let count = 0;
  for (let node = 1; node < row.length; node++) {
    while (path.length >= depth[node]) active[path.pop()!]--;
    const key = ofRow[row[node]];
    if (active[key]++ === 0) firsts[count++] = node;
    path.push(key);
  }
  return firsts.subarray(0, count);
}
