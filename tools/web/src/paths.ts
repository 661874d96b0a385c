// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Call paths grouped by line or function, in either direction: the steps that
// flame graph and call tree are made of. A step is made when it is looked at.
import type { Granularity } from './aggregate';
import type { Report } from './report';

/** Contexts that share a path of keys. */
export interface Step {
  /** In the table of the paths' granularity; 0: everything. */
  key: number;
  parent?: Step;
  /** By column of the paths. Widths and orders go by the first. */
  totals: number[];
  /** Towards callees: nodes whose subtrees are in it. Towards callers: nodes
   * that stand for it, with `weights` beside them, by column. */
  nodes: number[];
  weights?: number[][];
  children?: Step[];
}

export interface Paths {
  by: Granularity;
  way: 'callees' | 'callers';
  /** Columns of counts by node, its subtree included. */
  sums: Float64Array[];
  root: Step;
  /** What all paths lead through; absent: anything. */
  from?: { by: Granularity; key: number };
}

/** Nodes of \p key that are below no other such node. */
export function outermost(report: Report, by: Granularity, key: number): number[] {
  const { row, end } = report.profile.nodes;
  const { ofRow } = report.keys[by];
  const found: number[] = [];
  for (let node = 1; node < row.length;)
    if (ofRow[row[node]] === key) {
      found.push(node);
      node = end[node];
    } else node++;
  return found;
}

const sumOf = (list: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i];
  return sum;
};

/** A node's counts without those of the nodes below it. */
function ownCounts(report: Report, sums: Float64Array): Float64Array {
  const { parent } = report.profile.nodes;
  const own = sums.slice();
  for (let node = own.length - 1; node > 0; node--)
    own[parent[node]] -= sums[node];
  return own;
}

/** Paths from the threads' roots, or from the allocations to their callers; of
 * all contexts, or of those through one key of a table. */
export function makePaths(report: Report, sums: Float64Array[], by: Paths['by'],
                          way: Paths['way'], from?: Paths['from']): Paths {
  let nodes: number[], columns = sums;
  if (from) {
    nodes = outermost(report, from.by, from.key);
  } else if (way === 'callees') {
    nodes = [0];
  } else {
    columns = sums.map((column) => ownCounts(report, column));
    nodes = [];
    for (let node = 1; node < columns[0].length; node++) nodes.push(node);
  }
  nodes = nodes.filter((node) => columns.some((column) => column[node] !== 0));
  const weights = columns.map((column) => nodes.map((node) => column[node]));
  const root: Step = { key: 0, totals: weights.map(sumOf), nodes };
  if (way === 'callers') root.weights = weights;
  return { by, way, sums, root, from };
}

/** The steps behind \p step, largest first. */
export function childrenOf(report: Report, paths: Paths, step: Step): Step[] {
  if (step.children) return step.children;
  const { row, end, parent } = report.profile.nodes;
  const { ofRow } = report.keys[paths.by];
  const groups = new Map<number, Step>();
  const groupOf = (node: number): Step => {
    const key = ofRow[row[node]];
    let group = groups.get(key);
    if (!group) {
      group = { key, parent: step, totals: paths.sums.map(() => 0), nodes: [] };
      if (step.weights) group.weights = paths.sums.map(() => []);
      groups.set(key, group);
    }
    group.nodes.push(node);
    return group;
  };
  // Below the root of all callers come the allocating lines themselves.
  const itself = step === paths.root && !paths.from;
  if (step.weights) {
    for (let i = 0; i < step.nodes.length; i++) {
      const next = itself ? step.nodes[i] : parent[step.nodes[i]];
      if (next === 0) continue;
      const group = groupOf(next);
      for (let c = 0; c < step.weights.length; c++) {
        group.totals[c] += step.weights[c][i];
        group.weights![c].push(step.weights[c][i]);
      }
    }
  } else {
    for (const above of step.nodes)
      for (let node = above + 1; node < end[above]; node = end[node]) {
        if (paths.sums.every((column) => column[node] === 0)) continue;
        const group = groupOf(node);
        for (let c = 0; c < paths.sums.length; c++) group.totals[c] += paths.sums[c][node];
      }
  }
  step.children = [...groups.values()].sort((a, b) => b.totals[0] - a.totals[0] || a.key - b.key);
  return step.children;
}

/** What stays at the step itself, by column: allocated there, or no caller. */
export function ownTotals(report: Report, paths: Paths, step: Step): number[] {
  const own = step.totals.slice();
  for (const child of childrenOf(report, paths, step))
    child.totals.forEach((total, c) => { own[c] -= total; });
  return own;
}

/** The keys from below the root to \p step, as a link has them. */
export function pathOf(step: Step): string {
  const keys: string[] = [];
  for (let at: Step | undefined = step; at?.parent; at = at.parent)
    keys.push(at.key.toString(36));
  return keys.reverse().join('.');
}

/** The step that a link means; as far as the path leads. */
export function stepAt(report: Report, paths: Paths, path: string): Step {
  let step = paths.root;
  for (const text of path ? path.split('.') : []) {
    const key = parseInt(text, 36);
    const next = childrenOf(report, paths, step).find((child) => child.key === key);
    if (!next) break;
    step = next;
  }
  return step;
}
