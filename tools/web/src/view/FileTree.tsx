// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The folders and files that allocate, the heaviest first.
import { useMemo, useRef, useState } from 'preact/hooks';
import { addSites, sitesInWords, type Sites } from '../coverage';
import { formatExact, formatLong, formatPercent } from '../format';
import { clip } from '../names';
import { go } from '../state';
import { useVirtual } from '../virtual';
import type { ViewProps } from './props';

interface Entry {
  name: string;
  path: string;
  /** String id; 0: a folder. */
  file: number;
  weight: number;
  /** With those of the files below; undefined: nobody knows. */
  sites?: Sites;
  children: Entry[];
}

const ROW = 26;
/** As many entries as fit on a screen are shown open. */
const OPEN_AT_FIRST = 40;

/** One folder in another and nothing else becomes one entry. */
function squeeze(entry: Entry): Entry {
  entry.children = entry.children.map(squeeze)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.name < b.name ? -1 : 1));
  const [only] = entry.children;
  if (entry.children.length === 1 && !only.file && entry.name)
    return { ...only, name: `${entry.name}/${only.name}` };
  return entry;
}

function buildTree({ report, lens, state }: ViewProps): Entry {
  const { rows, functions } = report.profile;
  const values = report.column(report.shown.tables.files.flat, lens, state.side);
  const root: Entry = { name: '', path: '', file: 0, weight: 0, children: [] };
  const folders = new Map<string, Entry>([['', root]]);
  const folder = (path: string): Entry => {
    let entry = folders.get(path);
    if (!entry) {
      const cut = path.lastIndexOf('/');
      entry = { name: cut < 0 ? `/${path}` : path.slice(cut + 1), path, file: 0, weight: 0, children: [] };
      folders.set(path, entry);
      folder(cut < 0 ? '' : path.slice(0, cut)).children.push(entry);
    }
    return entry;
  };
  const weights = new Map<number, number>();
  report.keys.files.example.forEach((row, key) => {
    const file = functions.file[rows.function[row]];
    if (file) weights.set(file, values[key]);
  });
  const { files } = report.profile.coverage;
  for (const file of files.keys()) if (!weights.has(file)) weights.set(file, 0);
  weights.forEach((weight, file) => {
    const sites = files.get(file);
    // A path made to harm could have any number of folders.
    const path = report.string(file).split('/').slice(-64).join('/');
    const cut = path.lastIndexOf('/');
    const home = cut <= 0 ? '' : path.slice(0, cut).replace(/^\//, '');
    folder(home).children.push({ name: path.slice(cut + 1) || path, path: report.string(file), file, weight, sites, children: [] });
    for (let at = home; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const entry = folders.get(at)!;
      entry.weight += weight;
      if (sites) entry.sites = addSites(entry.sites, sites);
      if (at === '') break;
    }
  });
  return squeeze(root);
}

/** What the figures beside the files are, or why there are none. */
function CoverageFoot({ report }: { report: ViewProps['report'] }) {
  const { known, remarks, files } = report.profile.coverage;
  if (!known && remarks.length === 0) return null;
  const sum = [...files.values()].reduce<Sites | undefined>(addSites, undefined);
  return (
    <div class="coverage-foot faint" data-test="coverage-foot">
      <p>{known ? sum && `${sitesInWords(sum)}.` : 'What was not reached is not known.'}</p>
      {remarks.slice(0, 3).map((text, i) => <p key={i}>{clip(text, 300)}</p>)}
      {remarks.length > 3 && <p>and {remarks.length - 3} more</p>}
    </div>);
}

export function FileTree(props: ViewProps & { file: number }) {
  const { report, lens, state, file } = props;
  const [find, setFind] = useState('');
  const tree = useMemo(() => buildTree(props), [report.shown, lens, state.side]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const total = report.total(lens, state.side), unit = report.profile.lenses[lens].unit;
  const path = report.string(file);

  const openAtFirst = useMemo(() => {
    const open = new Set<string>();
    let count = tree.children.length;
    const queue = tree.children.slice();
    for (let entry = queue.shift(); entry && count < OPEN_AT_FIRST; entry = queue.shift())
      if (!entry.file) {
        open.add(entry.path);
        count += entry.children.length;
        queue.push(...entry.children);
      }
    return open;
  }, [tree]);
  const lines = useMemo(() => {
    const list: { entry: Entry; depth: number; open: boolean }[] = [];
    const word = find.toLowerCase();
    const within = (entry: Entry): boolean => entry.file
      ? entry.path.toLowerCase().includes(word) : entry.children.some(within);
    const visit = (entry: Entry, depth: number) => {
      for (const child of entry.children) {
        if (word && !within(child)) continue;
        const leads = path.startsWith(`${child.path}/`) || path.startsWith(`/${child.path}/`);
        const open = word !== '' || (openAtFirst.has(child.path) || leads) !== toggled.has(child.path);
        list.push({ entry: child, depth, open });
        if (!child.file && open) visit(child, depth + 1);
      }
    };
    visit(tree, 0);
    return list;
  }, [tree, find, toggled, file]);

  const ref = useRef<HTMLDivElement>(null);
  const { items, size } = useVirtual(ref, lines.length, ROW);
  const toggle = (entry: Entry) => {
    const next = new Set(toggled);
    if (!next.delete(entry.path)) next.add(entry.path);
    setToggled(next);
  };
  return (
    <nav class="file-tree" aria-label="Files">
      <input id="find" class="field" type="search" placeholder="Find a file" aria-label="Find a file" value={find}
             onInput={(event) => setFind(event.currentTarget.value)}
             onKeyDown={(event) => event.key === 'Escape' && (setFind(''), event.currentTarget.blur())} />
      <div class="file-list" ref={ref}>
        <div style={{ height: `${size}px`, position: 'relative' }}>
          {items.map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            const { entry, depth, open } = line;
            const missing = entry.file !== 0 && report.sourceIndex.get(entry.file)?.state === 'missing';
            return (
              <button key={entry.path} class={`file-entry ${entry.file === file && file ? 'selected' : ''}`}
                      style={{ top: `${start}px`, height: `${ROW}px`, paddingLeft: `${8 + Math.min(depth, 12) * 14}px` }}
                      title={`${clip(entry.path)}\n${formatLong(entry.weight, unit)}${entry.sites ? `\n${sitesInWords(entry.sites)}` : ''}${missing ? '\nsource not found' : ''}`}
                      aria-expanded={entry.file ? undefined : open} data-file={entry.file || undefined}
                      onClick={() => entry.file ? go({ file: entry.file, line: 0 }) : toggle(entry)}>
                <i class={`bar-${unit}`} style={{ width: `${total ? Math.min(1, Math.abs(entry.weight / total)) * 100 : 0}%` }} />
                <span class="twist">{entry.file ? '' : open ? '▾' : '▸'}</span>
                <span class={`clip grow ${missing ? 'soft' : ''}`}>{clip(entry.name, 120)}</span>
                {entry.sites && entry.sites.allocations > 0 && <span class="cover" data-test="cover">{formatExact(entry.sites.allocationsReached)}/{formatExact(entry.sites.allocations)}</span>}
                <span class="share">{entry.weight ? formatPercent(entry.weight, total) : ''}</span>
              </button>);
          })}
        </div>
      </div>
      <CoverageFoot report={report} />
    </nav>);
}
