// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first look: totals, allocations against bytes, block sizes.
import { useMemo } from 'preact/hooks';
import { formatBytes, formatChange, formatCount, formatExact, formatLong, formatPercent, formatTime } from '../format';
import { clip } from '../names';
import { ChangesCard } from '../part/ChangesCard';
import { KindsCard } from '../part/KindsCard';
import { RankCard } from '../part/RankCard';
import { Reading } from '../part/Reading';
import { LEAN_WORDS, SlopeChart } from '../part/SlopeChart';
import { SizeBars } from '../part/SizeBars';
import type { Family, Report } from '../report';
import { slopeItems } from '../slope';
import { sizesKnown } from '../spread';
import { linkTo } from './open';
import type { ViewProps } from './props';

const LEADERS = 10;

export function Overview(props: ViewProps) {
  const { report, state, lens } = props;
  const family = report.familyOf(lens);
  const side = report.profile.sides[0];
  const lenses = [family.objects, family.bytes].filter((each) => each !== undefined);
  return (
    <div class="view scrolls" data-view="overview">
      <div class="overview">
        <Tiles report={report} />
        {report.compares && <ChangesCard report={report} by={state.by} lenses={lenses} />}
        {side.totals.every((value) => value === 0)
          ? !report.compares && <div class="empty"><h2>No allocations</h2><p>The program made none that were recorded.
            Were its files compiled with the plugin, and is this the right profile?</p></div>
          : family.objects === undefined || family.bytes === undefined
            ? <RankCard report={report} by={state.by} lens={lens} />
            : <Balance {...props} family={family} objects={family.objects} bytes={family.bytes} by={state.by} />}
        {side.totals.some((value) => value !== 0) && <KindsCard report={report} lenses={lenses} />}
        <Runs report={report} />
      </div>
    </div>);
}

function Tiles({ report }: { report: Report }) {
  const { profile } = report;
  const [now, base] = profile.sides;
  return (
    <section class="tiles" aria-label="Totals">
      {report.families.map((family) => {
        const objects = family.objects === undefined ? undefined : now.totals[family.objects];
        const bytes = family.bytes === undefined ? undefined : now.totals[family.bytes];
        const change = (lens: number | undefined) => base && lens !== undefined &&
          <span class="change">{formatChange(now.totals[lens] - base.totals[lens], profile.lenses[lens].unit)}</span>;
        return (
          <div class="tile" key={family.id} data-family={family.id}
               title={family.objects === undefined ? '' : profile.lenses[family.objects].meaning}>
            <h2>{family.title}</h2>
            {objects !== undefined && <p class="objects"><b>{formatExact(objects)}</b> allocations {change(family.objects)}</p>}
            {bytes !== undefined && <p class="bytes" title={formatLong(bytes, 'bytes')}><b>{formatBytes(bytes)}</b> {change(family.bytes)}</p>}
            {objects !== undefined && bytes !== undefined && objects > 0 &&
              <p class="soft">{formatBytes(Math.floor(bytes / objects))} on average</p>}
          </div>);
      })}
      <div class="tile">
        <h2>Recorded as</h2>
        <p><b>{formatExact(now.contexts)}</b> call paths</p>
        <p class="soft">{report.whole ? `${formatCount(counted(report, 'lines'), 'line')}, ${formatCount(counted(report, 'functions'), 'function')}` : '\u00a0'}</p>
        <p class="soft">{profile.fold ? 'library code folded into its callers' : 'library code shown apart'}</p>
      </div>
    </section>);
}

/** Rows that allocate themselves. */
function counted(report: Report, by: 'lines' | 'functions'): number {
  const { profile: { nodes, samples, sides: [{ values }] }, keptSamples: keep } = report;
  const { ofRow, example } = report.keys[by], { node } = samples, { row } = nodes;
  const first = values[0]; // Mostly enough to know.
  const counts = new Uint8Array(example.length);
  for (let i = 0; i < node.length; i++)
    if ((!keep || keep[i]) && (first[i] !== 0 || values.some((column) => column[i] !== 0))) counts[ofRow[row[node[i]]]] = 1;
  counts[0] = 0;
  return counts.reduce((sum, each) => sum + each, 0);
}

function Balance({ report, family, objects, bytes, by }: ViewProps & {
  family: Family; objects: number; bytes: number; by: 'lines' | 'functions' | 'files';
}) {
  const items = useMemo(() => slopeItems(report, by, objects, bytes, LEADERS), [report.shown, by, objects, bytes]);
  const [allObjects, allBytes] = [objects, bytes].map((each) => report.profile.sides[0].totals[each]);
  const small = items.filter(({ lean }) => lean === 'objects');
  const large = items.filter(({ lean }) => lean === 'bytes');
  const sum = (list: typeof items, what: 'objects' | 'bytes') => list.reduce((all, item) => all + item[what], 0);
  if (items.length === 0)
    return <div class="empty"><h2>Nothing {family.title.toLowerCase()}</h2><p>No {by.slice(0, -1)} has counts in this lens.</p></div>;
  const noun = by.slice(0, -1);
  return (
    <>
      <section class="card">
        <header>
          <h2>Allocations against bytes{report.compares ? ', new profile' : ''}</h2>
          <p class="soft">
            The {by} that lead in either order, joined. Blue falls to the right: many small blocks, worth avoiding one by one.
            Orange climbs: few large blocks, worth sizing or reusing.
          </p>
        </header>
        <SlopeChart report={report} by={by} items={items} allObjects={allObjects} allBytes={allBytes} />
        <footer class="legend">
          {small.length > 0 && <span><i class="lean-objects" /> <b>{formatCount(small.length, noun)} of {LEAN_WORDS.objects}</b>: {formatPercent(sum(small, 'objects'), allObjects)} of
            all allocations, {formatPercent(sum(small, 'bytes'), allBytes)} of bytes</span>}
          {large.length > 0 && <span><i class="lean-bytes" /> <b>{formatCount(large.length, noun)} of {LEAN_WORDS.bytes}</b>: {formatPercent(sum(large, 'bytes'), allBytes)} of
            bytes, {formatPercent(sum(large, 'objects'), allObjects)} of allocations</span>}
          <span><i class="lean-even" /> within four times of the average block, {formatBytes(Math.floor(allBytes / (allObjects || 1)))}</span>
          <a class="push" href={linkTo({ view: 'top' })}>All {by} →</a>
        </footer>
      </section>
      <section class="card">
        <header><h2>Block sizes</h2>
          <p class="soft">Share of all allocations and of all bytes by the size of the block{!report.whole || sizesKnown(report, objects) ? '.' : '; each context counts at its average size.'}
            <a href={linkTo({ view: 'sizes' })}> More →</a></p></header>
        {report.whole ? <SizeBars report={report} objects={objects} bytes={bytes} height={150} /> : <div class="size-wait"><Reading /></div>}
      </section>
    </>);
}

function Runs({ report }: { report: Report }) {
  const MOST = 20;
  return (
    <section class="card runs">
      <header><h2>Where this comes from</h2></header>
      {report.profile.sides.map((side, s) => (
        <table key={s}>
          {report.compares && <caption>{s === 0 ? 'New' : 'Base'}</caption>}
          <tr><th>Command</th><th>Started</th><th>Process</th><th>Host</th><th>Profile</th></tr>
          {side.runs.slice(0, MOST).map((run, i) => (
            <tr key={i}>
              <td class="mono" title={clip(run.command || run.exe)}>{clip(run.command || run.exe || 'unknown', 140)}</td>
              <td>{run.started ? formatTime(run.started) : ''}</td>
              <td class="number">{run.pid || ''}{run.forked ? ' (forked)' : ''}</td>
              <td>{clip(run.host, 40)}</td>
              <td class="mono clip" title={clip(run.path)}>{clip(run.path, 80)}</td>
            </tr>))}
          {side.runs.length > MOST && <tr><td class="soft" colSpan={5}>and {formatExact(side.runs.length - MOST)} more</td></tr>}
        </table>))}
    </section>);
}
