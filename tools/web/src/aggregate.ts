// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat and cum by function, line, file and source line: the same sums as
// tools/model/Rows.cpp makes. A context counts once for a row, however often the
// row is on its path.
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

export interface Table {
  /** By side, lens and key. */
  flat: Float64Array[][];
  cum: Float64Array[][];
}

export interface Aggregate {
  /** By side, lens and node: its own counts and those of all below it. */
  nodes: Float64Array[][];
  tables: Record<Granularity, Table>;
  /** By side and lens: what the contexts that count come to. */
  kept: number[][];
}

export type KeyTables = Record<Granularity, Keys>;

export function makeKeys(profile: Profile): KeyTables {
  const { rows, functions } = profile;
  const count = rows.line.length;
  const build = (keyOf: (row: number) => string | number): Keys => {
    const ids = new Map<string | number, number>();
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
  return {
    lines: build((row) => row),
    functions: build((row) => rows.function[row]),
    // What has no file stays apart by function.
    files: build((row) => file(row) || -rows.function[row]),
    places: build((row) => file(row)
      ? file(row) * 0x100000000 + rows.line[row] : -rows.function[row]),
  };
}

const columns = (profile: Profile, length: number) =>
  profile.sides.map(() => profile.lenses.map(() => new Float64Array(length)));

/** `keep` is 1 for each sample that counts; without it all do. */
export function aggregate(profile: Profile, keys: KeyTables,
                          keep?: Uint8Array): Aggregate {
  const { nodes, samples } = profile;
  const count = nodes.row.length;
  const sums = columns(profile, count);
  const kept = profile.sides.map(() => profile.lenses.map(() => 0));
  const tables = {} as Record<Granularity, Table>;
  for (const by of GRANULARITIES) {
    const { ofRow, example } = keys[by];
    const flat = columns(profile, example.length);
    profile.sides.forEach((side, s) => side.values.forEach((values, l) => {
      const column = flat[s][l];
      for (let i = 0; i < values.length; i++)
        if (!keep || keep[i])
          column[ofRow[nodes.row[samples.node[i]]]] += values[i];
    }));
    tables[by] = { flat, cum: columns(profile, example.length) };
  }
  profile.sides.forEach((side, s) => side.values.forEach((values, l) => {
    const column = sums[s][l];
    for (let i = 0; i < values.length; i++)
      if (!keep || keep[i]) column[samples.node[i]] += values[i];
    for (let node = count - 1; node > 0; node--)
      column[nodes.parent[node]] += column[node];
    kept[s][l] = column[0];
  }));
  for (const by of GRANULARITIES)
    addCum(profile, keys[by], sums, tables[by]);
  return { nodes: sums, tables, kept };
}

/** Goes through the paths and counts each key where it first occurs. */
function addCum(profile: Profile, keys: Keys, sums: Float64Array[][],
                table: Table) {
  const { depth, row } = profile.nodes;
  const active = new Uint32Array(keys.example.length);
  const path: number[] = [];
  const firsts: number[] = []; // pairs: node, key
  for (let node = 1; node < row.length; node++) {
    for (; path.length >= depth[node];) active[path.pop()!]--;
    const key = keys.ofRow[row[node]];
    if (active[key]++ === 0) firsts.push(node, key);
    path.push(key);
  }
  sums.forEach((lenses, s) => lenses.forEach((values, l) => {
    const cum = table.cum[s][l];
    for (let i = 0; i < firsts.length; i += 2)
      cum[firsts[i + 1]] += values[firsts[i]];
  }));
}
