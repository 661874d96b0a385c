// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A number over time; a cross-hair that several charts share.
import { formatBytes } from '../format';
import { useSize } from '../hooks';
import type { Unit } from '../data';
import { formatSeconds, ticks } from '../timeline';

export interface Curve { time: number[]; values: number[] }

interface Props {
  title: string;
  unit: Unit;
  perSecond?: boolean;
  curve: Curve;
  base?: Curve;
  /** Held since the moment before, not joined by a slope. */
  steps?: boolean;
  /** Seconds; all charts have the same. */
  until: number;
  /** A moment of its own. */
  mark?: { time: number; text: string };
  cursor?: number;
  onCursor: (time: number | undefined) => void;
}

const LEFT = 64, RIGHT = 12, TOP = 10, BOTTOM = 24, HEIGHT = 190;

const short = (value: number, unit: Unit) => unit === 'bytes' ? formatBytes(value)
  : value >= 1e9 ? `${Number((value / 1e9).toPrecision(3))} G` : value >= 1e6 ? `${Number((value / 1e6).toPrecision(3))} M`
    : value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))} k` : String(Number(value.toPrecision(3)));

/** Index of the last moment at or before \p time. */
export function indexAt(times: number[], time: number): number {
  let low = 0, high = times.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** The moment nearest to \p time. */
export function nearest(times: number[], time: number): number {
  const index = indexAt(times, time);
  return index + 1 < times.length && times[index + 1] - time < time - times[index] ? index + 1 : index;
}

export function LineChart({ title, unit, perSecond, curve, base, steps, until, mark, cursor, onCursor }: Props) {
  const { ref, width } = useSize<HTMLDivElement>();
  const most = Math.max(...curve.values, ...(base?.values ?? []), 0) || 1;
  const inner = Math.max(10, width - LEFT - RIGHT), tall = HEIGHT - TOP - BOTTOM;
  const x = (time: number) => LEFT + time / (until || 1) * inner;
  const y = (value: number) => TOP + tall - value / most * tall;
  const path = ({ time, values }: Curve) => values.map((value, i) => {
    const at = `${x(time[i]).toFixed(1)} ${y(value).toFixed(1)}`;
    return i === 0 ? `M${at}` : steps ? `V${y(value).toFixed(1)}H${x(time[i]).toFixed(1)}` : `L${at}`;
  }).join('');
  const line = path(curve);
  const last = curve.time[curve.time.length - 1] ?? 0;
  const index = cursor === undefined ? -1 : nearest(curve.time, cursor);
  return (
    <div class={`line-chart ${unit}`} ref={ref} data-test={`chart-${perSecond ? 'rate' : 'inuse'}-${unit}`}>
      <h3>{title}</h3>
      {width > 0 && <svg width={width} height={HEIGHT} role="img" aria-label={`${title} over time, at most ${short(most, unit)}`}
        onMouseMove={(event) => {
          const at = (event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / inner * until;
          onCursor(at >= 0 && at <= until ? at : undefined);
        }} onMouseLeave={() => onCursor(undefined)}>
        {ticks(most, 4, unit).map((value) => <g key={value} class="tick">
          <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 8} y={y(value) + 4} text-anchor="end">{short(value, unit)}</text></g>)}
        {ticks(until, Math.max(2, Math.floor(inner / 110))).map((time) =>
          <text key={time} class="tick" x={x(time)} y={HEIGHT - 7} text-anchor={time === 0 ? 'start' : 'middle'}>{formatSeconds(time)}</text>)}
        {line && <path class="area" d={`${line}L${x(last)} ${y(0)}L${x(curve.time[0])} ${y(0)}Z`} />}
        {base && <path class="base" d={path(base)} />}
        {line && <path class="curve" d={line} />}
        {mark && <g class="peak"><line x1={x(mark.time)} x2={x(mark.time)} y1={TOP} y2={TOP + tall} />
          <text x={x(mark.time) + (x(mark.time) > width * 0.7 ? -6 : 6)} y={TOP + 10} text-anchor={x(mark.time) > width * 0.7 ? 'end' : 'start'}>{mark.text}</text></g>}
        {index >= 0 && <g class="cursor"><line x1={x(curve.time[index])} x2={x(curve.time[index])} y1={TOP} y2={TOP + tall} />
          <circle cx={x(curve.time[index])} cy={y(curve.values[index])} r={4} /></g>}
      </svg>}
    </div>);
}
