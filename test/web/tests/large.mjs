// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A profile of 500,000 contexts: opens, moves, and what that costs. Times are
// told, not judged: machines differ.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { comes, frames, hash, open, ready } from '../harness/browser.mjs';
import { large } from '../harness/pages.mjs';

const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

test('large: opens', async (context) => {
  await open(large(), 'overview', async (tab) => {
    assert.ok(fs.readFileSync(large(), 'utf8').split('class="report-data"').length > 3, 'several pieces');
    /** When each step was reached, by its name. */
    const steps = { first: [], yes: [] };
    for (let i = 0; i < 3; i++) {
      await tab.reload({ waitUntil: 'commit' });
      await ready(tab);
      for (const step in steps)
        steps[step].push(await tab.evaluate((name) => performance.getEntriesByName(name)[0].startTime, `ready: ${step}`));
    }
    const told = (times) => `${middle(times).toFixed(0)} ms (${times.map(Math.round).join(', ')})`;
    assert.ok(await tab.locator('[data-test="slope"] .slope-label').count() >= 20);
    const memory = await tab.evaluate(() => performance.memory.usedJSHeapSize);
    context.diagnostic(`500,000 contexts: first view after ${told(steps.first)}, all of it after ${told(steps.yes)}, ` +
      `JavaScript heap ${(memory / 2 ** 20).toFixed(0)} MB`);
  });
});

for (const state of ['top', 'top?by=functions', 'source', 'flame', 'flame?way=callers', 'tree', 'sizes', 'timeline', 'advice'])
  test(`large: ${state}`, async (context) => {
    await open(large(), 'overview', async (tab) => {
      const spent = await tab.evaluate(async (state) => {
        const start = performance.now();
        location.hash = `#/${state}`;
        await new Promise((changed) => addEventListener('hashchange', changed, { once: true }));
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        return performance.now() - start;
      }, state);
      // Of few rows only, so that it stays quick: the rest is not in the page.
      assert.ok(await tab.evaluate(() => document.querySelectorAll('*').length) < 3000);
      context.diagnostic(`${state}: shown after ${spent.toFixed(0)} ms`);
    });
  });

test('large: the flame graph zooms', async (context) => {
  await open(large(), 'flame', async (tab) => {
    const canvas = tab.locator('canvas');
    await comes(tab, () => canvas.getAttribute('data-boxes').then(Number), (count) => count > 100);
    const times = await tab.evaluate(async () => {
      const canvas = document.querySelector('canvas'), { left, top, width } = canvas.getBoundingClientRect();
      const times = [];
      for (let depth = 1; depth <= 12; depth++) {
        const at = { clientX: left + width * 0.1, clientY: top + depth * 20 + 10, bubbles: true };
        for (const kind of ['mousemove', 'click']) {
          const start = performance.now();
          canvas.dispatchEvent(new MouseEvent(kind, at));
          await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
          times.push(performance.now() - start);
        }
      }
      return times;
    });
    await comes(tab, () => hash(tab), (text) => text.split('zoom=')[1]?.split('.').length >= 5);
    context.diagnostic(`flame graph: ${times.length} moves and zooms, the median drawn after ${middle(times).toFixed(0)} ms, ` +
      `the slowest after ${Math.max(...times).toFixed(0)} ms`);
  });
});

test('large: the table goes to its end', () => open(large(), 'top', async (tab) => {
  await tab.locator('.grid').focus();
  await tab.keyboard.press('End');
  const count = Number(await tab.locator('.grid').getAttribute('aria-rowcount'));
  assert.ok(count > 50000);
  await comes(tab, () => tab.locator('.grid-row.selected').getAttribute('aria-rowindex').then(Number), count);
  await frames(tab, 2);
}));
