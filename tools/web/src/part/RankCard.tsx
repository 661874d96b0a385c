// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rows that lead in a lens of one unit, such as temporaries, and how much of
// all that they allocate it is.
import { useMemo } from 'preact/hooks';
import { formatExact, formatPercent, formatValue } from '../format';
import type { Report } from '../report';
import type { State } from '../state';
import { linkTo, sourceOf } from '../view/open';

const MOST = 15;

export function RankCard({ report, by, lens }: { report: Report; by: State['by']; lens: number }) {
  const { flat } = report.shown.tables[by];
  const { unit, meaning } = report.profile.lenses[lens];
  const values = flat[0][lens], total = report.shown.kept[0][lens];
  const made = report.profile.lenses.findIndex((each) => each.name === 'alloc_objects');
  const keys = useMemo(() => {
    const found: number[] = [];
    for (let key = 1; key < values.length; key++) if (values[key] > 0) found.push(key);
    return found.sort((a, b) => values[b] - values[a] || a - b).slice(0, MOST);
  }, [values]);
  return (
    <section class="card kinds" data-test="rank">
      <header><h2>{report.familyOf(lens).title}</h2><p class="soft">{meaning[0].toUpperCase() + meaning.slice(1)}.</p></header>
      {keys.length === 0 ? <p class="soft">None.</p> : <table>
        {keys.map((key) => {
          const { name, place, full } = report.describe(by, key);
          return (
            <tr key={key}>
              <th class="clip" title={full}><a href={linkTo(sourceOf(report, by, key))}><span class="mono">{name}</span> <span class="faint">{place}</span></a></th>
              <td class="track"><i class={`fill-${unit}`} style={{ width: `${values[key] / values[keys[0]] * 100}%` }} /></td>
              <td class={`number ${unit}`}>{formatValue(values[key], unit)}</td>
              <td class="number soft">{formatPercent(values[key], total)}</td>
              {made >= 0 && <td class="number soft" title="Of all that it allocates">{formatPercent(values[key], flat[0][made][key])} of its {formatExact(flat[0][made][key])}</td>}
            </tr>);
        })}
      </table>}
    </section>);
}
