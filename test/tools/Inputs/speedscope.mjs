// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads files with speedscope's own importer and prints what it saw.
//
// usage: speedscope.mjs NODE_MODULES FILE
//
// The package holds the whole page as one script. It is run without a page, so
// it stops where it wants to draw; by then the importer is there.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const [modules, file] = process.argv.slice(2);
const folder = path.join(modules, 'speedscope', 'dist', 'release');
const bundle = fs.readdirSync(folder).find(name => /^speedscope-.*\.js$/.test(name));
let code = fs.readFileSync(path.join(folder, bundle), 'utf8');

const importer = 'importProfileGroupFromText';
const outer = new RegExp(
    `async function (\\w+)\\(\\w+,\\w+\\)\\{return\\(await \\w+\\)\\.${importer}`);
const name = outer.exec(code)[1];
code = code.replace(new RegExp(`${importer}:\\(\\)=>(\\w+)`),
                    `${importer}:(globalThis.load=(...a)=>${name}(...a),()=>$1)`);

const nothing = new Proxy(function() {}, {
  get: (_, key) => key === Symbol.toPrimitive ? () => '' : nothing,
  apply: () => nothing,
  construct: () => nothing,
  has: () => true,
});
const world = vm.createContext({
  TextDecoder, TextEncoder, URL, URLSearchParams, WebAssembly, performance,
  setTimeout, clearTimeout, Element: class {}, HTMLElement: class {},
  console: {log() {}, warn() {}, error() {}},
  document: nothing, window: nothing, self: nothing, navigator: nothing,
  location: nothing, fetch: () => new Promise(() => {}),
  requestAnimationFrame() {},
});
try {
  vm.runInContext(code, world);
} catch {
}

const group = await world.load(path.basename(file), fs.readFileSync(file, 'utf8'));
console.log(`${group.name}, opens ${group.profiles[group.indexToView].getName()}`);
for (const profile of group.profiles) {
  console.log(`${profile.getName()} ${profile.getTotalWeight()} ${profile.getWeightUnit()}`);
  profile.forEachFrame(frame => console.log(
      `  ${frame.name} ${frame.file}:${frame.line} self ${
          frame.getSelfWeight()} total ${frame.getTotalWeight()}`));
}
