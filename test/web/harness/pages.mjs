// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the profiles and the pages that the tests look at, and asks the command
// what should be on them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inputs = path.join(here, 'Inputs'), maker = path.join(here, '..', 'tools');
export const build = path.resolve(process.env.ALLOCSITES_BUILD ?? 'build');
const folder = path.join(build, 'test', 'web-pages');
const command = path.join(build, 'bin', 'allocsites');
const run = (file, args, options = {}) =>
  execFileSync(file, args.map(String), { encoding: 'utf8', maxBuffer: 1 << 28, ...options });

fs.mkdirSync(folder, { recursive: true });
const at = (name) => path.join(folder, name);

/** A page of profiles; its path. */
function report(name, profiles, ...flags) {
  run(command, ['report', ...flags, ...profiles, '-o', at(name)], { stdio: 'pipe' });
  return at(name);
}

/** A profile from a text. */
function profileOf(name, text) {
  fs.writeFileSync(at(`${name}.txt`), text);
  run('python3', [path.join(maker, 'mkprofile.py'), at(`${name}.txt`), '-o', at(`${name}.allocs`)]);
  return at(`${name}.allocs`);
}

/** The profile of a program, compiled and run. */
function profiled(source, name, ...flags) {
  const profile = at(`${name}.allocs`);
  fs.rmSync(profile, { force: true });
  // The source lies with the pages, so that nothing of it is outside.
  fs.copyFileSync(path.join(inputs, source), at(source));
  run(path.join(build, 'bin', 'allocsites-clang++'),
      ['-std=c++20', '-O2', '-g', ...flags, at(source), '-o', at(name)]);
  run(at(name), [], { env: { ...process.env, ALLOCSITES_FILE: profile, ALLOCSITES_OPTIONS: '' } });
  return profile;
}

/** Makes each thing once. */
const once = (make) => {
  let made;
  return () => (made ??= make());
};

const before = once(() => profiled('words.cpp', 'before'));
const after = once(() => profiled('words.cpp', 'after', '-DBETTER'));
export const small = once(() => report('small.html', [before()]));
export const compared = once(() => report('compared.html', [after()], `--diff_base=${before()}`));
const cover = once(() => profiled('cover.cpp', 'cover'));
export const covered = once(() => report('covered.html', [cover()]));
/** The same without the program. */
export const uncovered = once(() => {
  const profile = cover(), program = at('cover');
  fs.renameSync(program, `${program}.away`);
  try {
    return report('uncovered.html', [profile]);
  } finally {
    fs.renameSync(`${program}.away`, program);
  }
});
/** Of a program with names that are markup, and longer than a page should have. */
export const hostileCovered = once(() => {
  const program = at('hostile-program'), markup = '<img src=x onerror=window.escaped=1>', long = 'L'.repeat(100000);
  const site = (kind, name, line) => `${kind} ${name === 'f' ? 'f' : `"${name}"`} "/gone/${markup}.cpp:${line}:1" from 1\n`;
  const f = site('  at', 'f', 2);
  fs.writeFileSync(`${program}.txt`, `table\n  site allocation malloc -\n${f}  site allocation _Znwm "${markup}"\n${site('  at', markup, 3)}` +
    `  site allocation _Znwm "${long}"\n${site('  at', long, 4)}` +
    `note s | f | /gone/${markup}.cpp | 1\nnote e | _Znwm | ${markup} | 0:6:1\nend\n`);
  run('python3', [path.join(maker, 'mkelf.py'), `${program}.txt`, '-o', program]);
  return report('hostile-covered.html', [profileOf('hostile-covered',
    `site s allocation callee=malloc module=${program}\n${f}tree 1\n  s 1 10\n`)]);
});
/** What `allocsites sites` says of it. */
export const sitesOfCovered = () => JSON.parse(run(command, ['sites', '--json', '-files', cover()])).coverage;
export const hostile = once(() => {
  const sources = at('hostile-sources');
  fs.mkdirSync(sources, { recursive: true });
  const text = run('python3', [path.join(inputs, 'hostile.py'), sources]);
  return report('hostile.html', [profileOf('hostile', text)], '--title', '</title><script>window.escaped=1</script>', '-nodefraction=0');
});
export const nothing = once(() => report('nothing.html', [profileOf('nothing', 'flags live\npid 1\ntree 1\n')]));
export const unknown = once(() => report('unknown.html', [profileOf('unknown',
  'pid 1\nsite a allocation callee=malloc\n  at f -\ntree 1\n  a 3 30\n')]));
export const large = once(() => {
  const profile = at('large.allocs');
  run('python3', [path.join(maker, 'mklarge.py'), profile, 500000]);
  const page = report('large.html', [profile]);
  fs.rmSync(profile);
  return page;
});

/** A profile with more findings than are shown at first. */
export const many = once(() => {
  run('python3', [path.join(maker, 'mklarge.py'), at('many.allocs'), 20000]);
  return report('many.html', [at('many.allocs')], '-nodefraction=0');
});

/** The findings of `allocsites advise` about the profile of small(), or the new one of compared(). */
const findingsOf = (profile) => (...flags) =>
  JSON.parse(run(command, ['advise', '--json', '-nodefraction=0.005', ...flags, profile()])).findings;
export const advise = findingsOf(before), adviseAfter = findingsOf(after);
/** What `allocsites top` says of the profile of small(). */
export function top(...flags) {
  return JSON.parse(run(command, ['top', '--json', '-nodecount=0', ...flags, before()]));
}
export const topOfCompared = (...flags) =>
  [after(), before()].map((each) => JSON.parse(run(command, ['top', '--json', '-nodecount=0', ...flags, each])));
/** The number of the line of words.cpp that holds \p text. */
export const lineOf = (text, source = 'words.cpp') => fs.readFileSync(path.join(inputs, source), 'utf8').split('\n')
  .findIndex((line) => line.includes(text)) + 1;
