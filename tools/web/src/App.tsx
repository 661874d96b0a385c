// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The frame around the views: title, tabs, what is counted, notes, keys.
import { useMemo, useState } from 'preact/hooks';
import { comesFirst } from './firstView';
import { formatBytes, formatCount, formatExact } from './format';
import { useKey } from './hooks';
import { baseName, clip } from './names';
import { Segments, TextField } from './part/Controls';
import { Help } from './part/Help';
import { Reading } from './part/Reading';
import type { Report } from './report';
import { go, useView, type State, type ViewName } from './state';
import { toggleTheme } from './theme';
import { VIEW_TABLE } from './views';
import { linkTo } from './view/open';

export function titleOf(report: Report): string {
  const { title, sides } = report.profile;
  if (title) return clip(title, 120);
  const names = new Set(sides[0].runs.map((run) => baseName(run.exe || run.path)));
  const [first = 'profile'] = names;
  return clip(first, 100) + (names.size > 1 ? ` and ${names.size - 1} more` : '');
}

export function App({ report }: { report: Report }) {
  const state = useView();
  const [help, setHelp] = useState(false);
  useMemo(() => report.whole && report.setFocus(state.focus), [state.focus, report.whole]);
  const lens = report.lensIndex(state.lens);
  const family = report.familyOf(lens);
  const views = VIEW_TABLE.filter((view) => !view.when || view.when(report));
  const view = views.find((each) => each.name === state.view) ?? views[0];

  const setUnit = (unit: 'objects' | 'bytes') => {
    const other = family[unit];
    if (other !== undefined) go({ lens: report.profile.lenses[other].name, sort: '' });
  };
  const setFamily = (id: string) => {
    const next = report.families.find((each) => each.id === id)!;
    const index = next[report.profile.lenses[lens].unit] ?? next.objects ?? next.bytes!;
    go({ lens: report.profile.lenses[index].name, sort: '' });
  };

  useKey((event) => {
    const number = Number(event.key);
    const typed = document.activeElement instanceof HTMLInputElement;
    if (event.key === 'Escape') {
      if (typed || help) return;
      if (state.zoom) go({ zoom: '' });
      else if (state.find) go({ find: '' });
    } else if (number >= 1 && number <= views.length) go({ view: views[number - 1].name, find: '' });
    else if (event.key === '?') setHelp(true);
    else if (event.key === '/') document.getElementById('find')?.focus();
    else if (event.key === 'e') document.getElementById('focus')?.focus();
    else if (event.key === 'a') setUnit('objects');
    else if (event.key === 'b') setUnit('bytes');
    else if (event.key === 'u') setFamily(report.families[(report.families.indexOf(family) + 1) % report.families.length].id);
    else if (event.key === 'l') go({ by: 'lines', zoom: '' });
    else if (event.key === 'f') go({ by: 'functions', zoom: '' });
    else if (event.key === 'd') toggleTheme();
    else return;
    event.preventDefault();
  });

  const command = report.profile.sides[0].runs[0]?.command ?? '';
  const { View } = view;
  return (
    <>
      <header class="header">
        <div class="title-bar">
          <Mark />
          <h1 class="clip" title={clip(titleOf(report))}>{titleOf(report)}</h1>
          <span class="command clip grow" title={clip(command)}>{clip(command, 300)}</span>
          <TextField id="focus" label="Focus: regex, or kind=regex" value={state.focus} width={250} bad={report.focusError}
                     onText={(focus) => go({ focus, zoom: '' }, true)} />
          <button class="button icon-button" title="Light or dark (d)" aria-label="Light or dark" onClick={toggleTheme}><Moon /></button>
          <button class="button icon-button" title="Help (?)" aria-label="Help" onClick={() => setHelp(true)}>?</button>
        </div>
        <div class="nav-bar">
          <nav class="tabs" aria-label="Views">
            {views.map((each, i) => (
              <a key={each.name} href={linkTo({ view: each.name as ViewName, find: '' })} title={`${each.title} (${i + 1})`}
                 aria-current={each === view ? 'page' : undefined}>{each.title}</a>))}
          </nav>
          <div class="controls">
            {report.compares && <Segments label="Which profile" value={state.side} onChoose={(side) => go({ side: side as State['side'] })}
              choices={[{ value: 'new', text: 'New' }, { value: 'base', text: 'Base' }, { value: 'change', text: 'Change' }]} />}
            {view.hasBy && <Segments label="By what" value={state.by} onChoose={(by) => go({ by: by as State['by'], zoom: '', root: '' })}
              choices={[{ value: 'lines', text: 'Lines', title: 'By source line (l)' }, { value: 'functions', text: 'Functions', title: 'By function (f)' },
                { value: 'files', text: 'Files', title: 'By file' }]} />}
            {view.hasLens !== false && report.families.length > 1 && <Segments label="Lens" value={family.id} onChoose={setFamily}
              choices={report.families.map((each) => ({ value: each.id, text: each.title,
                title: report.profile.lenses[each.objects ?? each.bytes!].meaning + ' (u: next)' }))} />}
            {view.hasLens !== false && family.objects !== undefined && family.bytes !== undefined && <Segments label="Unit" value={report.profile.lenses[lens].unit}
              onChoose={(unit) => setUnit(unit as 'objects' | 'bytes')}
              choices={[{ value: 'objects', text: 'Allocations', title: 'Count allocations (a)', tone: 'unit-objects' },
                { value: 'bytes', text: 'Bytes', title: 'Count bytes (b)', tone: 'unit-bytes' }]} />}
          </div>
        </div>
      </header>
      <main>
        <Notes report={report} state={state} />
        {report.whole || comesFirst(report, state) ? <View report={report} state={state} lens={lens} /> : <Reading />}
      </main>
      {help && <Help onClose={() => setHelp(false)} />}
    </>);
}

/** What the reader should know before believing a number. */
function Notes({ report, state }: { report: Report; state: State }) {
  const { profile } = report;
  const notes: preact.ComponentChildren[] = [];
  profile.sides.forEach((side) => {
    for (const text of side.warnings.slice(0, 3)) notes.push(clip(text, 400));
    if (side.warnings.length > 3) notes.push(`and ${side.warnings.length - 3} more warnings; allocsites top prints them`);
    const objects = profile.lenses.findIndex((lens) => lens.name === 'alloc_objects');
    const bytes = profile.lenses.findIndex((lens) => lens.name === 'alloc_space');
    if (side.lost[objects] || side.lost[bytes])
      notes.push(`${formatCount(side.lost[objects] ?? 0, 'allocation')} of ${formatBytes(side.lost[bytes] ?? 0)} could not be recorded, ` +
        'the profile file could not grow; they are part of the totals, of no line.');
    if (side.totals.some((total) => total > Number.MAX_SAFE_INTEGER))
      notes.push('Some numbers are beyond 9,007,199,254,740,991; what the page shows of them is rounded.');
  });
  if (profile.filters.length)
    notes.push(`The report was made with filters: ${clip(profile.filters.join(', '), 300)}. Percentages are of everything.`);
  if (report.focusError) notes.push(`Focus: ${clip(report.focusError, 200)}`);
  return (
    <div class="notes">
      {notes.map((text, i) => <div class="note" key={i}>{text}</div>)}
      {report.focused && <div class="note" data-test="focus-note">
        <span>Only {report.profile.samples.tags.some(({ name }) => state.focus.startsWith(`${name}=`)) ? 'allocations with' : 'call paths through'} <b class="mono">{clip(state.focus, 120)}</b>: {formatExact(report.shown.kept[0][0])} of {formatExact(profile.sides[0].totals[0])} {profile.lenses[0].unit === 'bytes' ? 'bytes' : 'allocations'}</span>
        <button class="button" onClick={() => go({ focus: '', zoom: '' })}>Show all</button></div>}
    </div>);
}

const Mark = () => (
  <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <rect x="1" y="1" width="9" height="20" rx="2" fill="var(--bytes)" /><rect x="12" y="1" width="9" height="5.3" rx="1.5" fill="var(--objects)" />
    <rect x="12" y="8.3" width="9" height="5.3" rx="1.5" fill="var(--objects)" opacity=".75" /><rect x="12" y="15.6" width="9" height="5.3" rx="1.5" fill="var(--objects)" opacity=".5" />
  </svg>);
const Moon = () => (
  <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true"><path fill="currentColor" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.600Z" /></svg>);
