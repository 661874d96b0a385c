// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each view shows what the command counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comes, exact, hash, numberOf, open } from '../harness/browser.mjs';
import { lineOf, small, top } from '../harness/pages.mjs';

const LENSES = ['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space', 'peak_objects', 'peak_space', 'temp_objects'];
const cell = (row, column) => row.locator(`[data-column="${column}"]`);
const placeOf = ({ file, line }) => `${file.split('/').pop()}:${line}`;

test('overview: totals, and both orders side by side', () => open(small(), 'overview', async (tab) => {
  const { totals } = top();
  for (const family of ['alloc', 'inuse', 'peak'])
    for (const [unit, lens] of [['objects', 'objects'], ['bytes', 'space']]) {
      const shown = tab.locator(`[data-family="${family}"] .${unit}`);
      assert.equal(numberOf(unit === 'bytes' ? await shown.getAttribute('title') : await shown.locator('b').textContent()),
                   totals[`${family}_${lens}`], `${family} ${unit}`);
    }
  assert.equal(numberOf(await tab.locator('[data-family="temp"] b').textContent()), totals.temp_objects);
  for (const [side, lens] of [['left', 'alloc_objects'], ['right', 'alloc_space']]) {
    const [first] = top('-lines', `-sample_index=${lens}`).rows;
    const label = tab.locator(`[data-test="slope"] .${side}`).first();
    assert.match(await label.textContent(), new RegExp(`^1\\w.* ?${placeOf(first).replace('.', '\\.')}`));
    assert.match(await label.getAttribute('title'), new RegExp(`${exact(first.flat.alloc_objects)} allocations, ${exact(first.flat.alloc_space)} bytes`));
  }
  // Few large blocks climb.
  assert.ok(await tab.locator('path.lean-bytes').count() >= 2);
}));

test('overview: a kind filters every view', () => open(small(), 'overview', async (tab) => {
  const kind = tab.locator('[data-test="kinds"] tr', { hasText: 'vector growth' });
  const wanted = top('-lines').rows.flatMap((row) => row.kinds ?? []).filter((each) => each.kind === 'vector growth')
    .reduce((sum, each) => sum + each.alloc_objects, 0);
  assert.ok(wanted > 0);
  assert.equal(numberOf(await kind.locator('td.objects').textContent()), wanted);
  await kind.click();
  const { totals } = top();
  await comes(tab, () => tab.locator('[data-test="focus-note"] span').textContent(),
              (text) => text.includes(`${exact(wanted)} of ${exact(totals.alloc_objects)} allocations`));
  await tab.keyboard.press('2');
  await comes(tab, () => tab.locator('[data-column="place"]').first().textContent(),
              (text) => text.includes(`:${lineOf('words.push_back')}`));
  assert.equal(numberOf(await cell(tab.locator('.grid-row').first(), 'flat0').textContent()), wanted);
  await tab.getByRole('button', { name: 'Show all' }).click();
  await comes(tab, () => tab.locator('[data-test="focus-note"]').count(), 0);
}));

for (const lens of LENSES)
  for (const by of ['lines', 'functions', 'files'])
    test(`top: ${lens} by ${by} as the command has it`, () => open(small(), `top?lens=${lens}&by=${by}`, async (tab) => {
      const all = top(`-${by}`, `-sample_index=${lens}`), column = LENSES.indexOf(lens);
      const wanted = all.rows.filter((row) => row.flat[lens] !== 0).map((row) => row.flat[lens]);
      const shown = await tab.locator(`.grid-row [data-column="flat${column}"] span`).evaluateAll((spans) =>
        spans.map((span) => Number(span.title.replace(/[^\d]/g, ''))));
      assert.deepEqual(shown.filter((value) => value !== 0), wanted);
      const cum = await tab.locator(`.grid-row [data-column="cum${column}"] span:first-child`).first().getAttribute('title');
      assert.equal(numberOf(cum), all.rows[0]?.cum[lens] ?? 0);
    }));

test('top: sorted by a click, filtered by words, opens the source', () => open(small(), 'top', async (tab) => {
  const first = () => tab.locator('.grid-row [data-column="place"]').first().textContent();
  await tab.getByRole('button', { name: 'Allocations', exact: true }).last().click();
  await comes(tab, first, (text) => text.includes(placeOf(top('-lines', '-sample_index=alloc_objects').rows[0])));
  assert.equal(await tab.locator('[aria-sort="descending"]').textContent(), 'Allocations ↓');
  assert.match(await hash(tab), /sort=-flat0/);
  // Both words are in parts that no folder's name is taken for.
  await tab.locator('#find').fill('std:: words.cpp');
  await comes(tab, () => tab.locator('.grid-row').count(), top('-lines').rows.filter((row) => row.function.includes('std::')).length);
  assert.ok(await tab.locator('.grid-row').count() > 1);
  await tab.locator('.grid-row').first().click();
  await comes(tab, () => tab.locator('[data-view="source"]').count(), 1);
  assert.ok(await tab.locator('.source-row.selected').count() === 1);
}));

test('top: nothing matches', () => open(small(), 'top?find=no-such-name', async (tab) => {
  assert.match(await tab.locator('.empty').textContent(), /Nothing matches/);
}));

test('source: counts, kinds and detail at their lines', () => open(small(), 'source', async (tab) => {
  const rows = top('-lines').rows.filter((row) => row.file?.endsWith('/words.cpp'));
  assert.ok(rows.length >= 5, `${rows.length} rows`);
  for (const row of rows) {
    const shown = tab.locator(`[data-line="${row.line}"]`);
    const same = rows.filter(({ line }) => line === row.line);
    const sum = (what, lens) => same.reduce((all, each) => all + each[what][lens], 0);
    if (sum('flat', 'alloc_objects')) {
      assert.equal(numberOf(await shown.locator('.objects b span').getAttribute('title')), sum('flat', 'alloc_objects'));
      assert.equal(numberOf(await shown.locator('.bytes b span').getAttribute('title')), sum('flat', 'alloc_space'));
    }
  }
  const growth = tab.locator(`[data-line="${lineOf('words.push_back')}"]`);
  assert.match(await growth.locator('.text').textContent(), /words\.push_back\(text\.substr/);
  await growth.click();
  const panel = tab.locator('[data-test="line-panel"]');
  await comes(tab, () => panel.locator('h2').textContent(), `words.cpp:${lineOf('words.push_back')}`);
  const detail = await panel.textContent();
  for (const text of ['vector growth', 'string substr', 'std::string', 'Lifetimes', 'Called from'])
    assert.ok(detail.includes(text), `${text} in ${detail}`);
  assert.match(await hash(tab), new RegExp(`line=${lineOf('words.push_back')}`));
  await panel.getByRole('link', { name: 'Callers', exact: true }).click();
  await comes(tab, () => tab.locator('[data-view="flame"] .chip').textContent(), (text) => text.includes('split'));
}));

test('source: colours, and the next line by a key', () => open(small(), 'source', async (tab) => {
  await comes(tab, () => tab.locator('.hljs-keyword').count(), (count) => count > 5);
  await tab.locator('.source-scroll').focus();
  const selected = () => tab.locator('.source-row.selected').getAttribute('data-line').then(Number);
  const lines = [...new Set(top('-lines').rows.filter((row) => row.file?.endsWith('/words.cpp') && row.flat.alloc_space)
    .map((row) => row.line))].sort((a, b) => a - b);
  await tab.goto(tab.url().replace(/#.*/, `#/source?line=${lines[0]}`));
  await comes(tab, selected, lines[0]);
  await tab.locator('.source-scroll').focus();
  for (const line of lines.slice(1)) {
    await tab.keyboard.press('n');
    await comes(tab, selected, line);
  }
  await tab.keyboard.press('p');
  await comes(tab, selected, lines.at(-2));
}));

for (const lens of LENSES)
  for (const way of ['callees', 'callers'])
    test(`flame graph: ${lens}, ${way}`, () => open(small(), `flame?lens=${lens}&way=${way}`, async (tab) => {
      const total = top().totals[lens];
      const canvas = tab.locator('canvas');
      if (total === 0) return assert.match(await tab.locator('.empty').textContent(), /Nothing to draw/);
      await comes(tab, () => canvas.getAttribute('data-boxes').then(Number), (count) => count > 1);
      // The first box below the root is the largest line at that end.
      const box = await canvas.boundingBox();
      await tab.mouse.move(box.x + 10, box.y + 30);
      const tip = await comes(tab, () => tab.locator('.tip').allTextContents(), (list) => list.length === 1);
      const values = top('-lines', `-sample_index=${lens}`).rows.map((row) => row[way === 'callers' ? 'flat' : 'cum'][lens]);
      assert.ok(values.includes(numberOf(await tab.locator('.tip dd').first().textContent())), `${tip} is none of ${values}`);
      if (way === 'callers')
        assert.equal(numberOf(await tab.locator('.tip dd').first().textContent()), Math.max(...values));
    }));

test('flame graph: what the pointer is on', () => open(small(), 'flame?by=functions', async (tab) => {
  const canvas = await tab.locator('canvas').boundingBox();
  await tab.mouse.move(canvas.x + canvas.width * 0.1, canvas.y + 30);
  await comes(tab, () => tab.locator('.tip b').textContent(),
              (text) => /^main \/.*\/words\.cpp:\d+$/.test(text));
}));

test('flame graph: zoom, find, both ends up', () => open(small(), 'flame', async (tab) => {
  const canvas = tab.locator('canvas'), told = () => tab.locator('[data-test="told"]').textContent();
  const picture = () => canvas.evaluate((element) => element.toDataURL());
  const box = await canvas.boundingBox();
  const whole = await picture();
  await canvas.click({ position: { x: box.width * 0.2, y: 50 } });
  await comes(tab, () => hash(tab), (text) => /zoom=[\w.]+/.test(text));
  assert.notEqual(await picture(), whole);
  assert.match(await told(), /of all/);
  await tab.mouse.move(5, 5);
  await tab.keyboard.press('Escape');
  await comes(tab, () => hash(tab), (text) => !/zoom=/.test(text));
  await tab.getByRole('button', { name: 'Flame', exact: true }).click();
  await comes(tab, picture, (now) => now !== whole);
  await tab.keyboard.press('i');
  await tab.locator('#find').fill('split');
  const rows = top('-functions').rows, total = top().totals.alloc_space;
  const part = rows.find((row) => row.function.startsWith('split(')).cum.alloc_space / total * 100;
  await comes(tab, () => tab.locator('[data-test="share"]').allTextContents(),
              ([text]) => text?.startsWith(`${part.toFixed(1)}%`), `${part}`);
}));

test('call tree: unfolds, counts, marks, opens', () => open(small(), 'tree', async (tab) => {
  const names = () => tab.locator('.tree-name .name').allTextContents();
  // The hot path is open from the start.
  await comes(tab, names, (list) => list[0] === 'main' && list.includes('split'));
  const level = await tab.locator('.grid-row', { hasText: 'split' }).first().getAttribute('aria-level');
  assert.equal(level, '2');
  await tab.getByRole('button', { name: 'Fold all' }).click();
  await comes(tab, names, (list) => list.length > 2 && !list.includes('split'));
  const starts = top('-lines').rows.filter((row) => /^main\b|^\[/.test(row.function));
  const shown = await tab.locator('.grid-row [data-column="cum-0"] span').evaluateAll((spans) => spans.map((span) => Number(span.title.replace(/\D/g, ''))));
  assert.deepEqual(shown, starts.map((row) => row.cum.alloc_space).sort((a, b) => b - a));
  await tab.locator('.twist').first().click();
  await comes(tab, names, (list) => list.length > starts.length);
  const taking = (await names()).filter((name) => /^(join|split)\b/.test(name));
  assert.ok(taking.length > 0);
  await tab.locator('#find').fill('(std::');
  await comes(tab, () => tab.locator('mark').allTextContents(), taking);
  await tab.locator('.grid-row').first().dblclick();
  await comes(tab, () => tab.locator('[data-view="source"]').count(), 1);
}));

test('sizes: every allocation in its class, lifetimes, outliers', () => open(small(), 'sizes', async (tab) => {
  const { totals, rows } = top('-lines');
  const classes = await tab.locator('[data-test="sizes"] [data-from]').evaluateAll((list) =>
    list.map((each) => [Number(each.dataset.from), Number(each.dataset.objects)]));
  const wanted = new Map();
  for (const row of rows) for (const { from, objects } of row.sizes?.buckets ?? []) wanted.set(from, (wanted.get(from) ?? 0) + objects);
  assert.ok(wanted.size >= 5);
  assert.deepEqual(classes.filter(([, objects]) => objects), [...wanted].sort((a, b) => a[0] - b[0]));
  const lives = await tab.locator('[data-test="lifetimes"] [data-objects]').evaluateAll((list) => list.map((each) => Number(each.dataset.objects)));
  assert.equal(lives.reduce((a, b) => a + b), totals.alloc_objects);
  assert.match(await tab.locator('.outliers').last().textContent(), new RegExp(`words.cpp:${lineOf('std::malloc')}`));
}));

for (const width of [420, 640, 1320])
  test(`sizes: bars stand above their sizes, ${width} pixels wide`, () => open(small(), 'sizes', async (tab) => {
    const middles = (what) => tab.locator(what).evaluateAll((list) => list.map((each) => {
      const { left, right } = each.getBoundingClientRect();
      return (left + right) / 2;
    }));
    const bars = await middles('[data-test="sizes"] [data-from]'), sizes = await middles('[data-test="sizes"] .size-axis span');
    assert.ok(bars.length >= 5);
    assert.deepEqual(bars.map(Math.round), sizes.map(Math.round));
  }, { viewport: { width, height: 800 } }));

test('temporary: lines that lead', () => open(small(), 'overview?lens=temp_objects', async (tab) => {
  const wanted = top('-lines', '-sample_index=temp_objects').rows.filter((row) => row.flat.temp_objects);
  assert.ok(wanted.length > 0);
  const shown = await tab.locator('[data-test="rank"] td.objects').allTextContents();
  assert.deepEqual(shown.map(numberOf), wanted.slice(0, 15).map((row) => row.flat.temp_objects));
}));

test('timeline: four charts, a moment by key and by mouse', () => open(small(), 'timeline', async (tab) => {
  for (const chart of ['inuse-objects', 'inuse-bytes', 'rate-objects', 'rate-bytes'])
    assert.match(await tab.locator(`[data-test="chart-${chart}"] .curve`).getAttribute('d'), /^M[\d. ]+[LVH]/);
  assert.match(await tab.locator('.peak text').textContent(), /^peak [\d.]+.kB$/);
  await tab.locator('.card.timeline').focus();
  await tab.keyboard.press('ArrowRight');
  await tab.keyboard.press('End');
  await comes(tab, () => tab.locator('[data-test="moment"]').textContent(), (text) => /in use.*allocations\/s/.test(text));
  const chart = await tab.locator('[data-test="chart-inuse-bytes"] svg').boundingBox();
  await tab.mouse.move(chart.x + chart.width - 14, chart.y + 60);
  const { inuse_objects: left } = top().totals;
  await comes(tab, () => tab.locator('[data-test="moment"] .objects').textContent(), (text) => numberOf(text) === left);
}));

test('focus: a regular expression, and a bad one', () => open(small(), 'top?focus=join', async (tab) => {
  const wanted = top('-lines', '-focus=join', '-sample_index=alloc_objects');
  const sum = wanted.rows.reduce((all, row) => all + row.flat.alloc_objects, 0);
  assert.ok(sum > 0 && sum < wanted.totals.alloc_objects);
  await comes(tab, () => tab.locator('[data-test="focus-note"] span').textContent(), (text) => text.includes(`${exact(sum)} of`));
  await tab.locator('#focus').fill('(');
  await comes(tab, () => tab.locator('.notes').textContent(), (text) => text.includes('Invalid regular expression'));
}));

test('help: keys, words, licences', () => open(small(), 'overview', async (tab) => {
  await tab.keyboard.press('?');
  const dialog = tab.getByRole('dialog');
  assert.match(await dialog.textContent(), /next, previous line that allocates/);
  assert.match(await dialog.locator('pre').textContent(), /MIT|BSD|ISC/);
  await tab.keyboard.press('Escape');
  await comes(tab, () => tab.getByRole('dialog').count(), 0);
}));
