// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the data gets out of the page: in browsers that lack something, and out of
// a file that is damaged.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { comes, frames, open, ready } from '../harness/browser.mjs';
import { compared, small } from '../harness/pages.mjs';

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

/** Holds back all of the data's second part until `window.release()`. */
const holdRest = (tab) => tab.addInitScript(() => {
  const post = Worker.prototype.postMessage;
  const held = [];
  let inRest = false;
  Worker.prototype.postMessage = function (text) {
    if (inRest) held.push(() => post.call(this, text));
    else post.call(this, text);
    inRest ||= text === '';
  };
  window.release = () => {
    Worker.prototype.postMessage = post;
    for (const send of held) send();
  };
});
const reaches = (tab, state) => comes(tab, () => tab.evaluate(() => document.body.dataset.ready), state);

test('loading: the overview is there before all data is', () => open(small(), 'overview', async (tab) => {
  await frames(tab, 4);
  const text = await tab.locator('#app').innerText();
  const labels = await tab.locator('[data-test="slope"] .slope-label').allInnerTexts();
  const kinds = await tab.locator('[data-test="kinds"]').innerText();
  await holdRest(tab);
  await tab.reload();
  await reaches(tab, 'first');
  await comes(tab, () => tab.locator('[data-test="slope"] .slope-label').allInnerTexts(), labels);
  assert.equal(await tab.locator('[data-test="kinds"]').innerText(), kinds);
  assert.equal(await tab.locator('[data-test="sizes"]').count(), 0);
  // What needs more waits, and is shown when it is there.
  await tab.keyboard.press('2');
  await comes(tab, () => tab.locator('main .loading').count(), 1);
  await tab.keyboard.press('1');
  await comes(tab, () => tab.locator('[data-test="slope"] .slope-label').count(), labels.length);
  await tab.locator('[data-test="kinds"] tr button').first().click();
  await comes(tab, () => tab.locator('main .loading').count(), 1);
  await tab.goBack();
  await comes(tab, () => tab.locator('[data-test="slope"] .slope-label').count(), labels.length);
  await tab.evaluate(() => window.release());
  await reaches(tab, 'yes');
  await comes(tab, () => tab.locator('#app').innerText(), text);
}));

for (const [name, page, state] of [['another view', small, 'top'], ['another lens', small, 'overview?lens=inuse_space'],
  ['a focus', small, 'overview?focus=main'], ['two profiles', compared, 'overview']])
  test(`loading: ${name} waits for all data`, () => open(page(), state, async (tab) => {
    await frames(tab, 4);
    const text = await tab.locator('#app').innerText();
    await holdRest(tab);
    await tab.reload();
    await frames(tab, 10);
    assert.equal(await tab.evaluate(() => document.body.dataset.ready), undefined);
    await tab.evaluate(() => window.release());
    await reaches(tab, 'yes');
    await comes(tab, () => tab.locator('#app').innerText(), text);
  }));

const inPart = (part, page, change) =>
  page.replace(new RegExp(`(class="${part}">)([^<]+)`), (_, begin, data) => begin + change(data));
for (const part of ['report-data', 'report-data rest'])
for (const [name, change] of [['cut short', (data) => data.slice(0, data.length / 2 & ~3)],
  ['no base64', (data) => `!${data.slice(1)}`], ['another byte', (data) => `${data.slice(0, 400)}${data[400] === 'A' ? 'B' : 'A'}${data.slice(401)}`]])
  test(`loading: a damaged file, ${part}, ${name}`, () => open(small(), 'overview', async (tab) => {
    const damaged = inPart(part, fs.readFileSync(small(), 'utf8'), change);
    assert.notEqual(damaged, fs.readFileSync(small(), 'utf8'));
    await tab.route('**/small.html', (route) => route.fulfill({ contentType: 'text/html', body: damaged }));
    await tab.reload();
    await ready(tab);
    assert.equal(await tab.evaluate(() => document.body.dataset.ready), 'failed');
    assert.match(await tab.locator('#app').textContent(), /This report cannot be shown.*make it again with allocsites report/);
  }));
