// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the pictures of docs/walkthrough.md from a report of leveldb's tests.
//
// usage: ALLOCSITES_BUILD=build ALLOCSITES_CHROMIUM=/usr/bin/chromium \
//          node pictures.mjs PAGE FOLDER
import path from 'node:path';
import { close, frames, open } from '../web/harness/browser.mjs';

const [page, folder] = process.argv.slice(2).map((each) => path.resolve(each));
for (const [name, state, height] of [['walkthrough-overview', 'overview', 760],
  ['walkthrough-source', 'source', 760]])
  await open(page, state, async (tab) => {
    await frames(tab, 20);
    await tab.screenshot({ path: path.join(folder, `${name}.png`) });
  }, { colorScheme: 'light', viewport: { width: 1320, height } });
await close();
