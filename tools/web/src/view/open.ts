// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a row of any view to the others.
import type { Granularity } from '../aggregate';
import type { Report } from '../report';
import { go, hashOf, stateNow, type State } from '../state';

/** Shows the source of a key; in the call tree if it has no file. */
export function openKey(report: Report, by: Granularity, key: number) {
  go(sourceOf(report, by, key));
}

export function sourceOf(report: Report, by: Granularity, key: number): Partial<State> {
  const { rows, functions } = report.profile;
  const row = report.keys[by].example[key], id = rows.function[row];
  const file = functions.file[id];
  if (!file)
    return { view: 'flame', root: rootOf(by, key), way: 'callers', zoom: '' };
  const line = by === 'lines' || by === 'places' ? rows.line[row]
    : by === 'functions' ? hottestLine(report, id) : 0;
  return { view: 'source', file, line, find: '' };
}

/** The line of a function that allocates most bytes, or its first. */
function hottestLine(report: Report, id: number): number {
  const { rows } = report.profile, cum = report.shown.tables.lines.cum[0];
  let best = 0, most = -1;
  for (let row = 1; row < rows.line.length; row++)
    if (rows.function[row] === id && cum[0][row] > most) {
      most = cum[0][row];
      best = rows.line[row];
    }
  return best;
}

export const rootOf = (by: Granularity, key: number) => `${by[0] === 'f' && by[1] === 'i' ? 'x' : by[0]}${key}`;

/** The granularity and key that a link's root means, if any. */
export function parseRoot(report: Report, root: string): { by: Granularity; key: number } | undefined {
  const match = /^([lfxp])(\d+)$/.exec(root);
  if (!match) return undefined;
  const by = { l: 'lines', f: 'functions', x: 'files', p: 'places' }[match[1]] as Granularity;
  const key = Number(match[2]);
  return key > 0 && key < report.keys[by].example.length ? { by, key } : undefined;
}

export const linkTo = (change: Partial<State>) => hashOf({ ...stateNow(), ...change });
