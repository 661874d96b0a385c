// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pair of bars for each size class: share of allocations, share of bytes. With
// a base, a line across each bar says what it was.
import { useMemo } from 'preact/hooks';
import { formatBytes, formatLong, formatPercent } from '../format';
import type { Report } from '../report';
import { sizeClasses, type SizeClass } from '../spread';

const shortBytes = (value: number) => formatBytes(value).replace('\u00a0', ' ');

interface Props {
  report: Report;
  objects: number;
  bytes: number;
  height: number;
  /** Which samples count; by default those in focus. */
  keep?: Uint8Array;
  /** Without legend and numbers. */
  small?: boolean;
}

const sum = (classes: SizeClass[], what: 'objects' | 'bytes') => classes.reduce((all, each) => all + each[what], 0) || 1;

/** "16 B to 31 B" */
export const sizeRange = ({ from, to }: SizeClass) => (to ? `${shortBytes(from)} to ${shortBytes(to - 1)}` : `${shortBytes(from)} and more`);

export function SizeBars({ report, objects, bytes, height, keep, small }: Props) {
  const [now, base] = useMemo(() => report.profile.sides.map((_, side) => sizeClasses(report, objects, bytes, keep ?? report.keptSamples, side)),
                              [report.shown, objects, bytes, keep]);
  const from = Math.min(...[now, base].flatMap((list) => list?.[0]?.from ?? Infinity));
  const to = Math.max(...[now, base].flatMap((list) => list?.[list.length - 1]?.from ?? 0));
  const { sizeFrom } = report.profile;
  const all = { objects: sum(now, 'objects'), bytes: sum(now, 'bytes') };
  const before = base && { objects: sum(base, 'objects'), bytes: sum(base, 'bytes') };
  // Of two profiles the shares are of the larger, so that both can be compared.
  const whole = {
    objects: Math.max(all.objects, before?.objects ?? 0), bytes: Math.max(all.bytes, before?.bytes ?? 0),
  };
  const classes = sizeFrom.filter((start) => start >= from && start <= to).map((start) => {
    const find = (list?: SizeClass[]) => list?.find((each) => each.from === start) ??
      { from: start, to: sizeFrom[sizeFrom.indexOf(start) + 1] ?? 0, objects: 0, bytes: 0 };
    return { now: find(now), base: base && find(base) };
  });
  const part = (each: SizeClass | undefined, what: 'objects' | 'bytes') => (each ? each[what] / whole[what] : 0);
  const most = classes.reduce((max, each) => Math.max(max, ...[each.now, each.base].flatMap((of) =>
    [part(of, 'objects'), part(of, 'bytes')])), 0) || 1;
  const bar = (each: (typeof classes)[number], what: 'objects' | 'bytes') => {
    const share = part(each.now, what), old = part(each.base, what);
    return (
      <span class="size-bar">
        {!small && !base && <em>{share >= 0.005 ? `${Math.round(share * 100)}%` : ''}</em>}
        <i class={`fill-${what}`} style={{ height: `${Math.max(share / most * height, share > 0 ? 1 : 0)}px` }} />
        {old > 0 && <u style={{ bottom: `${old / most * height}px` }} />}
      </span>);
  };
  const told = (each: (typeof classes)[number]) => [sizeRange(each.now),
    `${formatLong(each.now.objects, 'objects')} (${formatPercent(each.now.objects, all.objects)})`,
    `${formatLong(Math.round(each.now.bytes), 'bytes')} (${formatPercent(each.now.bytes, all.bytes)})`,
    ...(each.base ? [`base: ${formatLong(each.base.objects, 'objects')}, ${formatLong(Math.round(each.base.bytes), 'bytes')}`] : [])].join('\n');
  const every = small ? Math.ceil(classes.length / 6) : 1;
  return (
    <figure class={`size-chart ${small ? 'small' : ''}`} data-test="sizes">
      {!small && <div class="size-legend"><span><i class="fill-objects" /> share of allocations</span><span><i class="fill-bytes" /> share of bytes</span>
        {base && <span><u /> base</span>}</div>}
      <div class="size-bars" style={{ height: `${height + (small ? 0 : 18)}px` }} role="img"
           aria-label={`Block sizes: ${classes.map(({ now }) => `${sizeRange(now)}: ${formatPercent(now.objects, all.objects)} of allocations`).join(', ')}`}>
        {classes.map((each) => (
          <div key={each.now.from} title={told(each)} data-from={each.now.from} data-objects={each.now.objects}>
            {bar(each, 'objects')}{bar(each, 'bytes')}
          </div>))}
      </div>
      <div class="size-axis">{classes.map(({ now }, i) => <span key={now.from}>{i % every === 0 ? shortBytes(now.from) : ''}</span>)}</div>
    </figure>);
}
