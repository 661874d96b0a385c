// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is allocated at a source line: through which library code, of which type
// and kind, and who calls.
import type { Report } from './report';
import type { State } from './state';

export interface Part {
  /** What it is: a via, a string or a row, as the list says. */
  id: number;
  /** By lens. */
  values: number[];
}

export interface LineDetail {
  /** Rows of the profile: the functions that have the line. */
  rows: number[];
  vias: Part[];
  tags: { title: string; parts: Part[] }[];
  /** Rows that call the line's functions at this line's contexts. */
  callers: Part[];
  /** 1 for each sample that is the line's own and counts. */
  keep: Uint8Array;
}

const collect = () => new Map<number, number[]>();

/** One of these, or the first less the second. */
type Columns = Float64Array[][];

function add(to: Map<number, number[]>, id: number, [now, base]: Columns, at: number) {
  let sums = to.get(id);
  if (!sums) to.set(id, sums = now.map(() => 0));
  for (let lens = 0; lens < now.length; lens++) sums[lens] += now[lens][at] - (base?.[lens][at] ?? 0);
}

/** The largest first, whichever way it changed. */
const ranked = (from: Map<number, number[]>, lens: number): Part[] =>
  [...from].map(([id, values]) => ({ id, values }))
    .sort((a, b) => Math.abs(b.values[lens]) - Math.abs(a.values[lens]) || a.id - b.id);

export function detailOf(report: Report, place: number, lens: number, side: State['side']): LineDetail {
  const { rows, nodes, samples, sides } = report.profile;
  const of = (all: Columns): Columns => side === 'change' ? all : [all[side === 'base' ? 1 : 0] ?? all[0]];
  const { ofRow } = report.keys.places;
  const found: number[] = [];
  for (let row = 1; row < rows.line.length; row++)
    if (ofRow[row] === place) found.push(row);
  const here = new Set(found);

  const vias = collect(), callers = collect();
  const tags = samples.tags.map(() => collect());
  const values = of(sides.map((each) => each.values));
  const keep = new Uint8Array(samples.node.length);
  for (let i = 0; i < samples.node.length; i++)
    if (ofRow[nodes.row[samples.node[i]]] === place && (!report.keptSamples || report.keptSamples[i])) {
      keep[i] = 1;
      add(vias, samples.via[i], values, i);
      samples.tags.forEach((tag, t) => add(tags[t], tag.values[i], values, i));
    }
  // The outermost on each path, so that nothing counts twice.
  const sums = of(report.shown.nodes);
  for (let node = 1; node < nodes.row.length;)
    if (here.has(nodes.row[node])) {
      const above = nodes.parent[node];
      add(callers, above === 0 ? 0 : nodes.row[above], sums, node);
      node = nodes.end[node];
    } else node++;

  const cum = report.shown.tables.lines.cum[0][lens];
  return {
    rows: found.sort((a, b) => cum[b] - cum[a]),
    vias: ranked(vias, lens),
    tags: tags.map((of, t) => ({ title: samples.tags[t].title, parts: ranked(of, lens) }))
      .filter(({ parts }) => parts.some(({ id }) => id !== 0)),
    callers: ranked(callers, lens),
    keep,
  };
}

/** Functions from the outermost inwards, without \p own, which stands for itself. */
export function viaChain(report: Report, via: number, own: number): number[] {
  const { vias } = report.profile;
  const chain: number[] = [];
  for (; via !== 0; via = vias.parent[via]) chain.push(vias.function[via]);
  chain.reverse();
  return chain[0] === own ? chain.slice(1) : chain;
}
