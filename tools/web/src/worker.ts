// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unpacks apart from the page, which stays alive meanwhile: gets pieces of text
// and then '', answers with all that they hold.
import { Unpacker } from './decode';

if (typeof WorkerGlobalScope !== 'undefined' &&
    self instanceof WorkerGlobalScope) {
  const unpacker = new Unpacker();
  self.onmessage = async ({ data }: MessageEvent<string>) => {
    if (data) return unpacker.add(data);
    try {
      const unpacked = await unpacker.end();
      self.postMessage({ unpacked }, { transfer: [unpacked] });
    } catch (problem) {
      self.postMessage({ problem: String(problem) });
    }
  };
}
