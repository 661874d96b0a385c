// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What changed most between two profiles, in both lenses side by side.
import { useMemo } from 'preact/hooks';
import { formatChange, formatLong, formatPercent, formatValue } from '../format';
import type { Report } from '../report';
import type { State } from '../state';
import { linkTo, sourceOf } from '../view/open';

const MOST = 12;

function Column({ report, by, lens }: { report: Report; by: State['by']; lens: number }) {
  const { flat } = report.shown.tables[by];
  const { unit } = report.profile.lenses[lens];
  const change = report.column(flat, lens, 'change');
  const keys = useMemo(() => {
    const found: number[] = [];
    for (let key = 1; key < change.length; key++) if (change[key] !== 0) found.push(key);
    return found.sort((a, b) => Math.abs(change[b]) - Math.abs(change[a]) || a - b);
  }, [change]);
  const most = Math.abs(change[keys[0]] ?? 1);
  const noun = unit === 'bytes' ? 'Bytes' : 'Allocations';
  const total = report.total(lens, 'change'), before = report.total(lens, 'base');
  return (
    <div class="changes" data-test={`changes-${unit}`}>
      <h3 class={unit}>{noun}: {formatChange(total, unit)}{before && total ? ` (${formatPercent(total, before)})` : ''}</h3>
      {keys.length === 0 ? <p class="soft">No {by.slice(0, -1)} changed.</p> : <table>
        {keys.slice(0, MOST).map((key) => {
          const { name, place, full } = report.describe(by, key);
          const value = change[key], width = Math.abs(value) / most * 50;
          return (
            <tr key={key} title={`${full}\n${formatLong(flat[1][lens][key], unit)} → ${formatLong(flat[0][lens][key], unit)}`}>
              <td class="what clip"><a href={linkTo(sourceOf(report, by, key))}><span class="mono clip">{name}</span> <span class="faint clip place">{place}</span></a></td>
              <td class="diverge"><i class={value > 0 ? 'more' : 'less'} style={{ width: `${width}%`, [value > 0 ? 'left' : 'right']: '50%' }} /></td>
              <td class="number soft">{formatValue(flat[1][lens][key], unit)}</td>
              <td class="number soft">{formatValue(flat[0][lens][key], unit)}</td>
              <td class={`number ${value > 0 ? 'more' : 'less'}`}><b>{formatChange(value, unit)}</b></td>
            </tr>);
        })}
      </table>}
      {keys.length > MOST && <p class="faint">and {keys.length - MOST} more that changed</p>}
    </div>);
}

export function ChangesCard({ report, by, lenses }: { report: Report; by: State['by']; lenses: number[] }) {
  return (
    <section class="card" data-test="changes">
      <header><h2>What changed most</h2>
        <p class="soft">By {by}, base and new. What looks alike on both sides (the same function, the same line counted from its start) is one {by.slice(0, -1)},
          so an edit above makes nothing new.</p></header>
      <div class={lenses.length > 1 ? 'two' : ''}>{lenses.map((lens) => <Column key={lens} report={report} by={by} lens={lens} />)}</div>
    </section>);
}
