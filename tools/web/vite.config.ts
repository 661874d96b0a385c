// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds one HTML file: scripts and styles stand in it, and a content security
// policy lets nothing else in.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const hash = (text: string) =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The packages whose code is in the bundle, with their licences. */
function notices(modules: Iterable<string>): string {
  const packages = new Map<string, string>();
  for (const id of modules) {
    const match = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
    if (match && !id.includes('\0')) packages.set(match[1], match[0]);
  }
  return [...packages].sort().map(([name, folder]) => {
    const { version, license } =
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${name} has no licence text`);
    return `${name} ${version} (${license})\n\n` +
      readFileSync(join(folder, file), 'utf8').trim();
  }).join('\n\n' + '-'.repeat(72) + '\n\n');
}

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function oneFile(): Plugin {
  const modules = new Set<string>();
  return {
    name: 'one-file',
    enforce: 'post',
    // Workers are bundled apart, but their modules pass here too.
    transform(_, id) { modules.add(id); },
    generateBundle(_, bundle) {
      const html = bundle['index.html'];
      if (html?.type !== 'asset') throw new Error('no index.html');
      let script = '', style = '';
      for (const [name, file] of Object.entries(bundle)) {
        if (file === html) continue;
        if (file.type === 'chunk') script += file.code;
        else if (name.endsWith('.css')) style += file.source;
        else throw new Error(`${name} does not fit into the page`);
        delete bundle[name];
      }
      script = script.replace(/<\/script/gi, '<\\/script');
      const policy = `default-src 'none'; script-src ${hash(script)}; ` +
        `style-src 'unsafe-inline'; worker-src blob:; img-src data:; ` +
        `base-uri 'none'; form-action 'none'`;
      html.source = String(html.source)
        .replace(/<script type="module"[^>]*><\/script>\s*/g, '')
        .replace(/<link rel="(stylesheet|modulepreload)"[^>]*>\s*/g, '')
        .replace('<meta charset="utf-8">', (meta) => `${meta}\n` +
          `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
        .replace('</head>', () => `<style>${style}</style>\n</head>`)
        // Before the data, so that the page gets ready while that is read.
        .replace('<script type="text/plain"', (data) =>
          // Text, so that `</script>` in a licence means nothing.
          `<template id="notices">${escape(notices(modules))}</template>\n` +
          `<script>${script}</script>\n${data}`);
    },
  };
}

export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  plugins: [oneFile()],
  worker: { format: 'iife' },
  build: {
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 1 << 30,
    reportCompressedSize: false,
    rollupOptions: {
      output: { format: 'iife', inlineDynamicImports: true },
    },
  },
});
