// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The view of findings shows what `allocsites advise` says, and leads to the source and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comes, frames, hash, numberOf, open } from '../harness/browser.mjs';
import { advise, adviseAfter, compared, hostile, many, nothing, small, unknown } from '../harness/pages.mjs';

const cards = (tab) => tab.locator('.finding');
const rules = (tab) => cards(tab).locator('h2 .mono').allTextContents();
const placeOf = ({ file, line }) => `${file.split('/').pop()}:${line}`;
const spaced = (text) => text.replace(/\s+/g, ' ');

/** The cards say what the command says of the same profile. */
async function same(tab, findings) {
  assert.ok(findings.length > 0);
  await comes(tab, () => cards(tab).count(), findings.length);
  for (const [i, finding] of findings.entries()) {
    const card = cards(tab).nth(i), text = spaced(await card.textContent());
    for (const part of [finding.title, finding.rule, finding.kind, placeOf(finding), finding.found, finding.advice, finding.saving.basis,
      ...finding.callers.map(placeOf)])
      assert.ok(text.includes(spaced(part)), `${part} in ${text}`);
    for (const unit of ['objects', 'bytes']) {
      const [allocated, saved] = await card.locator(`.saves td.${unit}`).evaluateAll((cells) => cells.map((each) => each.title));
      assert.equal(numberOf(saved), finding.saving[unit]);
      assert.equal(numberOf(allocated), finding.counts[unit === 'bytes' ? 'alloc_space' : 'alloc_objects']);
    }
  }
}

test('advice: what the command finds', () => open(small(), 'advice', (tab) => same(tab, advise())));

test('advice: of a comparison, about the new profile', () => open(compared(), 'advice', async (tab) => {
  assert.notDeepEqual(adviseAfter().map(({ rule }) => rule), advise().map(({ rule }) => rule));
  await same(tab, adviseAfter());
  assert.match(await tab.locator('[data-test="count"]').textContent(), /about the new profile/);
}));

test('advice: by allocations or bytes, filtered, in focus', () => open(small(), 'advice', async (tab) => {
  const { length } = advise(), [growth] = advise('-rule=vector-no-reserve');
  for (const [name, flag] of [['Allocations', '-alloc_objects'], ['Bytes', '-alloc_space']]) {
    await tab.getByRole('group', { name: 'Order' }).getByRole('button', { name }).click();
    const wanted = advise(flag).map(({ saving }) => saving[name === 'Bytes' ? 'bytes' : 'objects']);
    await comes(tab, () => cards(tab).locator(`.saved .${name === 'Bytes' ? 'bytes' : 'objects'}`)
      .evaluateAll((cells) => cells.map((each) => Number(each.title.replace(/\D/g, '')))), wanted, name);
  }
  await tab.locator('#find').fill('reserve');
  await comes(tab, () => rules(tab), [growth.rule]);
  assert.match(await tab.locator('[data-test="count"]').textContent(), new RegExp(`^1 of ${length} findings`));
  await tab.locator('#find').fill('');
  await comes(tab, () => cards(tab).count(), length);
  await tab.locator('#focus').fill('kind=^vector growth$');
  await comes(tab, () => rules(tab), [growth.rule]);
  await tab.locator('#focus').fill('kind=^map node$');
  await comes(tab, () => tab.locator('.empty').textContent(), (text) => /No finding in focus/.test(text));
}));

test('advice: a link points at a finding', () => open(small(), 'advice?finding=2', async (tab) => {
  await comes(tab, () => tab.locator('.finding.selected').getAttribute('data-finding'), '2');
  assert.equal(await tab.locator('[aria-current="true"]').count(), 1);
}));

test('advice: keys alone, to the source and back', () => open(small(), 'overview', async (tab) => {
  const [, second] = advise();
  await tab.keyboard.press('8');
  await comes(tab, () => cards(tab).count(), (count) => count > 1);
  const at = () => tab.evaluate(() => document.activeElement.closest('.finding.selected')?.dataset.finding);
  for (const [key, number] of [['n', '1'], ['n', '2'], ['p', '1'], ['n', '2']]) {
    await tab.keyboard.press(key);
    await comes(tab, at, number, key);
  }
  await tab.keyboard.press('Enter');
  await comes(tab, () => tab.locator('.source-row.selected').getAttribute('data-line').then(Number), second.line);
  await tab.goBack();
  await comes(tab, () => tab.locator('.finding.selected').getAttribute('data-finding'), '2');
}));

test('source: lines with advice are marked and lead to it', () => open(small(), 'source', async (tab) => {
  const lines = advise().map(({ line }) => line);
  const marked = () => tab.locator('.source-row:has(.advice-mark)').evaluateAll((rows) => rows.map((each) => Number(each.dataset.line)));
  assert.deepEqual(await marked(), lines.sort((a, b) => a - b));
  const [first, second] = advise();
  await tab.locator(`[data-line="${second.line}"]`).click();
  const list = tab.locator('[data-test="line-panel"]').getByRole('link', { name: second.title });
  await comes(tab, () => list.count(), 1);
  await tab.locator(`[data-line="${first.line}"] .advice-mark`).click();
  await comes(tab, () => tab.locator('.finding.selected h2').textContent(), (text) => text.includes(first.title));
  await tab.goBack();
  await list.click();
  await comes(tab, () => hash(tab), (text) => /^#\/advice.*finding=2/.test(text));
}));

test('advice: names that are markup stay text', () => open(hostile(), 'advice', async (tab) => {
  await comes(tab, () => cards(tab).count(), (count) => count > 15);
  const text = await tab.locator('.advice').textContent();
  for (const name of ['</script><script>window.escaped=1</script>', '<img src=x onerror=window.escaped=1>', '__proto__', '{{constructor'])
    assert.ok(text.includes(name), name);
  for (const filter of ['<img src=x', '__proto__', '(']) {
    await tab.locator('#find').fill(filter);
    await comes(tab, () => cards(tab).count(), (count) => count > 0, filter);
  }
  assert.equal(await tab.evaluate(() => window.escaped), undefined);
}));

test('advice: many findings, the first at first', () => open(many(), 'advice', async (tab) => {
  await comes(tab, () => cards(tab).count(), 40);
  const count = numberOf(await tab.locator('[data-test="count"]').textContent());
  assert.ok(count > 40);
  await tab.getByRole('button', { name: `Show ${count - 40} more findings` }).click();
  await comes(tab, () => cards(tab).count(), count);
  assert.deepEqual(await cards(tab).evaluateAll((list) => list.map((each) => Number(each.dataset.finding))),
                   Array.from({ length: count }, (_, i) => i + 1));
}));

test('advice: a link to one of the later findings shows it', () => open(many(), 'advice?finding=50', async (tab) => {
  await comes(tab, () => cards(tab).count(), 50);
  await frames(tab, 2);
  assert.ok(await tab.locator('.finding.selected').evaluate((each) => each.getBoundingClientRect().top < innerHeight));
}));

for (const [name, page, reason] of [['nothing was allocated', nothing, /made no allocations/],
  ['nothing to save, no lifetimes', unknown, /Nothing that the rules know.*Lifetimes were not recorded/]])
  test(`advice: none, ${name}`, () => open(page(), 'advice', async (tab) => {
    assert.match(await tab.locator('.empty').textContent(), reason);
    assert.equal(await cards(tab).count(), 0);
  }));
