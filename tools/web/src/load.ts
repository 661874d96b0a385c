// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The data out of the page, in pieces while the browser still reads it.
import { PartsUnpacker } from './decode';
import type { Answer } from './worker';
import UnpackWorker from './worker?worker&inline';

/** Calls \p take with each piece when the page's parser is past it, and with ''
 * behind the last of each part. */
async function eachPiece(take: (text: string) => void) {
  let inRest = false;
  const takeAll = (pieces: Element[], whole: boolean) => {
    for (const element of pieces) {
      if (!inRest && element.matches('.rest')) {
        inRest = true;
        take('');
      }
      if (!whole && element === pieces[pieces.length - 1]) break; // May go on.
      element.remove(); // It is large.
      if (element.textContent) take(element.textContent);
    }
  };
  const pieces = () => [...document.querySelectorAll('.report-data')];
  if (document.readyState === 'loading') {
    const observer = new MutationObserver(() => takeAll(pieces(), false));
    observer.observe(document.body, { childList: true });
    await new Promise((parsed) => addEventListener('DOMContentLoaded', parsed, { once: true }));
    observer.disconnect();
  }
  takeAll(pieces(), true);
  if (!inRest) take(''); // The file was cut off.
  take('');
}

/** Both parts of the page's data (data.ts), unpacked; the second may come later. */
export function load(): Promise<ArrayBuffer>[] {
  const worker = new UnpackWorker();
  const texts: string[] = [];
  const settle: { resolve: (part: ArrayBuffer) => void; reject: (problem: unknown) => void }[] = [];
  const parts = [0, 1].map(() => new Promise<ArrayBuffer>((resolve, reject) => settle.push({ resolve, reject })));
  for (const part of parts) part.catch(() => {}); // Who waits for it is told.
  const fail = (problem: unknown) => settle.forEach(({ reject }) => reject(problem));
  const all = eachPiece((text) => {
    texts.push(text);
    worker.postMessage(text);
  });
  all.catch(fail);
  let left = parts.length;
  worker.onmessage = ({ data: { part, unpacked, problem } }: MessageEvent<Answer>) => {
    if (unpacked) settle[part].resolve(unpacked);
    else fail(new Error(problem));
    if (--left === 0) worker.terminate();
  };
  // Browsers that allow no worker here: on this thread.
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    const unpacker = new PartsUnpacker((part, unpacked) => void unpacked.then(settle[part].resolve, fail));
    void all.then(() => texts.forEach((text) => unpacker.add(text)));
  };
  return parts;
}
