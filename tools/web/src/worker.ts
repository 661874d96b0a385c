// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unpacks apart from the page, which stays alive meanwhile: gets pieces of text,
// '' behind the last of each part, and answers with what each part holds.
import { PartsUnpacker } from './decode';

export interface Answer {
  part: number;
  unpacked?: ArrayBuffer;
  /** In place of the data. */
  problem?: string;
}

if (typeof WorkerGlobalScope !== 'undefined' &&
    self instanceof WorkerGlobalScope) {
  const answer = (answer: Answer, transfer: ArrayBuffer[] = []) => self.postMessage(answer, { transfer });
  const unpacker = new PartsUnpacker((part, unpacked) => void unpacked.then(
    (unpacked) => answer({ part, unpacked }, [unpacked]),
    (problem) => answer({ part, problem: String(problem) })));
  self.onmessage = ({ data }: MessageEvent<string>) => unpacker.add(data);
}
