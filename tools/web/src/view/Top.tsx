// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of `allocsites top`, with both lenses side by side.
import { useMemo } from 'preact/hooks';
import { formatBytes, formatChange, formatCount, formatExact, formatLong, formatPercent, formatValue } from '../format';
import { clip } from '../names';
import { useNarrow } from '../hooks';
import { Amount, Bar, Grid, type Column } from '../part/Grid';
import { Find } from '../part/Controls';
import { go, type State } from '../state';
import { dominantTags, usedTags } from '../tags';
import type { ViewProps } from './props';
import { openKey } from './open';

const PLACE = 'place';

/** Keys with counts whose name, place or file holds all words of `find`. */
function matching(report: ViewProps['report'], by: State['by'], find: string): number[] {
  const { flat, cum } = report.shown.tables[by];
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found: number[] = [];
  for (let key = 1; key < cum[0][0].length; key++) {
    if (!cum.some((side, s) => side.some((column, l) => column[key] !== 0 || flat[s][l][key] !== 0)))
      continue;
    if (words.length) {
      const text = report.describe(by, key).full.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    found.push(key);
  }
  return found;
}

export function Top({ report, state, lens }: ViewProps) {
  const { by, find, side, sort } = state;
  const { profile, shown } = report;
  const table = shown.tables[by];
  const family = report.familyOf(lens);
  const lenses = [family.objects, family.bytes].filter((each) => each !== undefined);
  const order = sort || `-flat${lens}`;

  const columnOf = (name: string): Float64Array | undefined => {
    const match = /^-?(flat|cum)(\d+)$/.exec(name);
    return match && Number(match[2]) < profile.lenses.length
      ? report.column(table[match[1] as 'flat' | 'cum'], Number(match[2]), side) : undefined;
  };
  const average = (key: number) => {
    if (family.objects === undefined || family.bytes === undefined) return 0;
    const from = side === 'base' ? 1 : 0;
    const objects = table.flat[from][family.objects][key];
    return objects === 0 ? 0 : table.flat[from][family.bytes][key] / objects;
  };

  const found = useMemo(() => matching(report, by, find), [report, shown, by, find]);
  const keys = useMemo(() => {
    const sign = order.startsWith('-') ? -1 : 1;
    const column = columnOf(order);
    if (order.replace('-', '') === PLACE) {
      const text = new Map(found.map((key) => [key, report.describe(by, key).name.toLowerCase()]));
      return found.slice().sort((a, b) => sign * (text.get(a)! < text.get(b)! ? -1 : 1));
    }
    if (!column)
      return found.slice().sort((a, b) => sign * (average(a) - average(b)) || a - b);
    const size = side === 'change' ? Math.abs : (value: number) => value;
    const tie = columnOf(order.replace('flat', 'cum')) ?? column;
    return found.slice().sort((a, b) => sign * (size(column[a]) - size(column[b])) || sign * (size(tie[a]) - size(tie[b])) || a - b);
  }, [found, order, side, lens]);

  const narrow = useNarrow();
  const tags = useMemo(() => usedTags(report).map((tag) =>
    ({ ...tag, of: dominantTags(report, by, tag.index, lens) })), [report, by, lens]);

  const columns: Column[] = [{
    id: PLACE, title: { lines: 'Line', functions: 'Function', files: 'File' }[by],
    width: 'minmax(260px, 3fr)',
    cell: (index) => {
      const { name, place, full } = report.describe(by, keys[index]);
      return <><span class="name clip" title={full}>{name}</span><span class="place clip" title={full}>{place}</span></>;
    },
  }];
  for (const tag of narrow ? tags.slice(0, 1) : tags)
    columns.push({
      id: `tag-${tag.name}`, title: tag.title, width: 'minmax(96px, 1fr)', sortable: false,
      cell: (index) => {
        const of = tag.of.get(keys[index]);
        if (!of || of.value === 0) return '';
        const text = clip(report.string(of.value), 300);
        return <span class="clip soft" title={text}>{text}{of.others ? ` +${of.others}` : ''}</span>;
      },
    });
  for (const each of lenses) {
    const { unit } = profile.lenses[each];
    const total = report.total(each, side), noun = unit === 'bytes' ? 'Bytes' : 'Allocations';
    const write = side === 'change' ? formatChange : formatValue;
    const largest = Math.max(Math.abs(total), 1);
    for (const [kind, title, hint] of [
      ['flat', noun, 'Made by this itself, library code that it calls included'],
      ['cum', 'with callees', 'Made by this and by all that it calls'],
    ] as const) {
      const values = report.column(table[kind], each, side);
      columns.push({
        id: `${kind}${each}`, title, hint: `${noun}: ${hint}`, numeric: true, tone: unit,
        width: kind === 'flat' ? '112px' : '96px',
        cell: (index) => {
          const value = values[keys[index]];
          const amount = <Amount value={value} text={write(value, unit)} title={formatLong(value, unit)} />;
          return kind === 'flat' ? <Bar part={Math.abs(value) / largest} tone={side !== 'change' ? unit : value > 0 ? 'more' : 'less'}>{amount}</Bar> : amount;
        },
      });
      columns.push({
        id: `${kind}${each}-part`, title: '%', numeric: true, width: '60px', sortable: false,
        hint: side === 'change' ? 'Against the base' : `Part of the total, ${formatLong(total, unit)}`,
        cell: (index) => {
          const value = values[keys[index]];
          if (side === 'change' && value !== 0) {
            const base = table[kind][1][each][keys[index]];
            return <span class="soft">{base === 0 ? 'new' : base + value === 0 ? 'gone' : formatPercent(value, base)}</span>;
          }
          return <span class={value === 0 ? 'zero' : 'soft'}>{value === 0 ? '' : formatPercent(value, total)}</span>;
        },
      });
    }
  }
  if (lenses.length === 2)
    columns.push({
      id: 'average', title: 'Average', hint: 'Bytes an allocation', numeric: true, width: '84px',
      cell: (index) => {
        const value = average(keys[index]);
        return <Amount value={value} text={formatBytes(Math.floor(value))} />;
      },
    });

  return (
    <div class="view" data-view="top">
      <div class="toolbar">
        <Find label={`Filter ${by} by name or file`} state={state} />
        <span class="faint" data-test="count">
          {formatCount(keys.length, by.slice(0, -1))}{report.focused || report.profile.filters.length ? ' in focus' : ''}
        </span>
        <span class="grow" />
        <span class="faint">Enter or click: show the source</span>
      </div>
      {keys.length === 0
        ? <Empty find={find} total={formatExact(report.shown.kept[0][lens])} />
        : <Grid label="Top" columns={columns} count={keys.length} sort={order}
                onSort={(next) => go({ sort: next })} onOpen={(index) => openKey(report, by, keys[index])}
                rowProps={(index) => ({ 'data-key': keys[index] })} />}
    </div>);
}

function Empty({ find, total }: { find: string; total: string }) {
  return (
    <div class="empty">
      <h2>{find ? 'Nothing matches' : 'No allocations'}</h2>
      {find ? <p>No name or file holds “{clip(find, 80)}”. Esc clears the filter.</p>
        : <p>No context counts here ({total}). The program made none, or the focus leaves none.</p>}
    </div>);
}
