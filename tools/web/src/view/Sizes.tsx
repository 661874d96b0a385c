// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Block sizes and lifetimes, and the rows that stand out by size.
import { useMemo } from 'preact/hooks';
import { formatAmount, formatBytes, formatExact, formatPercent } from '../format';
import { LifeBars } from '../part/LifeBars';
import { SizeBars } from '../part/SizeBars';
import { reallocsOf, sizesKnown } from '../spread';
import { leanOf, type Lean } from '../slope';
import { linkTo, sourceOf } from './open';
import type { ViewProps } from './props';

const MOST = 12;

interface Props extends ViewProps { objects: number; bytes: number }

/** Rows of blocks far from the average size, by what they have most of. */
function outliers({ report, state, objects, bytes }: Props, lean: Lean): number[] {
  const flat = report.shown.tables[state.by].flat[0];
  const [allObjects, allBytes] = [objects, bytes].map((lens) => report.shown.kept[0][lens]);
  const keys: number[] = [];
  for (let key = 1; key < flat[objects].length; key++)
    if (leanOf(flat[objects][key], flat[bytes][key], allObjects, allBytes) === lean) keys.push(key);
  const order = flat[lean === 'bytes' ? bytes : objects];
  return keys.sort((a, b) => order[b] - order[a] || a - b).slice(0, MOST);
}

function Outliers(props: Props & { lean: 'objects' | 'bytes'; title: string; text: string }) {
  const { report, state, objects, bytes, lean, title, text } = props;
  const keys = useMemo(() => outliers(props, lean), [report.shown, state.by, objects, bytes]);
  const flat = report.shown.tables[state.by].flat[0];
  return (
    <section class="card outliers">
      <header><h2><i class={`dot fill-${lean}`} /> {title}</h2><p class="soft">{text}</p></header>
      {keys.length === 0 ? <p class="soft">None.</p> : <table>
        <tr><td /><th>Allocations</th><th>Bytes</th><th>Average</th></tr>
        {keys.map((key) => {
          const { name, place, full } = report.describe(state.by, key);
          return (
            <tr key={key}>
              <td class="what clip"><a href={linkTo(sourceOf(report, state.by, key))} title={full}><span class="mono">{name}</span> <span class="faint">{place}</span></a></td>
              <td class="number" title={formatPercent(flat[objects][key], report.shown.kept[0][objects])}>{formatAmount(flat[objects][key])}</td>
              <td class="number" title={formatPercent(flat[bytes][key], report.shown.kept[0][bytes])}>{formatBytes(flat[bytes][key])}</td>
              <td class="number"><b>{formatBytes(Math.floor(flat[bytes][key] / flat[objects][key]))}</b></td>
            </tr>);
        })}
      </table>}
    </section>);
}

/** Of allocations, whatever the lens. */
function Lifetimes({ report }: ViewProps) {
  const reallocs = useMemo(() => reallocsOf(report, report.keptSamples), [report.shown]);
  if (!report.profile.lenses.some((lens) => lens.name === 'temp_objects')) return null;
  return (
    <section class="card">
      <header><h2>Lifetimes</h2>
        <p class="soft">Allocations by the bytes that the process allocated while they lived. Temporaries, and what dies young in numbers, are the
          first to avoid: a buffer that is used again, a view, a reserve.</p></header>
      <LifeBars report={report} />
      {reallocs.reallocs > 0 && <p class="soft" data-test="reallocs">{formatExact(reallocs.reallocs)} of the allocations replaced a block (realloc):{' '}
        {formatExact(reallocs.growths)} made it larger, {formatExact(reallocs.moves)} moved it, {formatBytes(reallocs.copied)} were copied.</p>}
    </section>);
}

export function Sizes(props: ViewProps) {
  const { report, lens } = props;
  const { objects, bytes, title } = report.familyOf(lens);
  if (objects === undefined || bytes === undefined)
    return <div class="view" data-view="sizes"><div class="empty"><h2>No sizes</h2><p>“{title}” is counted in one unit only; choose another lens.</p></div></div>;
  const known = sizesKnown(report, objects);
  const average = report.shown.kept[0][bytes] / (report.shown.kept[0][objects] || 1);
  return (
    <div class="view scrolls" data-view="sizes">
      <div class="overview">
        <section class="card">
          <header><h2>Block sizes: {title.toLowerCase()}</h2>
            <p class="soft">Where blue is high and orange low, many small blocks cost time; where orange is high alone, few large ones cost memory.
              {known ? ' Numbers are exact; the bytes of a context with blocks of several sizes are shared out by class.'
                : ' A context with blocks of different sizes counts at their average.'}</p></header>
          {report.shown.kept[0][objects] === 0 ? <p class="soft">No allocations here.</p>
            : <SizeBars report={report} objects={objects} bytes={bytes} height={240} />}
        </section>
        <Lifetimes {...props} />
        <div class="two">
          <Outliers {...props} objects={objects} bytes={bytes} lean="objects" title="Many small"
            text={`Blocks of ${formatBytes(Math.floor(average / 4))} or less, a quarter of the average; most allocations first.`} />
          <Outliers {...props} objects={objects} bytes={bytes} lean="bytes" title="Few large"
            text={`Blocks of ${formatBytes(Math.ceil(average * 4))} or more, four times the average; most bytes first.`} />
        </div>
      </div>
    </div>);
}
