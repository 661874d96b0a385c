// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the program could have allocated and did not: sites by file and by line.
import type { CoverageData, Column } from './data';
import { formatCount, formatExact } from './format';

/** How many sites there are, and how many of them were reached. */
export interface Sites {
  allocations: number;
  allocationsReached: number;
  calls: number;
  callsReached: number;
}

/** `may`: a call of library code that allocated nothing. */
export const STATES = ['unreached', 'may', 'elided'] as const;
export type NoteState = (typeof STATES)[number];

export interface LineCover extends Sites {
  /** Allocations that were not made; `text` is a string id. */
  notes: { state: NoteState; text: number }[];
}

export interface Coverage {
  /** Of at least one program or library. */
  known: boolean;
  remarks: string[];
  /** By string id of the path. */
  files: Map<number, Sites>;
  /** By string id of the path, then by line. */
  lines: Map<number, Map<number, LineCover>>;
}

export function readCoverage(data: CoverageData, words: (column: Column) => Uint32Array): Coverage {
  const sitesOf = (from: CoverageData['files']) => {
    const file = words(from.file), allocations = words(from.allocations), allocationsReached = words(from.allocationsReached);
    const calls = words(from.calls), callsReached = words(from.callsReached);
    return Array.from(file, (id, i) => ({ file: id, sites: {
      allocations: allocations[i], allocationsReached: allocationsReached[i], calls: calls[i], callsReached: callsReached[i] } }));
  };
  const files = new Map(sitesOf(data.files).map(({ file, sites }) => [file, sites]));
  const lines: Coverage['lines'] = new Map();
  const numbers = words(data.lines.line);
  const covers = sitesOf(data.lines).map(({ file, sites }, i) => {
    const cover: LineCover = { ...sites, notes: [] };
    let ofFile = lines.get(file);
    if (!ofFile) lines.set(file, ofFile = new Map());
    ofFile.set(numbers[i], cover);
    return cover;
  });
  const state = words(data.notes.state), text = words(data.notes.text);
  words(data.notes.of).forEach((line, i) => covers[line].notes.push({ state: STATES[state[i]], text: text[i] }));
  return { known: data.known, remarks: data.remarks, files, lines };
}

/** What marks a line; `counted`: something was allocated at it or below. */
export function marksOf(cover: LineCover | undefined, counted: boolean): NoteState[] {
  if (!cover) return [];
  const has = (state: NoteState) => cover.notes.some((note) => note.state === state);
  const marks: NoteState[] = [];
  // Of a line that allocates, the rest is told in its panel.
  if (!counted && cover.allocationsReached === 0 && has('unreached')) marks.push('unreached');
  else if (!counted && has('may') && !has('unreached')) marks.push('may');
  if (has('elided')) marks.push('elided');
  return marks;
}

export const MARKS: Record<NoteState, { chip: string; title: string; meaning: string }> = {
  unreached: { chip: 'not reached', title: 'Not reached', meaning: 'Allocations that the program has here and no run made' },
  may: { chip: 'may allocate', title: 'Could allocate', meaning: 'Calls of library code that allocated nothing' },
  elided: { chip: 'elided', title: 'Elided by the optimiser', meaning: 'Allocations of the source that the program does not have' },
};

/** "3 of 4 allocations reached, 5 of 9 calls that may allocate" */
export const sitesInWords = (sites: Sites) =>
  `${formatExact(sites.allocationsReached)} of ${formatCount(sites.allocations, 'allocation')} reached, ` +
  `${formatExact(sites.callsReached)} of ${formatCount(sites.calls, 'call that may allocate', 'calls that may allocate')}`;

export function addSites(sum: Sites | undefined, part: Sites): Sites {
  if (!sum) return { ...part };
  for (const key of ['allocations', 'allocationsReached', 'calls', 'callsReached'] as const) sum[key] += part[key];
  return sum;
}
