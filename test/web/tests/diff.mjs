// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two profiles in every view: new, base and the change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comes, hash, numberOf, open } from '../harness/browser.mjs';
import { compared, lineOf, topOfCompared } from '../harness/pages.mjs';

const signed = (text) => Number(text.replace('−', '-').replace(/[^\d.-]/g, ''));

test('diff: overview leads with what changed', () => open(compared(), 'overview', async (tab) => {
  const [now, before] = topOfCompared();
  const card = tab.locator('[data-test="changes-objects"]');
  assert.equal(signed((await card.locator('h3').textContent()).match(/: (\S+)/)[1]), now.totals.alloc_objects - before.totals.alloc_objects);
  assert.ok(now.totals.alloc_objects < before.totals.alloc_objects);
  // The line that grew its vector now reserves.
  assert.match(await card.locator('tr').first().textContent(), /split/);
  assert.match(await tab.locator('[data-family="alloc"] .change').first().textContent(), /^−/);
}));

test('diff: what changed is named with all of its place', () => open(compared(), 'overview', async (tab) => {
  const cut = await tab.locator('.changes .place').evaluateAll((list) => list.map((each) => each.scrollWidth > each.clientWidth));
  assert.ok(cut.length >= 4);
  assert.ok(!cut.includes(true));
}, { viewport: { width: 1100, height: 800 } }));

test('diff: top shows each side and the change', () => open(compared(), 'top?by=functions', async (tab) => {
  const [now, before] = topOfCompared('-functions').map(({ rows }) => rows.find((row) => row.function.startsWith('split(')).flat.alloc_objects);
  assert.notEqual(now, before);
  const shown = () => tab.locator('.grid-row', { hasText: 'split' }).first().locator('[data-column="flat0"]').textContent().then(signed);
  assert.equal(await shown(), now - before);
  for (const [name, wanted] of [['Base', before], ['New', now], ['Change', now - before]]) {
    await tab.getByRole('group', { name: 'Which profile' }).getByRole('button', { name }).click();
    await comes(tab, shown, wanted, name);
  }
}));

test('diff: a line that moved is not a new one', () => open(compared(), 'top', async (tab) => {
  const row = tab.locator('.grid-row', { hasText: `words.cpp:${lineOf('all += word')}` });
  await comes(tab, () => row.count(), 1);
  assert.match(await row.locator('[data-column="flat1"]').textContent(), /·/);
}));

test('diff: source, flame graph, tree, sizes and timeline', () => open(compared(), 'source', async (tab) => {
  const growth = tab.locator(`[data-line="${lineOf('words.push_back')}"]`);
  assert.ok(signed(await growth.locator('.objects b').textContent()) < 0);
  await tab.keyboard.press('4');
  await comes(tab, () => tab.locator('[data-test="told"]').textContent(), (text) => /[−+][\d.,]+.[kM]?B against the base/.test(text));
  const picture = () => tab.locator('canvas').evaluate((element) => element.toDataURL());
  const change = await picture();
  await tab.getByRole('group', { name: 'Which profile' }).getByRole('button', { name: 'New' }).click();
  await comes(tab, picture, (now) => now !== change);
  await tab.keyboard.press('5');
  await comes(tab, () => tab.locator('.grid-head').textContent(), (text) => /Bytes, base/.test(text) && /Change/.test(text));
  await tab.keyboard.press('6');
  await comes(tab, () => tab.locator('[data-test="sizes"] u').count(), (count) => count > 2);
  await tab.keyboard.press('7');
  await comes(tab, () => tab.locator('.line-chart .base').count(), 4);
}));

test('diff: the panel of a line has the numbers of its row, whichever side is shown', () => open(compared(), `source?line=${lineOf('words.push_back')}&side=change`, async (tab) => {
  const row = tab.locator(`[data-line="${lineOf('words.push_back')}"]`), panel = tab.locator('[data-test="line-panel"]');
  for (const name of ['Change', 'Base', 'New']) {
    await tab.getByRole('group', { name: 'Which profile' }).getByRole('button', { name }).click();
    for (const unit of ['objects', 'bytes']) {
      const inRow = await row.locator(`.${unit} b`).textContent();
      await comes(tab, () => panel.locator(`.totals .${unit}`).first().textContent().then((text) => text.replace('+', '')), inRow, name);
      const kinds = await panel.locator('section', { hasText: /^Kind/ }).locator(`td.${unit}`).evaluateAll((cells) => cells.map((cell) => cell.title));
      const exact = await panel.locator(`.totals .${unit}`).first().getAttribute('title');
      assert.equal(kinds.map(signed).reduce((a, b) => a + b, 0), signed(exact));
    }
  }
}));

test('diff: a link keeps the side', () => open(compared(), 'top?side=base', async (tab) => {
  const [, before] = topOfCompared('-lines');
  assert.equal(numberOf(await tab.locator('.grid-row [data-column="flat1"] span').first().getAttribute('title')), before.rows[0].flat.alloc_space);
  assert.match(await hash(tab), /side=base/);
}));
