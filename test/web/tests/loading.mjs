// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the data gets out of the page: in browsers that lack something, and out of
// a file that is damaged.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { comes, frames, open, ready } from '../harness/browser.mjs';
import { small } from '../harness/pages.mjs';

test('loading: without workers, and without base64 of the browser’s own', () => open(small(), 'overview', async (tab) => {
  await frames(tab, 4);
  const text = await tab.locator('#app').innerText();
  await tab.addInitScript(() => {
    delete Uint8Array.fromBase64;
    window.Worker = class {
      constructor() { setTimeout(() => this.onerror?.(new Event('error', { cancelable: true }))); }
      addEventListener() {}
      postMessage() {}
      terminate() { window.workerEnded = true; }
    };
  });
  await tab.reload();
  await ready(tab);
  assert.equal(await tab.evaluate(() => window.workerEnded), true);
  await comes(tab, () => tab.locator('#app').innerText(), text);
}));

const inData = (page, change) => page.replace(/(class="report-data">)([^<]+)/, (_, begin, data) => begin + change(data));
for (const [name, change] of [['cut short', (data) => data.slice(0, data.length / 2 & ~3)],
  ['no base64', (data) => `!${data.slice(1)}`], ['another byte', (data) => `${data.slice(0, 400)}${data[400] === 'A' ? 'B' : 'A'}${data.slice(401)}`]])
  test(`loading: a damaged file, ${name}`, () => open(small(), 'overview', async (tab) => {
    const damaged = inData(fs.readFileSync(small(), 'utf8'), change);
    await tab.route('**/small.html', (route) => route.fulfill({ contentType: 'text/html', body: damaged }));
    await tab.reload();
    await ready(tab);
    assert.equal(await tab.evaluate(() => document.body.dataset.ready), 'failed');
    assert.match(await tab.locator('#app').textContent(), /This report cannot be shown.*make it again with allocsites report/);
  }));
