// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keys, words and licences.
import { useEffect, useRef } from 'preact/hooks';

const KEYS: [string, string][] = [
  ['1 … 8', 'the views'], ['a b', 'allocations, bytes'], ['u', 'next lens: allocated, in use, …'],
  ['l f', 'by lines, by functions'], ['/', 'find or filter in the view'], ['e', 'focus: only call paths that match'],
  ['n p', 'source: next, previous line that allocates; advice: finding'], ['N P', 'source: next, previous line that was not reached, or elided'], ['↑ ↓ ← →', 'move in table, tree and flame graph'],
  ['Enter', 'open the row; zoom into the box'], ['Esc', 'clear; zoom out'], ['c', 'flame graph, tree: callers or callees'],
  ['i', 'flame graph or icicle'], ['d', 'light or dark'], ['?', 'this help'],
];

const WORDS: [string, string][] = [
  ['allocations, bytes', 'allocations made and bytes requested, whether or not freed since; “in use” is the part not freed yet'],
  ['line', 'the innermost frame that is not library code: what std::string or a container allocates is charged to the line that called it'],
  ['flat and “with callees”', 'made by the line or function itself (library code folded in), and by it and all that it calls'],
  ['not reached, elided', 'allocations that the program has and no run made; those of the source that the optimiser removed'],
  ['many small, few large', 'average blocks at most a quarter, or at least four times, of the average over the whole profile'],
];

export function Help({ onClose }: { onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  const notices = (document.getElementById('notices') as HTMLTemplateElement | null)?.content.textContent ?? '';
  return (
    <dialog ref={ref} onClose={onClose} aria-label="Help"
            onClick={(event) => event.target === ref.current && ref.current?.close()}>
      <button class="button close" onClick={() => ref.current?.close()}>Close</button>
      <h2>Keys</h2>
      <dl class="columns">{KEYS.map(([keys, text]) => (
        <div key={keys}><dt>{keys.split(' ').map((key) => key === '…' ? ' … ' : <><kbd key={key}>{key}</kbd> </>)}</dt><dd>{text}</dd></div>))}</dl>
      <h2>Words</h2>
      <dl class="words">{WORDS.map(([word, text]) => <div key={word}><dt>{word}</dt><dd>{text}</dd></div>)}</dl>
      <p class="soft" style={{ marginTop: '12px' }}>The address of the page holds what you see: copy it to share a view together with the file.</p>
      <details><summary class="soft">Licences of the libraries in this file</summary><pre>{notices}</pre></details>
    </dialog>);
}
