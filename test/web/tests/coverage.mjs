// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the program could have allocated and did not, beside its source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, comes, hash, open } from '../harness/browser.mjs';
import { compared, covered, hostileCovered, lineOf, sitesOfCovered, uncovered } from '../harness/pages.mjs';

const at = (text) => lineOf(text, 'cover.cpp');
const row = (tab, text) => tab.locator(`[data-line="${at(text)}"]`);
const marks = (tab, text) => row(tab, text).locator('.kind').allTextContents();
const page = 'source?find=';

test('coverage: each line is marked as what became of its allocations', () => open(covered(), page, async (tab) => {
  assert.deepEqual(await marks(tab, '// made'), ['new']);
  assert.deepEqual(await marks(tab, '// never made'), ['not reached']);
  assert.deepEqual(await marks(tab, '// never called'), ['may allocate']);
  assert.deepEqual(await marks(tab, '// elided'), ['elided']);
  // A line that allocates has no mark; its panel tells of the rest.
  assert.deepEqual(await marks(tab, '// one of two'), ['calloc']);
  assert.match(await row(tab, '// never made').locator('[data-test="cover-unreached"]').getAttribute('title'), /\nnew int$/);
  assert.match(await row(tab, '// elided').locator('[data-test="cover-elided"]').getAttribute('title'), /new double in .*make_unique/);
  assert.deepEqual(await row(tab, '// never made').locator('.pair').allTextContents(), ['0', '0']);
}));

test('coverage: the panel of a line has all that was not allocated', () => open(covered(), page, async (tab) => {
  const panel = tab.locator('[data-test="line-panel"]');
  await row(tab, '// never made').click();
  await comes(tab, () => panel.locator('h2').textContent(), `cover.cpp:${at('// never made')}`);
  assert.match(await panel.textContent(), /Nothing was allocated here.*Not reached.*new int/);
  assert.match(await hash(tab), new RegExp(`line=${at('// never made')}`));
  await row(tab, '// one of two').click();
  await comes(tab, () => panel.locator('[data-test="cover-notes-unreached"] p').allTextContents(), ['malloc']);
}));

test('coverage: a link to a line that was not reached', () => open(covered(), `source?line=${at('// never called')}`, async (tab) => {
  assert.match(await tab.locator('[data-test="line-panel"]').textContent(), /Could allocate.*calls std::string/);
}));

test('coverage: N and P go through what was not reached', () => open(covered(), page, async (tab) => {
  await tab.locator('.source-scroll').focus();
  const panel = () => tab.locator('[data-test="line-panel"] h2').textContent();
  for (const [key, text] of [['N', '// never made'], ['N', '// never called'], ['N', '// elided'], ['P', '// never called']]) {
    await tab.keyboard.press(`Shift+${key}`);
    await comes(tab, panel, `cover.cpp:${at(text)}`, key);
  }
}));

test('coverage: the figures of a file are those of allocsites sites', () => open(covered(), page, async (tab) => {
  const { allocations, calls } = sitesOfCovered();
  const entry = tab.locator('.file-entry', { hasText: 'cover.cpp' });
  assert.equal(await entry.locator('[data-test="cover"]').textContent(), `${allocations.reached}/${allocations.sites}`);
  assert.equal(allocations.reached, 2);
  const words = `${allocations.reached} of ${allocations.sites} allocations reached, ${calls.reached} of ${calls.sites} calls that may allocate`;
  assert.match(await entry.getAttribute('title'), new RegExp(words));
  assert.equal(await tab.locator('[data-test="coverage-foot"]').textContent(), `${words}.`);
  assert.match(await tab.locator('[data-test="cover-sum"]').textContent(), new RegExp(`^\\s*${allocations.reached} of ${allocations.sites} `));
}));

test('coverage: without the program the view says why there is none', () => open(uncovered(), page, async (tab) => {
  assert.equal(await tab.locator('.kind.cover, [data-test="cover"], [data-test="cover-sum"]').count(), 0);
  assert.match(await tab.locator('[data-test="coverage-foot"]').textContent(), /not known.*\/cover: was not found/);
}));

test('coverage: none beside the numbers of the base', () => open(compared(), 'source?side=base', async (tab) => {
  assert.equal(await tab.locator('[data-test="cover-sum"]').count(), 0);
  await tab.getByRole('group', { name: 'Which profile' }).getByRole('button', { name: 'New' }).click();
  await comes(tab, () => tab.locator('[data-test="cover-sum"]').count(), 1);
}));

test('source: the file that comes first has lines', () => open(covered(), 'source', async (tab) => {
  // A library that was not built with the plugin has more bytes.
  assert.match(await tab.locator('.file-entry').first().textContent(), /\/lib|\.so/);
  assert.equal(await tab.locator('.source-head h2').textContent(), 'cover.cpp');
  await tab.locator('.file-entry', { hasText: '.so' }).click();
  await comes(tab, () => tab.locator('.source-head h2').textContent(), (name) => name.includes('.so'));
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run({ runOnly: ['wcag2aa'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
}));

test('coverage: names that are markup, and 100,000 letters', () => open(hostileCovered(), 'source', async (tab) => {
  const line = (number) => tab.locator(`[data-line="${number}"]`);
  assert.match(await line(3).locator('.cover').getAttribute('title'), /\nnew <img src=x onerror=window\.escaped=1>$/);
  assert.match(await line(6).locator('.cover').getAttribute('title'), /\nnew <img src=x/);
  assert.ok((await line(4).locator('.cover').getAttribute('title')).length < 1000);
  for (const number of [3, 4, 6]) {
    await line(number).click();
    await comes(tab, () => tab.locator('[data-test="line-panel"] h2').textContent(), (text) => text.endsWith(`:${number}`));
    assert.deepEqual(await tab.evaluate(() => [window.escaped, document.querySelectorAll('img').length]), [undefined, 0]);
  }
  assert.match(await tab.locator('[data-test="remark"]').textContent(), /--source-path/);
}));

for (const colorScheme of ['light', 'dark'])
  test(`coverage: the rules of WCAG, ${colorScheme}`, () => open(covered(), `source?line=${at('// never made')}`, async (tab) => {
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  }, { colorScheme }));
