// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The data out of the page, in pieces while the browser still reads it.
import { Unpacker } from './decode';
import UnpackWorker from './worker?worker&inline';

/** Calls \p take with each piece when the page's parser is past it. */
async function eachPiece(take: (text: string) => void) {
  const takeAll = (list: Element[]) => {
    for (const element of list) {
      element.remove(); // It is large.
      if (element.textContent) take(element.textContent);
    }
  };
  const pieces = () => [...document.querySelectorAll('.report-data')];
  if (document.readyState === 'loading') {
    const observer = new MutationObserver(() => takeAll(pieces().slice(0, -1)));
    observer.observe(document.body, { childList: true });
    await new Promise((parsed) => addEventListener('DOMContentLoaded', parsed, { once: true }));
    observer.disconnect();
  }
  takeAll(pieces());
}

/** All data of the page, unpacked. */
export function load(): Promise<ArrayBuffer> {
  const worker = new UnpackWorker();
  const texts: string[] = [];
  const all = eachPiece((text) => {
    texts.push(text);
    worker.postMessage(text);
  });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.problem) reject(new Error(data.problem));
      else resolve(data.unpacked);
    };
    // Browsers that allow no worker here: on this thread.
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      all.then(() => {
        const unpacker = new Unpacker();
        for (const text of texts) unpacker.add(text);
        return unpacker.end();
      }).then(resolve, reject);
    };
    all.then(() => worker.postMessage(''), reject);
  });
}
