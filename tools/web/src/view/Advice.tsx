// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What to change in the program, and what that saves, as `allocsites advise` says.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { findingsShown, lensOf, totalOf, whyNone, type Finding } from '../advice';
import type { Unit } from '../data';
import { formatCount, formatLong, formatPercent, formatValue } from '../format';
import { useKey } from '../hooks';
import { clip } from '../names';
import { Find, Segments } from '../part/Controls';
import { go, type State } from '../state';
import { linkTo, sourceOf } from './open';
import type { ViewProps } from './props';

/** More are there on demand. */
const AT_FIRST = 40;
const LONGEST_SENTENCE = 800;
const UNITS = ['objects', 'bytes'] as const;

const idOf = (number: number) => `finding-${number}`;

export function Advice({ report, state }: ViewProps) {
  const { find, order, finding } = state;
  const found = useMemo(() => findingsShown(report, { find, order }), [report.shown, find, order]);
  const pointed = found.findIndex(({ number }) => number === finding);
  const [all, setAll] = useState(false);
  const shown = all ? found : found.slice(0, Math.max(AT_FIRST, pointed + 1));
  useEffect(() => {
    if (pointed >= 0) document.getElementById(idOf(finding))?.scrollIntoView({ block: 'nearest' });
  }, [finding]);

  useKey((event) => {
    const step = event.key === 'n' ? 1 : event.key === 'p' ? -1 : 0;
    const next = found[pointed < 0 ? 0 : pointed + step];
    if (!step || !next) return;
    event.preventDefault();
    go({ finding: next.number }, true);
    // The list may have to grow to it first.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${idOf(next.number)} a`)?.focus());
  });

  const { length } = report.profile.advice;
  return (
    <div class="view" data-view="advice">
      <div class="toolbar">
        <Find label="Filter by name, file or rule" state={state} />
        <Segments label="Order" value={order} onChoose={(value) => go({ order: value as State['order'] }, true)}
          choices={[{ value: 'share', text: 'Largest saving', title: 'By the larger part of all allocations or of all bytes' },
            { value: 'objects', text: 'Allocations', title: 'By the allocations saved', tone: 'unit-objects' },
            { value: 'bytes', text: 'Bytes', title: 'By the bytes saved', tone: 'unit-bytes' }]} />
        <span class="faint" data-test="count">{found.length < length ? `${found.length} of ` : ''}{formatCount(length, 'finding')}
          {report.compares ? ' about the new profile' : report.focused ? ', with the numbers of all call paths' : ''}</span>
        <span class="grow" /><span class="faint">n p: next, previous; Enter: source</span>
      </div>
      {found.length === 0 ? <Empty reasons={length ? undefined : whyNone(report)} find={find} /> : (
        <div class="advice-scroll">
          <ol class="advice">
            {shown.map((each) => <Card key={each.number} report={report} finding={each} pointed={each.number === finding} />)}
          </ol>
          {shown.length < found.length && <p class="advice-more"><button class="button" onClick={() => setAll(true)}>
            Show {formatCount(found.length - shown.length, 'more finding')}</button></p>}
        </div>)}
    </div>);
}

function Empty({ reasons, find }: { reasons?: string[]; find: string }) {
  return (
    <div class="empty">
      <h2>{reasons ? 'No finding' : find ? 'Nothing matches' : 'No finding in focus'}</h2>
      {reasons?.map((reason) => <p key={reason}>{reason}</p>) ??
        <p>{find ? `No finding holds “${clip(find, 80)}”. Esc clears the filter.` : 'The focus leaves no line that a finding names.'}</p>}
    </div>);
}

function Card({ report, finding, pointed }: { report: ViewProps['report']; finding: Finding; pointed: boolean }) {
  const { number, row, otherRows, rule, title, kind, type } = finding;
  const { line } = report.profile.rows;
  const { name, place, full } = report.describe('lines', row);
  const sentence = (text: string) => clip(text, LONGEST_SENTENCE);
  return (
    <li class={`card finding ${pointed ? 'selected' : ''}`} id={idOf(number)} data-finding={number} aria-current={pointed || undefined}>
      <div class="told">
        <h2><span class="rank">{number}</span> {title} <span class="mono faint" title={`docs/advice/${rule}.md`}>{rule}</span></h2>
        <p class="where"><a href={linkTo(sourceOf(report, 'lines', row))} title={full}><span class="mono">{name}</span> {place}</a>
          {otherRows.map((other) => <span key={other}>, <a href={linkTo(sourceOf(report, 'lines', other))}>{line[other]}</a></span>)}
          <span class="kind">{clip(kind, 60)}{type ? `, ${clip(type, 120)}` : ''}</span></p>
        <dl>
          <dt>found</dt><dd>{sentence(finding.found)}</dd>
          <dt>do</dt><dd class="do">{sentence(finding.advice)}</dd>
          <dt>basis</dt><dd>{sentence(finding.basis)}</dd>
          {finding.callers.length > 0 && <><dt>from</dt><dd>{finding.callers.map((caller) => {
            const from = report.describe('lines', caller.row);
            return <span class="line" key={caller.row}><a href={linkTo(sourceOf(report, 'lines', caller.row))} title={from.full}>
              <span class="mono">{from.name}</span> {from.place}</a> <span class="soft">{callsOf(report, caller.counts)}</span></span>;
          })}</dd></>}
        </dl>
      </div>
      <Savings report={report} finding={finding} />
    </li>);
}

function callsOf(report: ViewProps['report'], counts: number[]): string {
  const lens = lensOf(report, 'alloc_objects', 'objects');
  return lens === undefined ? '' : formatLong(counts[lens], 'objects');
}

/** What the finding is about, and what following it takes away, in both units. */
function Savings({ report, finding }: { report: ViewProps['report']; finding: Finding }) {
  const { saving, counts } = finding;
  const columns = UNITS.map((unit) => ({ unit, lens: lensOf(report, saving.lens, unit), total: totalOf(report, finding, unit) }));
  const held = columns[0].lens !== undefined && report.familyOf(columns[0].lens).id === 'inuse';
  const cell = (unit: Unit, value: number | null | undefined) => (
    <td key={unit} class={`number ${unit}`} title={typeof value === 'number' ? formatLong(value, unit) : 'cannot be computed'}>
      {typeof value === 'number' ? formatValue(value, unit) : '–'}</td>);
  return (
    <table class="saves">
      <thead><tr><td /><th scope="col">Allocations</th><th scope="col">Bytes</th></tr></thead>
      <tbody>
        <tr><th scope="row">{held ? 'in use at the end' : 'allocated'}</th>{columns.map(({ unit, lens }) => cell(unit, lens === undefined ? undefined : counts[lens]))}</tr>
        <tr class="saved"><th scope="row">saves</th>{UNITS.map((unit) => cell(unit, saving[unit]))}</tr>
        <tr><th scope="row">of the total</th>{columns.map(({ unit, total }) => {
          const value = saving[unit];
          if (!total || value === null || value < 0) return <td key={unit} />;
          return <td key={unit} class="number soft"><i class={`fill-${unit}`} style={{ width: `${Math.min(1, value / total) * 100}%` }} />{formatPercent(value, total)}</td>;
        })}</tr>
      </tbody>
    </table>);
}
