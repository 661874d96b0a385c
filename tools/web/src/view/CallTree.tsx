// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The call paths as a tree to unfold.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatChange, formatLong, formatPercent, formatValue } from '../format';
import { Find } from '../part/Controls';
import { Amount, Bar, Grid, type Column } from '../part/Grid';
import { childrenOf, makePaths, ownTotals, type Paths, type Step } from '../paths';
import type { Report } from '../report';
import { openKey, parseRoot } from './open';
import { pathColumns } from './pathColumns';
import { PathsBar } from './PathsBar';
import type { ViewProps } from './props';

const DEEPEST_INDENT = 24;
/** A hot path is opened as long as one callee has this part of it. */
const HOT = 0.5;

interface Line { step: Step; depth: number }

function hotPath(report: Report, paths: Paths): Set<Step> {
  const open = new Set<Step>();
  let step = paths.root;
  for (let depth = 0; depth < 40; depth++) {
    const [first] = childrenOf(report, paths, step);
    if (!first || first.totals[0] < step.totals[0] * HOT) break;
    open.add(first);
    step = first;
  }
  return open;
}

export function CallTree({ report, state, lens }: ViewProps) {
  const { by, way, side, find } = state;
  const columns = useMemo(() => pathColumns(report, lens, side), [report.shown, lens, side]);
  const from = parseRoot(report, state.root);
  const paths = useMemo(() => makePaths(report, columns.map((each) => each.sums), by, way, from),
                        [columns, by, way, state.root]);
  const [open, setOpen] = useState<ReadonlySet<Step>>(new Set());
  useEffect(() => setOpen(hotPath(report, paths)), [paths]);

  const lines = useMemo(() => {
    const list: Line[] = [];
    const stack: Line[] = childrenOf(report, paths, paths.root).map((step) => ({ step, depth: 0 })).reverse();
    while (stack.length) {
      const line = stack.pop()!;
      list.push(line);
      if (open.has(line.step)) {
        const children = childrenOf(report, paths, line.step);
        for (let i = children.length - 1; i >= 0; i--) stack.push({ step: children[i], depth: line.depth + 1 });
      }
    }
    return list;
  }, [paths, open]);

  const toggle = (step: Step, to = !open.has(step)) => {
    const next = new Set(open);
    if (to) next.add(step);
    else next.delete(step);
    setOpen(next);
  };
  const onKey = (key: string, index: number): boolean => {
    const line = lines[index];
    if (!line) return false;
    if (key === 'ArrowRight' || key === 'ArrowLeft') toggle(line.step, key === 'ArrowRight');
    else if (key === ' ') toggle(line.step);
    else return false;
    return true;
  };

  const words = find.trim().toLowerCase();
  const columnList: Column[] = [{
    id: 'name', title: way === 'callees' ? 'Call path' : 'Allocating place and its callers', width: 'minmax(320px, 1fr)',
    cell: (index) => {
      const { step, depth } = lines[index];
      const { name, place, full } = report.describe(by, step.key);
      const leaf = childrenOf(report, paths, step).length === 0;
      const found = words && full.toLowerCase().includes(words);
      return (
        <span class="tree-name" style={{ paddingLeft: `${Math.min(depth, DEEPEST_INDENT) * 16}px` }}>
          <button class="twist" tabIndex={-1} aria-label={open.has(step) ? 'Fold' : 'Unfold'} style={leaf ? { visibility: 'hidden' } : undefined}
                  onClick={(event) => { event.stopPropagation(); toggle(step); }}>{open.has(step) ? '▼' : '▶'}</button>
          {depth > DEEPEST_INDENT && <span class="faint">+{depth - DEEPEST_INDENT}</span>}
          <span class="name mono clip" title={full}>{found ? <mark>{name}</mark> : name}</span>
          <span class="place faint clip" title={full}>{place}</span>
        </span>);
    },
  }];
  columns.forEach((column, c) => {
    columnList.push({
      id: `cum-${c}`, title: column.title, hint: 'With all that is called', numeric: true, tone: column.unit, width: '120px',
      cell: (index) => {
        const value = lines[index].step.totals[c];
        return <Bar part={value / (column.total || 1)} tone={column.unit}>
          <Amount value={value} text={formatValue(value, column.unit)} title={formatLong(value, column.unit)} /></Bar>;
      },
    }, column.what === 'base' ? {
      id: 'change', title: 'Change', hint: 'Against the base', numeric: true, width: '104px',
      cell: (index) => {
        const [value, before] = [lines[index].step.totals[0], lines[index].step.totals[c]];
        return <span class={value > before ? 'more' : value < before ? 'less' : 'zero'} title={before ? formatPercent(value - before, before) : 'new'}>
          {value === before ? '·' : formatChange(value - before, column.unit)}</span>;
      },
    } : {
      id: `part-${c}`, title: '%', numeric: true, width: '60px',
      cell: (index) => <span class="soft">{formatPercent(lines[index].step.totals[c], column.total)}</span>,
    });
    if (way === 'callees' && column.what !== 'base') columnList.push({
      id: `own-${c}`, title: 'itself', hint: 'Without what is called', numeric: true, width: '96px',
      cell: (index) => {
        const value = ownTotals(report, paths, lines[index].step)[c];
        return <Amount value={value} text={formatValue(value, column.unit)} title={formatLong(value, column.unit)} />;
      },
    });
  });

  return (
    <div class="view" data-view="tree">
      <PathsBar report={report} state={state} from={from}>
        <Find label="Mark by name or file" state={state} width={240} />
        <button class="button" onClick={() => setOpen(hotPath(report, paths))}>Hot path</button>
        <button class="button" onClick={() => setOpen(new Set())}>Fold all</button>
        <span class="grow" /><span class="faint">→ ← unfold and fold, Enter: source</span>
      </PathsBar>
      {lines.length === 0
        ? <div class="empty"><h2>No call paths</h2><p>No context has counts in this lens.</p></div>
        : <Grid label="Call tree" tree columns={columnList} count={lines.length} onKey={onKey}
                rowProps={(index) => ({
                  'data-key': lines[index].step.key, 'aria-level': lines[index].depth + 1,
                  'aria-expanded': childrenOf(report, paths, lines[index].step).length ? open.has(lines[index].step) : undefined,
                  onDblClick: () => openKey(report, by, lines[index].step.key),
                })} onEnter={(index) => openKey(report, by, lines[index].step.key)} />}
    </div>);
}
