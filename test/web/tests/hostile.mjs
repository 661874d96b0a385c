// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nothing that comes from a program gets out of its place, and nothing it lacks
// leaves a view blank.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comes, frames, open } from '../harness/browser.mjs';
import { hostile, nothing, unknown } from '../harness/pages.mjs';

const VIEWS = ['overview', 'top', 'source', 'flame', 'tree', 'sizes', 'advice'];
/** What may be in the page besides text: nothing that a name brought. */
const escaped = (tab) => tab.evaluate(() => ({
  ran: window.escaped, polluted: {}.polluted,
  elements: document.querySelectorAll('img,iframe,script[src],textarea,object,embed,svg svg,[onload],[onerror]').length,
  links: [...document.querySelectorAll('a')].filter((each) => !each.getAttribute('href').startsWith('#/')).length,
  wide: document.documentElement.scrollWidth - innerWidth,
}));
const FINE = { ran: undefined, polluted: undefined, elements: 0, links: 0, wide: 0 };

for (const view of VIEWS)
  for (const by of ['lines', 'functions', 'files'])
    test(`hostile: ${view} by ${by}`, () => open(hostile(), `${view}?by=${by}`, async (tab) => {
      await frames(tab, 3);
      assert.deepEqual({ ...FINE, ...await escaped(tab) }, FINE);
      // The heaviest name of all is there, as text.
      if (!['flame', 'source', 'sizes'].includes(view) && by !== 'files')
        assert.ok(await tab.locator('[title^="</script><script>window.escaped=1</script>"]').count() > 0);
      assert.ok((await tab.locator(`[data-view="${view}"]`).innerText()).length > 10);
      // No text is so long that the browser works on it for seconds.
      const size = await tab.evaluate(() => document.getElementById('app').innerHTML.length);
      assert.ok(size < 4e5, `${size} characters`);
    }));

test('hostile: the title', () => open(hostile(), 'overview', async (tab) => {
  assert.match(await tab.title(), /^<\/title><script>window\.escaped=1<\/script>/);
  assert.match(await tab.locator('h1').textContent(), /^<\/title><script>/);
}));

test('hostile: a source that is markup, binary, and one line of 20,000 letters', () => open(hostile(), 'source', async (tab) => {
  await tab.locator('#find').fill('text.cpp');
  await tab.locator('.file-entry', { hasText: 'text.cpp' }).click();
  await comes(tab, () => tab.locator('[data-line="1"] .text').textContent(), (text) => text.startsWith('</script><script>window.escaped=1</script>'));
  await tab.locator('#find').fill('coloured.cpp');
  await tab.locator('.file-entry', { hasText: 'coloured.cpp' }).click();
  await comes(tab, () => tab.locator('.hljs-string').first().textContent(), '"</script><script>window.escaped=1</script>"');
  assert.deepEqual({ ...FINE, ...await escaped(tab) }, FINE);
}));

test('hostile: a file that is gone has counts without text', () => open(hostile(), 'source', async (tab) => {
  await tab.locator('#find').fill('missing.cpp');
  await tab.locator('.file-entry', { hasText: 'missing.cpp' }).click();
  await comes(tab, () => tab.locator('[data-test="remark"]').textContent(), (text) => text.includes('--source-path'));
  assert.ok(await tab.locator('.source-row.counted').count() > 0);
}));

test('hostile: find and focus with every name', () => open(hostile(), 'top', async (tab) => {
  for (const text of ['<img src=x', '__proto__', '$&$1', '(', '\\', '[outside', 'constructor']) {
    await tab.locator('#find').fill(text);
    await tab.locator('#focus').fill(text);
    await comes(tab, () => tab.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('focus')), text);
    await frames(tab, 2);
    assert.deepEqual({ ...FINE, ...await escaped(tab) }, FINE);
  }
}));

test('hostile: numbers beyond what the browser counts are said to be rounded', () => open(hostile(), 'overview', async (tab) => {
  assert.match(await tab.locator('.notes').textContent(), /beyond 9,007,199,254,740,991/);
}));

test('hostile: numbers of more than four bytes', () => open(hostile(), 'top?lens=alloc_objects', async (tab) => {
  // …995, as near as a double comes.
  assert.equal(await tab.locator('.grid-row [data-column="flat0"] span').first().getAttribute('title'), '9,007,199,254,741,996 allocations');
}));

test('hostile: links with anything in them', () => open(hostile(), undefined, async (tab) => {
  for (const state of ['#/none?lens=none&by=none&sort=none&zoom=..&root=l999999&file=99999&line=9', '#/flame?root=l0&zoom=zzzzzz.1.1',
    '#/top?sort=-constructor&by=__proto__', '#/source?file=-1&line=1e9', '#/tree?root=%00&way=none', '#/timeline?run=7', '#/advice',
    '#/flame?zoom=' + '1.'.repeat(3000), '#?%', '#/sizes?lens=__proto__&side=change']) {
    await tab.evaluate((hash) => { location.hash = hash; }, state);
    await frames(tab, 3);
    assert.equal(await tab.locator('[data-view]').count(), 1, state);
  }
}));

for (const [name, page] of [['nothing was allocated', nothing], ['neither live data nor lines', unknown]])
  for (const view of VIEWS)
    test(`${name}: ${view}`, () => open(page(), view, async (tab) => {
      assert.ok((await tab.locator('[data-view]').innerText()).trim().length > 10);
      if (page === nothing && view !== 'overview' && view !== 'sizes') assert.equal(await tab.locator('.empty').count(), 1);
      assert.ok(!/NaN|undefined|Infinity|null/.test(await tab.locator('#app').innerText()));
    }));
