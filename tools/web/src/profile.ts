// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The data as flat arrays: what crosses from the worker to the page, and what
// all views read.
import type { AdviceData, LensData, ReportJson, RunData, SourceData } from './data';

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
}

/** Each number came less the one before. */
function sums(list: number[]): Uint32Array {
  const result = words(list);
  for (let i = 1; i < result.length; i++) result[i] += result[i - 1];
  return result;
}

const words = (list: number[]) => Uint32Array.from(list);

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

export function makeProfile(json: ReportJson): Profile {
  const depth = words(json.nodes.depth);
  return {
    title: json.title,
    fold: json.fold,
    filters: json.filters,
    initial: json.initial,
    lenses: json.lenses,
    strings: json.strings,
    functions: {
      name: words(json.functions.name),
      linkage: words(json.functions.linkage),
      file: words(json.functions.file),
      line: words(json.functions.line),
      library: Uint8Array.from(json.functions.library),
    },
    rows: {
      function: words(json.rows.function),
      line: words(json.rows.line),
    },
    nodes: { depth, row: words(json.nodes.row), ...linkNodes(depth) },
    vias: {
      parent: words(json.vias.parent),
      function: words(json.vias.function),
    },
    samples: {
      node: sums(json.samples.node),
      via: words(json.samples.via),
      tags: json.samples.tags.map(({ name, title, label, values }) =>
        ({ name, title, label: !!label, values: words(values) })),
    },
    sizeFrom: json.sizeFrom,
    lifeFrom: json.lifeFrom,
    sides: json.sides.map((side) => ({
      ...side,
      values: side.values.map((list) => Float64Array.from(list)),
      details: {
        sample: sums(side.details.sample),
        field: Uint8Array.from(side.details.field),
        value: Float64Array.from(side.details.value),
      },
    })),
    sources: json.sources,
    advice: json.advice,
  };
}

/** All buffers that can move to another thread without a copy. */
export function buffersOf(value: unknown, found: ArrayBuffer[] = []): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) found.push(value.buffer as ArrayBuffer);
  else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const each of value) buffersOf(each, found);
  } else if (value && typeof value === 'object')
    for (const each of Object.values(value)) buffersOf(each, found);
  return found;
}
