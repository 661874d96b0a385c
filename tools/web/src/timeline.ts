// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the timeline shows of a run, by moment.
import type { RunData, Unit } from './data';

export interface Series {
  /** Seconds since the start. */
  time: number[];
  /** In use at the moment. */
  inuse: Record<Unit, number[]>;
  /** Per second, from the moment before to this. */
  rate: Record<Unit, number[]>;
}

/** Rates over less than that say more of the clock than of the program. */
const SHORTEST = 1e-4;

export function seriesOf({ timeline: t }: RunData): Series {
  const series: Series = { time: [], inuse: { objects: [], bytes: [] }, rate: { objects: [], bytes: [] } };
  let last = { time: 0, objects: 0, bytes: 0 };
  t.time.forEach((nanoseconds, i) => {
    const time = nanoseconds / 1e9, passed = time - last.time;
    if (i > 0 && i + 1 < t.time.length && passed < SHORTEST) return;
    const rate = (now: number, before: number) => (passed >= SHORTEST ? (now - before) / passed : 0);
    series.time.push(time);
    series.inuse.objects.push(t.objects[i] - t.freedObjects[i]);
    series.inuse.bytes.push(t.bytes[i] - t.freedBytes[i]);
    series.rate.objects.push(rate(t.objects[i], last.objects));
    series.rate.bytes.push(rate(t.bytes[i], last.bytes));
    last = { time, objects: t.objects[i], bytes: t.bytes[i] };
  });
  // What happened in no time has no rate of its own.
  for (const unit of ['objects', 'bytes'] as const)
    series.rate[unit].forEach((_, i, list) => {
      if (i > 0 && series.time[i] - series.time[i - 1] < SHORTEST) list[i] = list[i - 1];
    });
  return series;
}

/** Round steps for an axis up to \p most. */
export function ticks(most: number, count: number, unit?: Unit): number[] {
  if (!(most > 0)) return [0];
  const base = unit === 'bytes' ? 1024 ** Math.floor(Math.log(Math.max(most, 1)) / Math.log(1024)) : 1;
  const rough = most / count / base;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough)! * base;
  const result: number[] = [];
  for (let i = 0; i * step <= most * 1.0001; i++) result.push(i * step);
  return result;
}

/** "0.25 s", "3 min 20 s" */
export function formatSeconds(seconds: number): string {
  if (seconds >= 120) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.001) return `${Number((seconds * 1e6).toPrecision(3))} µs`;
  return seconds < 1 ? `${Number((seconds * 1e3).toPrecision(3))} ms` : `${Number(seconds.toPrecision(3))} s`;
}
