// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A real browser, and pages in it that may neither complain nor use the network.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from './pages.mjs';

const require = createRequire(path.join(build, 'test', 'web', 'package.json'));
const { chromium } = require('playwright-core');
export const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser;
export const close = () => browser?.close();
after(close);
async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.ALLOCSITES_CHROMIUM,
    // The sandbox does not work for root.
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  return browser;
}

/** All data is there, or is known to be damaged. */
export const ready = (tab, timeout = 60000) =>
  tab.waitForFunction(() => ['yes', 'failed'].includes(document.body.dataset.ready), undefined, { timeout });

/** Opens a page at a state (`top?lens=…`), hands it to \p visit, and fails if
 * the page wrote to the console, threw, or asked for anything but itself. */
export async function open(file, state, visit, options = {}) {
  const context = await (await launch()).newContext({
    viewport: { width: 1440, height: 900 }, colorScheme: 'light', ...options,
  });
  const complaints = [];
  try {
    const tab = await context.newPage();
    const address = pathToFileURL(file).href;
    tab.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
    tab.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error}`));
    tab.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
    tab.on('request', (request) => {
      const url = request.url();
      if (url.split('#')[0] !== address && !/^(blob|data):/.test(url)) complaints.push(`request: ${url.slice(0, 200)}`);
    });
    await tab.goto(`${address}${state === undefined ? '' : `#/${state}`}`);
    await ready(tab);
    assert.equal(await tab.evaluate(() => document.body.dataset.ready), 'yes');
    await visit(tab);
    // What goes wrong late is still seen.
    await frames(tab, 2);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Waits until the page has been drawn so many times. */
export const frames = (tab, count = 1) => tab.evaluate(async (count) => {
  for (let i = 0; i < count; i++) await new Promise((drawn) => requestAnimationFrame(drawn));
}, count);

/** Fails unless \p read of the page comes to hold \p wanted. */
export async function comes(tab, read, wanted, what = '') {
  let seen;
  for (let tries = 0; tries < 300; tries++) {
    seen = await read();
    if (typeof wanted === 'function' ? wanted(seen) : JSON.stringify(seen) === JSON.stringify(wanted)) return seen;
    await frames(tab);
  }
  assert.fail(`${what || 'the page'}: wanted ${typeof wanted === 'function' ? wanted : JSON.stringify(wanted)}, saw ${JSON.stringify(seen)}`);
}

export const exact = (value) => new Intl.NumberFormat('en-US').format(value);
export const hash = (tab) => tab.evaluate(() => location.hash);
/** The number in an element's first `title` "1,234 bytes", or in its text. */
export const numberOf = (text) => Number(String(text).replace(/[^\d.-]/g, ''));
