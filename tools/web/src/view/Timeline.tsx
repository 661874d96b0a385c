// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The run from start to end: what was in use, and how fast it allocated.
import { useMemo, useState } from 'preact/hooks';
import type { RunData } from '../data';
import { formatBytes, formatExact, formatLong, formatTime } from '../format';
import { baseName, clip } from '../names';
import { LineChart, nearest } from '../part/LineChart';
import { go } from '../state';
import { formatSeconds, seriesOf } from '../timeline';
import type { ViewProps } from './props';

const nameOf = (run: RunData) => `${clip(baseName(run.exe || run.path), 60)}${run.pid ? `, process ${run.pid}` : ''}`;

export function Timeline({ report, state }: ViewProps) {
  const [now, base] = report.profile.sides;
  const runs = now.runs.filter((run) => run.timeline.time.length > 1);
  const chosen = runs[state.run] ?? runs[0];
  const other = base?.runs.filter((run) => run.timeline.time.length > 1)[state.run];
  const [cursor, setCursor] = useState<number>();
  const series = useMemo(() => chosen && seriesOf(chosen), [chosen]);
  const before = useMemo(() => other && seriesOf(other), [other]);
  if (!series)
    return <div class="view" data-view="timeline"><div class="empty"><h2>No timeline</h2><p>This profile holds none.</p></div></div>;

  const end = (each: typeof series | undefined) => each?.time[each.time.length - 1] ?? 0;
  const until = Math.max(end(series), end(before));
  const { peak, peakTime } = chosen.timeline;
  const mark = peak > 0 && peakTime > 0 ? { time: peakTime / 1e9, text: `peak ${formatBytes(peak)}` } : undefined;
  const index = cursor === undefined ? -1 : nearest(series.time, cursor);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(series.time.length - 1, index < 0 ? (by > 0 ? 0 : series.time.length - 1) : index + by));
    setCursor(series.time[next]);
  };
  const chart = (what: 'inuse' | 'rate', unit: 'objects' | 'bytes', title: string) => (
    <LineChart title={title} unit={unit} perSecond={what === 'rate'} steps={what === 'rate'} until={until}
               curve={{ time: series.time, values: series[what][unit] }}
               base={before && { time: before.time, values: before[what][unit] }}
               mark={what === 'inuse' && unit === 'bytes' ? mark : undefined} cursor={cursor} onCursor={setCursor} />);
  return (
    <div class="view scrolls" data-view="timeline">
      <div class="overview">
        <section class="card timeline" tabIndex={0} onKeyDown={onKeyDown} aria-label="Timeline; the left and right arrow keys move through it">
          <header class="row"><div>
            <h2>{nameOf(chosen)}</h2>
            <p class="soft">{chosen.started ? `Started ${formatTime(chosen.started)}, ` : ''}{formatSeconds(end(series))} from the start to the last record,{' '}
              {formatExact(series.time.length)} moments.{before ? ' The grey line is the base.' : ''}</p></div>
            {runs.length > 1 && <select class="field" aria-label="Process" value={String(runs.indexOf(chosen))}
              onChange={(event) => go({ run: Number(event.currentTarget.value) })}>
              {runs.slice(0, 500).map((run, i) => <option key={i} value={String(i)}>{nameOf(run)}</option>)}</select>}
          </header>
          <p class="told" aria-live="polite" data-test="moment">{index < 0
            ? <span class="faint">Point at a chart, or use ← and →, to read a moment.</span>
            : <><b>{formatSeconds(series.time[index])}</b>
              <span class="objects" title="In use">{formatLong(series.inuse.objects[index], 'objects')}</span>
              <span class="bytes" title="In use">{formatBytes(series.inuse.bytes[index])} in use</span>
              <span class="soft">{formatExact(Math.round(series.rate.objects[index]))} allocations/s, {formatBytes(Math.round(series.rate.bytes[index]))}/s</span></>}</p>
          <div class="two">
            {chart('inuse', 'objects', 'Allocations in use')}{chart('inuse', 'bytes', 'Bytes in use')}
            {chart('rate', 'objects', 'Allocations per second')}{chart('rate', 'bytes', 'Bytes allocated per second')}
          </div>
        </section>
      </div>
    </div>);
}
