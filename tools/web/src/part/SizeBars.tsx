// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pair of bars for each size class: share of allocations, share of bytes.
import { useMemo } from 'preact/hooks';
import { formatBytes, formatLong, formatPercent } from '../format';
import type { Report } from '../report';
import { sizeClasses } from '../sizes';

const shortBytes = (value: number) => formatBytes(value).replace('\u00a0', ' ');

export function SizeBars({ report, objects, bytes, height }: { report: Report; objects: number; bytes: number; height: number }) {
  const classes = useMemo(() => sizeClasses(report, objects, bytes), [report.shown, objects, bytes]);
  const [allObjects, allBytes] = [objects, bytes].map((lens) => report.shown.kept[0][lens]);
  const most = classes.reduce((max, each) => Math.max(max, each.objects / (allObjects || 1), each.bytes / (allBytes || 1)), 0);
  const bar = (part: number, tone: string) => (
    <span class="size-bar">
      <em>{part >= 0.005 ? `${Math.round(part * 100)}%` : ''}</em>
      <i class={tone} style={{ height: `${most ? Math.max(part / most * height, part > 0 ? 1 : 0) : 0}px` }} />
    </span>);
  return (
    <figure class="size-chart">
      <div class="size-legend"><span><i class="fill-objects" /> share of allocations</span><span><i class="fill-bytes" /> share of bytes</span></div>
      <div class="size-bars" style={{ height: `${height + 18}px` }} role="img"
           aria-label={`Block sizes: ${classes.map((each) => `${shortBytes(each.from)} and more: ${formatPercent(each.objects, allObjects)} of allocations`).join(', ')}`}>
        {classes.map((each) => (
          <div key={each.from} title={`${shortBytes(each.from)}${each.from ? ` to ${shortBytes(each.from * 2 - 1)}` : ''}\n${formatLong(each.objects, 'objects')} (${formatPercent(each.objects, allObjects)})\n${formatLong(each.bytes, 'bytes')} (${formatPercent(each.bytes, allBytes)})`}>
            {bar(each.objects / (allObjects || 1), 'fill-objects')}{bar(each.bytes / (allBytes || 1), 'fill-bytes')}
          </div>))}
      </div>
      <div class="size-axis">{classes.map((each) => <span key={each.from}>{shortBytes(each.from)}</span>)}</div>
    </figure>);
}
