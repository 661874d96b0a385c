// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The data as flat arrays, which all views read.
import { readCoverage, type Coverage } from './coverage';
import type { AdviceData, Column, LensData, RunData, SourceData } from './data';
import type { Decoded } from './decode';
import { lazyList, lazyObject } from './lazy';

export interface Side {
  totals: number[];
  lost: number[];
  /** By lens, then by sample. */
  values: Float64Array[];
  contexts: number;
  sizes: boolean;
  details: Details;
  runs: RunData[];
  warnings: string[];
}

export interface Details {
  sample: Uint32Array;
  field: Uint8Array;
  value: Float64Array;
}

export interface Profile {
  title: string;
  fold: boolean;
  filters: string[];
  initial: { lens: string; by: string };
  lenses: LensData[];
  strings: string[];
  functions: {
    name: Uint32Array; linkage: Uint32Array; file: Uint32Array;
    line: Uint32Array; library: Uint8Array;
  };
  rows: { function: Uint32Array; line: Uint32Array };
  nodes: {
    depth: Uint32Array; row: Uint32Array; parent: Uint32Array;
    /** Where the node's subtree ends: the index behind its last node. */
    end: Uint32Array;
  };
  vias: { parent: Uint32Array; function: Uint32Array };
  samples: {
    node: Uint32Array; via: Uint32Array;
    tags: { name: string; title: string; label: boolean; values: Uint32Array }[];
  };
  sizeFrom: number[];
  lifeFrom: number[];
  sides: Side[];
  sources: SourceData[];
  advice: AdviceData[];
  readonly coverage: Coverage;
}

function linkNodes(depth: Uint32Array) {
  const count = depth.length;
  const parent = new Uint32Array(count), end = new Uint32Array(count);
  const open: number[] = [];
  for (let node = 0; node < count; node++) {
    for (; open.length > depth[node]; open.pop())
      end[open[open.length - 1]] = node;
    parent[node] = node === 0 ? 0 : open[open.length - 1];
    open.push(node);
  }
  for (const node of open) end[node] = count;
  return { parent, end };
}

/** What no view has asked for stays as it came. */
export function makeProfile({ json, columns }: Decoded): Profile {
  const words = (column: Column) => () => columns.words(column);
  const { functions, rows, nodes, vias, samples, sides } = json;
  const links = lazyObject({ all: () => linkNodes(profile.nodes.depth) });
  const coverage = lazyObject({ read: () => readCoverage(json.coverage, (column) => columns.words(column)) });
  const profile: Profile = {
    title: json.title,
    fold: json.fold,
    filters: json.filters,
    initial: json.initial,
    lenses: json.lenses,
    strings: json.strings,
    functions: lazyObject({
      name: words(functions.name),
      linkage: words(functions.linkage),
      file: words(functions.file),
      line: words(functions.line),
      library: () => columns.bytes(functions.library),
    }),
    rows: lazyObject({ function: words(rows.function), line: words(rows.line) }),
    nodes: lazyObject({
      depth: words(nodes.depth),
      row: words(nodes.row),
      parent: () => links.all.parent,
      end: () => links.all.end,
    }),
    vias: lazyObject({ parent: words(vias.parent), function: words(vias.function) }),
    samples: lazyObject({
      node: () => columns.sums(samples.node),
      via: words(samples.via),
      tags: () => samples.tags.map(({ name, title, label, values }) =>
        lazyObject({ name: () => name, title: () => title, label: () => !!label, values: words(values) })),
    }),
    sizeFrom: json.sizeFrom,
    lifeFrom: json.lifeFrom,
    sides: sides.map((side) => ({
      ...side,
      values: lazyList(side.values.length, (lens) => columns.doubles(side.values[lens])),
      details: lazyObject({
        sample: () => columns.sums(side.details.sample),
        field: () => columns.bytes(side.details.field),
        value: () => columns.doubles(side.details.value),
      }),
    })),
    sources: json.sources,
    advice: json.advice,
    get coverage() { return coverage.read; },
  };
  return profile;
}
