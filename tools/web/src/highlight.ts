// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Source text as coloured words, line by line. The highlighter's tree is read as
// data; no markup is ever made of it.
import cpp from 'highlight.js/lib/languages/cpp';
import c from 'highlight.js/lib/languages/c';
import { createLowlight } from 'lowlight';

export interface Word { text: string; kind: string }
export type Line = Word[];

const lowlight = createLowlight({ cpp, c });
/** More takes long enough to be felt. */
const LONGEST = 600_000;
const LONGEST_LINE = 2_000;

interface Tree {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: Tree[];
}

export function plainLines(text: string): Line[] {
  return text.split('\n').map((line) => [{ text: line, kind: '' }]);
}

export function highlight(text: string, path: string): Line[] {
  if (text.length > LONGEST || text.split('\n').some((line) => line.length > LONGEST_LINE))
    return plainLines(text);
  const lines: Line[] = [[]];
  const visit = (tree: Tree, kind: string) => {
    if (tree.type === 'text') {
      tree.value!.split('\n').forEach((part, i) => {
        if (i > 0) lines.push([]);
        if (part) lines[lines.length - 1].push({ text: part, kind });
      });
      return;
    }
    const names = tree.properties?.className;
    const name = Array.isArray(names) ? String(names[0]) : '';
    for (const child of tree.children ?? [])
      visit(child, name || kind);
  };
  visit(lowlight.highlight(/\.c$/.test(path) ? 'c' : 'cpp', text) as unknown as Tree, '');
  return lines;
}
