// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file as rows of text and gaps, with the counts of each line.
import type { LineCover } from './coverage';
import type { SourceData } from './data';
import { highlight, plainLines, type Line } from './highlight';
import type { Report } from './report';

export interface SourceRow {
  /** 0: a gap, or what has no known line. */
  line: number;
  words: Line;
  /** Key in the table of places; 0: no counts. */
  key: number;
  /** What was not allocated here. */
  cover?: LineCover;
  /** Lines left out here. */
  gap?: number;
}

/** By line: keys of places. What has no line number is under 0. */
export function placesOf(report: Report, file: number): Map<number, number> {
  const { rows, functions } = report.profile;
  const { example } = report.keys.places;
  const found = new Map<number, number>();
  for (let key = 1; key < example.length; key++)
    if (functions.file[rows.function[example[key]]] === file)
      found.set(rows.line[example[key]], key);
  return found;
}

/** `coloured` takes longer. */
export function sourceRows(source: SourceData | undefined, path: string,
                           places: Map<number, number>, covers: Map<number, LineCover> | undefined, coloured: boolean): SourceRow[] {
  const result: SourceRow[] = [];
  const unknown = places.get(0);
  if (unknown !== undefined)
    result.push({ line: 0, words: [{ text: 'unknown line', kind: 'missing' }], key: unknown });
  const lines = [...new Set([...places.keys(), ...covers?.keys() ?? []])].filter((line) => line > 0).sort((a, b) => a - b);
  let next = 0, last = 0;
  const gap = (to: number) => {
    // Lines with counts but without text.
    for (; next < lines.length && lines[next] < to; next++) {
      if (lines[next] > last + 1)
        result.push({ line: 0, words: [], key: 0, gap: lines[next] - last - 1 });
      last = lines[next];
      result.push({ line: last, words: [], key: places.get(last) ?? 0, cover: covers?.get(last) });
    }
    if (to > last + 1 && to !== Infinity)
      result.push({ line: 0, words: [], key: 0, gap: to - last - 1 });
  };
  for (const chunk of source?.chunks ?? []) {
    gap(chunk.first);
    const text = coloured ? highlight(chunk.text, path) : plainLines(chunk.text);
    text.forEach((words, i) => {
      const line = chunk.first + i;
      result.push({ line, words, key: places.get(line) ?? 0, cover: covers?.get(line) });
    });
    last = chunk.first + text.length - 1;
    while (next < lines.length && lines[next] <= last) next++;
  }
  gap(Infinity);
  if (source && source.lines > last && source.chunks.length)
    result.push({ line: 0, words: [], key: 0, gap: source.lines - last });
  return result;
}
