// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For everyone: keys alone, links, light and dark, paper, and the rules of WCAG.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, comes, frames, hash, open, ready } from '../harness/browser.mjs';
import { compared, hostile, small } from '../harness/pages.mjs';

const VIEWS = ['overview', 'top', 'source', 'flame', 'tree', 'sizes', 'timeline', 'advice'];
const theme = (tab) => tab.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]);

for (const view of VIEWS)
  test(`keys: every stop of Tab can be seen, ${view}`, () => open(small(), view, async (tab) => {
    await tab.emulateMedia({ reducedMotion: 'reduce' });
    const seen = new Set();
    for (let i = 0; i < 60; i++) {
      await tab.keyboard.press('Tab');
      const at = await tab.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element), { width, height, bottom, top } = element.getBoundingClientRect();
        return { what: element.outerHTML.slice(0, 160), ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
                 inSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight };
      });
      if (!at) break;
      assert.ok(at.ring, `no ring: ${at.what}`);
      assert.ok(at.inSight, `out of sight: ${at.what}`);
      seen.add(at.what);
    }
    assert.ok(seen.size > 10, `${seen.size} stops`);
  }));

test('keys: views, lenses and units', () => open(small(), undefined, async (tab) => {
  for (const [i, view] of VIEWS.entries()) {
    await tab.keyboard.press(String(i + 1));
    await comes(tab, () => tab.locator(`[data-view="${view}"]`).count(), 1, view);
  }
  await tab.keyboard.press('2');
  for (const [key, part] of [['a', /lens=alloc_objects/], ['u', /lens=inuse_objects/], ['b', /lens=inuse_space/], ['f', /by=functions/]]) {
    await tab.keyboard.press(key);
    await comes(tab, () => hash(tab), (text) => part.test(text), key);
  }
  await tab.keyboard.press('/');
  await tab.keyboard.type('main');
  await comes(tab, () => hash(tab), (text) => /find=main/.test(text));
  await tab.keyboard.press('Escape');
  await comes(tab, () => hash(tab), (text) => !/find=/.test(text));
}));

test('keys: a table from its first row to the source and back', () => open(small(), 'top', async (tab) => {
  const selected = () => tab.locator('.grid-row.selected').getAttribute('aria-rowindex').then(Number);
  await tab.locator('.grid').focus();
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowDown');
  await comes(tab, selected, 4);
  const active = await tab.locator('.grid').getAttribute('aria-activedescendant');
  assert.equal(await tab.locator(`#${active}`).getAttribute('aria-rowindex'), '4');
  await tab.keyboard.press('Home');
  await comes(tab, selected, 2);
  await tab.keyboard.press('Enter');
  await comes(tab, () => tab.locator('[data-view="source"]').count(), 1);
  await tab.goBack();
  await comes(tab, () => tab.locator('[data-view="top"]').count(), 1);
}));

test('keys: tree and flame graph', () => open(small(), 'tree', async (tab) => {
  await tab.locator('.grid').focus();
  const count = () => tab.locator('.grid-row').count();
  const all = await count();
  await tab.keyboard.press('ArrowLeft');
  await comes(tab, count, (now) => now < all);
  await tab.keyboard.press('ArrowRight');
  await comes(tab, count, (now) => now > 1);
  await tab.keyboard.press('4');
  await tab.locator('.flame-scroll').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await tab.keyboard.press(key);
  await comes(tab, () => hash(tab), (text) => /zoom=\w+\.\w+/.test(text));
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('Enter');
  await comes(tab, () => hash(tab), (text) => /zoom=\w+$/.test(text));
}));

for (const state of ['top?lens=peak_objects&by=functions&sort=-cum4', 'source?line=18', 'flame?way=callers&up=flame&find=split', 'tree?by=functions&way=callers',
  'sizes?lens=inuse_space', 'overview?focus=kind%3Dvector+growth', 'timeline', 'advice?order=bytes&finding=2'])
  test(`links: ${state}`, () => open(small(), state, async (tab) => {
    const text = () => tab.locator('#app').innerText();
    await frames(tab, 4);
    const first = await text(), address = await hash(tab);
    await tab.goto('about:blank');
    await tab.goBack();
    await ready(tab);
    assert.equal(await hash(tab), address);
    await comes(tab, text, first);
    await tab.keyboard.press('2');
    await tab.keyboard.press('1');
    await tab.goBack();
    await tab.goBack();
    if (!state.startsWith('top') && !state.startsWith('overview')) await comes(tab, text, first);
  }));

test('links: what was chosen is in the address', () => open(small(), 'flame', async (tab) => {
  const canvas = tab.locator('canvas');
  for (const key of ['c', 'i', 'f', 'a']) await tab.keyboard.press(key);
  await tab.locator('#find').fill('s');
  await comes(tab, () => hash(tab), (text) => /find=s/.test(text));
  const box = await canvas.boundingBox();
  await canvas.click({ position: { x: 40, y: box.height - 45 } });
  await comes(tab, () => hash(tab), (text) => /zoom=/.test(text));
  await tab.mouse.move(5, 5);
  await tab.locator('#find').focus();
  await frames(tab, 3);
  const address = await hash(tab);
  for (const part of ['way=callers', 'up=flame', 'by=functions', 'lens=alloc_objects', 'find=s'])
    assert.ok(address.includes(part), `${part} in ${address}`);
  const text = await tab.locator('#app').innerText();
  await tab.reload();
  await ready(tab);
  await comes(tab, () => tab.locator('#app').innerText(), text);
  assert.equal(await tab.locator('canvas').getAttribute('data-boxes').then(Number) > 0, true);
}));

test('dark: as the system has it, until the reader says otherwise', () => open(small(), 'flame', async (tab) => {
  const picture = () => tab.locator('canvas').evaluate((element) => element.toDataURL());
  const [name, dark] = await theme(tab);
  assert.equal(name, 'dark');
  const drawn = await picture();
  await tab.keyboard.press('d');
  await comes(tab, async () => (await theme(tab))[0], 'light');
  assert.notEqual((await theme(tab))[1], dark);
  await comes(tab, picture, (now) => now !== drawn);
  await tab.reload();
  await ready(tab);
  assert.equal((await theme(tab))[0], 'light');
}, { colorScheme: 'dark' }));

for (const view of VIEWS)
  test(`print: ${view}`, () => open(small(), view, async (tab) => {
    // What a browser sends before it prints.
    await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await tab.emulateMedia({ media: 'print' });
    await frames(tab, 3);
    assert.equal((await theme(tab))[0], 'light');
    assert.ok(await tab.locator('h1').isVisible());
    for (const gone of ['.tabs', '.toolbar', '.title-bar .button', '.title-bar .field'])
      for (const element of await tab.locator(gone).all()) assert.ok(!await element.isVisible(), gone);
    const cut = await tab.evaluate(() => [...document.querySelectorAll('.view, .grid, .source-scroll, .flame-scroll')]
      .filter((each) => each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).overflowY !== 'visible').map((each) => each.className));
    assert.deepEqual(cut, []);
    const pdf = await tab.pdf({ landscape: true });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.ok(pdf.length > 5000);
    await tab.emulateMedia({ media: null });
    await tab.evaluate(() => dispatchEvent(new Event('afterprint')));
    await comes(tab, async () => (await theme(tab))[0], 'dark');
  }, { colorScheme: 'dark' }));

test('print: a table from the row that is in sight', () => open(compared(), 'top', async (tab) => {
  await tab.locator('.grid').evaluate((grid) => { grid.scrollTop = 28 * 3; });
  await comes(tab, () => tab.locator('.grid').evaluate((grid) => grid.scrollTop), 28 * 3);
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await comes(tab, () => tab.locator('.grid-row').first().getAttribute('aria-rowindex'), '5');
  const { top } = await tab.locator('.grid-row').first().evaluate((row) => ({ top: row.style.top }));
  assert.equal(top, '0px');
}, { viewport: { width: 1300, height: 300 } }));

for (const view of VIEWS)
  for (const colorScheme of ['light', 'dark'])
    for (const [name, page] of [['', small], [', two profiles', compared]])
      test(`accessible: ${view}, ${colorScheme}${name}`, () => open(page(), view, async (tab) => {
        await frames(tab, 6);
        await tab.evaluate(axe);
        const { violations } = await tab.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
        assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 200)} ${nodes[0].any[0]?.message ?? ''}`), []);
      }, { colorScheme }));

for (const [width, height] of [[1024, 640], [1920, 1200]])
  test(`a window of ${width} × ${height}: nothing is cut off`, () => open(hostile(), 'overview', async (tab) => {
    for (const view of VIEWS.filter((each) => each !== 'timeline')) {
      await tab.evaluate((hash) => { location.hash = hash; }, `#/${view}`);
      await comes(tab, () => tab.locator(`[data-view="${view}"]`).count(), 1);
      const outside = await tab.evaluate(() => [...document.querySelectorAll('.header *, .toolbar *, .tile, .card, .finding *')].filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return width > 0 && (left < -12 || right > innerWidth + 1);
      }).map((each) => each.outerHTML.slice(0, 120)));
      assert.deepEqual(outside, [], view);
    }
  }, { viewport: { width, height } }));
