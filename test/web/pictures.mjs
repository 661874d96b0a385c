// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the pictures of docs/report.md from three pages; `-` in place of one
// leaves its pictures as they are. The advice is that of docs/example/requests.cpp, by bytes.
// The others are of test/demo/flags.cpp with JsonCpp on our compile_commands.json 24 times over;
// the change is a split() that reserves and fills in place, and a folderOf() that takes a reference.
//
// usage: ALLOCSITES_BUILD=build ALLOCSITES_CHROMIUM=/usr/bin/chromium \
//          node pictures.mjs PAGE COMPARED-PAGE ADVISED-PAGE FOLDER
import path from 'node:path';
import { close, frames, open } from './harness/browser.mjs';

const [page, compared, advised, folder] = process.argv.slice(2).map((each) => each === '-' ? undefined : path.resolve(each));
const hover = (x, y) => async (tab) => {
  const box = await tab.locator('canvas').boundingBox();
  await tab.mouse.move(box.x + box.width * x, box.y + y);
};
const PICTURES = [
  ['overview', page, 'overview'],
  ['source', page, 'source'],
  // Comments are made for a value that has one.
  ['coverage', page, 'source?line=1404', 'light', 520],
  ['flame', page, 'flame?by=functions', 'light', 560, hover(0.55, 92)],
  ['sizes', page, 'sizes', 'light', 800],
  ['timeline', page, 'timeline', 'dark', 680, async (tab) => {
    const chart = await tab.locator('[data-test="chart-inuse-bytes"] svg').boundingBox();
    await tab.mouse.move(chart.x + chart.width * 0.5, chart.y + 60);
  }],
  ['change', compared, 'overview', 'light', 800],
  ['change-source', compared, 'source', 'dark', 640],
  ['advice', advised, 'advice?order=bytes', 'light', 720],
];

for (const [name, file, state, colorScheme = 'light', height = 900, act] of PICTURES.filter(([, file]) => file))
  await open(file, state, async (tab) => {
    await frames(tab, 20);
    await act?.(tab);
    await frames(tab, 5);
    await tab.screenshot({ path: path.join(folder, `${name}.png`) });
  }, { colorScheme, viewport: { width: 1320, height } });
await close();
