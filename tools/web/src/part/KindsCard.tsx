// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is allocated and why: the shares of a tag's values in both lenses.
import { useMemo, useState } from 'preact/hooks';
import { formatBytes, formatChange, formatExact, formatPercent, formatValue } from '../format';
import { clip } from '../names';
import type { Report } from '../report';
import { go } from '../state';
import { focusOn, tagShares, usedTags } from '../tags';
import { Segments } from './Controls';

const MOST = 14;

export function KindsCard({ report, lenses }: { report: Report; lenses: number[] }) {
  const tags = useMemo(() => usedTags(report), [report]);
  const [chosen, choose] = useState(tags[0]?.index ?? -1);
  const tag = tags.find(({ index }) => index === chosen);
  const shares = useMemo(() => (tag ? tagShares(report, tag.index, lenses) : []), [report.shown, chosen, lenses.join()]);
  if (!tag) return null;
  const { kept } = report.shown;
  const rows = shares.filter(({ sums }) => sums.some((side) => lenses.some((lens) => side[lens])));
  return (
    <section class="card kinds" data-test="kinds">
      <header class="row"><div><h2>What is allocated, and why</h2>
        <p class="soft">A click shows only these allocations, in every view.</p></div>
        {tags.length > 1 && <Segments label="Tag" value={String(chosen)} onChoose={(value) => choose(Number(value))}
          choices={tags.slice(0, 5).map(({ index, title }) => ({ value: String(index), text: clip(title, 30) }))} />}</header>
      <table>
        {rows.slice(0, MOST).map(({ value, sums }) => {
          const text = value ? report.string(value) : 'not known';
          return (
            <tr key={value} class="clickable" onClick={() => go({ focus: focusOn(tag.name, value ? report.string(value) : '') })}>
              <th class="clip" title={clip(text, 400)}><button>{clip(text, 100)}</button></th>
              {lenses.map((lens) => {
                const { unit } = report.profile.lenses[lens];
                const now = sums[0][lens], base = sums[1]?.[lens];
                const part = now / (Math.max(kept[0][lens], kept[1]?.[lens] ?? 0) || 1);
                return [
                  <td key={`${lens}bar`} class="track"><i class={`fill-${unit}`} style={{ width: `${part * 100}%` }} />
                    {base ? <u style={{ left: `${base / (Math.max(kept[0][lens], kept[1][lens]) || 1) * 100}%` }} /> : null}</td>,
                  <td key={`${lens}value`} class={`number ${unit}`} title={unit === 'bytes' ? formatExact(now) : undefined}>{formatValue(now, unit)}</td>,
                  <td key={`${lens}part`} class="number soft">{base === undefined ? formatPercent(now, kept[0][lens]) : formatChange(now - base, unit)}</td>,
                ];
              })}
            </tr>);
        })}
      </table>
      {rows.length > MOST && <p class="faint">and {rows.length - MOST} more, {rest(rows.slice(MOST), lenses, report)}</p>}
    </section>);
}

function rest(rows: { sums: number[][] }[], lenses: number[], report: Report): string {
  return lenses.map((lens) => {
    const sum = rows.reduce((all, { sums }) => all + sums[0][lens], 0);
    return report.profile.lenses[lens].unit === 'bytes' ? formatBytes(sum) : `${formatExact(sum)} allocations`;
  }).join(', ');
}
