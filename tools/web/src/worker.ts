// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decodes and sums up apart from the page, which stays alive meanwhile.
import { makeKeys, sumUp, tableOf } from './aggregate';
import { decode } from './decode';
import { buffersOf, makeProfile } from './profile';

export async function load(text: string) {
  const profile = makeProfile(await decode(text));
  const sums = sumUp(profile);
  // What the first view shows.
  return { profile, sums, lines: tableOf(profile, makeKeys(profile).lines, sums) };
}
export type Loaded = Awaited<ReturnType<typeof load>>;

if (typeof WorkerGlobalScope !== 'undefined' &&
    self instanceof WorkerGlobalScope)
  self.onmessage = async ({ data }: MessageEvent<string>) => {
    try {
      const loaded = await load(data);
      self.postMessage({ loaded },
                       { transfer: [...new Set(buffersOf(loaded))] });
    } catch (problem) {
      self.postMessage({ problem: String(problem) });
    }
  };
