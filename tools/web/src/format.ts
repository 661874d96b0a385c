// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers as people read them; bytes and percent as the command prints them.
import type { Unit } from './data';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** "1,234,567" */
export const formatExact = (value: number) => grouped.format(value);

/** "39.72 MB": the largest unit (of 1024) that leaves at least one. */
export function formatBytes(value: number): string {
  const sign = value < 0 ? '−' : '';
  let size = Math.abs(value), unit = 0;
  for (; size >= 1024 && unit + 1 < UNITS.length; unit++) size /= 1024;
  const text = unit === 0 ? String(Math.round(size)) : size.toFixed(2);
  return `${sign}${text.replace(/\.00$/, '')}\u00a0${UNITS[unit]}`;
}

const POWERS: [number, string][] = [[1e18, 'E'], [1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M']];

/** "−12,345"; from \p limit on "12.35\u00a0M", so that columns need not be wider. */
export function formatAmount(value: number, limit = 1e9): string {
  const sign = value < 0 ? '−' : '', size = Math.abs(value);
  const power = size >= limit && POWERS.find(([from]) => size >= from);
  return sign + (power ? `${(size / power[0]).toFixed(2)}\u00a0${power[1]}` : formatExact(size));
}

export function formatValue(value: number, unit: Unit, limit?: number): string {
  return unit === 'bytes' ? formatBytes(value) : formatAmount(value, limit);
}

/** "+12" or "−3.00 kB"; "0" for no change. */
export function formatChange(value: number, unit: Unit): string {
  return (value > 0 ? '+' : '') + formatValue(value, unit);
}

/** For a title: exact, with its unit. */
export function formatLong(value: number, unit: Unit): string {
  const noun = unit === 'bytes' ? 'byte' : 'allocation';
  return `${formatExact(value)} ${noun}${Math.abs(value) === 1 ? '' : 's'}`;
}

/** "12.3%", "0.042%", "<0.001%" */
export function formatPercent(part: number, total: number): string {
  if (part === 0 || total === 0) return '0%';
  const percent = part / total * 100, size = Math.abs(percent);
  if (size >= 99.95 && size <= 100.05) return percent < 0 ? '−100%' : '100%';
  const sign = percent < 0 ? '−' : '';
  if (size >= 10) return `${sign}${size.toFixed(1)}%`;
  if (size >= 1) return `${sign}${size.toFixed(2)}%`;
  if (size >= 0.001) return `${sign}${Number(size.toPrecision(2))}%`;
  return `${sign}<0.001%`;
}

/** "1 line", "2,000 lines" */
export function formatCount(count: number, noun: string, plural = `${noun}s`) {
  return `${formatExact(count)} ${count === 1 ? noun : plural}`;
}

export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}
