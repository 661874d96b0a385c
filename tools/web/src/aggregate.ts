// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat and cum by function, line, file and source line: the same sums as
// tools/model/Rows.cpp makes. A context counts once for a row, however often the
// row is on its path. A table is made when a view first asks for it.
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

/** By side, lens and node: its own counts, and with those of all below it. */
export interface Sums {
  own: Float64Array[][];
  nodes: Float64Array[][];
}

export type KeyTables = Readonly<Record<Granularity, Keys>>;

export interface Aggregate extends Sums {
  tables: Readonly<Record<Granularity, Table>>;
  /** By side and lens: what the contexts that count come to. */
  kept: number[][];
}

/** Values that are made when they are first read. */
function lazily<T>(make: (by: Granularity) => T, ready: Partial<Record<Granularity, T>> = {}) {
  const made = { ...ready };
  const result = {} as Record<Granularity, T>;
  for (const by of GRANULARITIES)
    Object.defineProperty(result, by, { get: () => made[by] ??= make(by) });
  return result;
}

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
  return lazily((by) => {
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

const columns = (profile: Profile, length: number) =>
  profile.sides.map(() => profile.lenses.map(() => new Float64Array(length)));

/** `keep` is 1 for each sample that counts; without it all do. */
export function sumUp(profile: Profile, keep?: Uint8Array): Sums {
  const { nodes: { parent }, samples: { node } } = profile;
  const own = columns(profile, parent.length);
  profile.sides.forEach((side, s) => side.values.forEach((values, l) => {
    const column = own[s][l];
    for (let i = 0; i < values.length; i++)
      if (!keep || keep[i]) column[node[i]] += values[i];
  }));
  const nodes = own.map((lenses) => lenses.map((column) => {
    const sums = column.slice();
    for (let at = sums.length - 1; at > 0; at--) sums[parent[at]] += sums[at];
    return sums;
  }));
  return { own, nodes };
}

/** The tables of \p sums; \p ready are there already. */
export function aggregate(profile: Profile, keys: KeyTables, sums: Sums,
                          ready: Partial<Record<Granularity, Table>> = {}): Aggregate {
  return {
    ...sums,
    kept: sums.nodes.map((lenses) => lenses.map((column) => column[0])),
    tables: lazily((by) => tableOf(profile, keys[by], sums), ready),
  };
}

export function tableOf(profile: Profile, { ofRow, example }: Keys, sums: Sums): Table {
  const { row } = profile.nodes;
  const flat = columns(profile, example.length), cum = columns(profile, example.length);
  sums.own.forEach((lenses, s) => lenses.forEach((own, l) => {
    const column = flat[s][l];
    for (let node = 1; node < row.length; node++)
      if (own[node] !== 0) column[ofRow[row[node]]] += own[node];
  }));
  const firsts = firstNodes(profile, { ofRow, example });
  sums.nodes.forEach((lenses, s) => lenses.forEach((values, l) => {
    const column = cum[s][l];
    for (const node of firsts) column[ofRow[row[node]]] += values[node];
  }));
  return { flat, cum };
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
