// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How long objects live, as lying bars.
import { useMemo } from 'preact/hooks';
import { formatAmount, formatExact, formatPercent } from '../format';
import type { Report } from '../report';
import { lifeClasses } from '../spread';

export function LifeBars({ report, keep }: { report: Report; keep?: Uint8Array }) {
  const [now, base] = useMemo(() => report.profile.sides.map((_, side) => lifeClasses(report, keep ?? report.keptSamples, side)),
                              [report.shown, keep]);
  if (!now) return null;
  const sum = (list: typeof now) => list.reduce((all, each) => all + each.objects, 0);
  const all = sum(now), most = Math.max(1, ...[...now, ...(base ?? [])].map((each) => each.objects));
  const old = (title: string) => base?.find((each) => each.title === title)?.objects ?? 0;
  return (
    <table class="life-bars" data-test="lifetimes">
      {now.map(({ title, hint, objects }) => (
        <tr key={title} title={`${hint}${base ? `\nbase: ${formatExact(old(title))}` : ''}`} data-objects={objects}>
          <th>{title}</th>
          <td class="track">{objects > 0 && <i class="fill-objects" style={{ width: `${objects / most * 100}%` }} />}
            {old(title) > 0 && <u style={{ left: `${old(title) / most * 100}%` }} />}</td>
          <td class="number">{objects ? formatAmount(objects) : <span class="faint">·</span>}</td>
          <td class="number soft">{objects ? formatPercent(objects, all) : ''}</td>
        </tr>))}
    </table>);
}
