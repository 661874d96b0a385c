// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sortable table of any length, for mouse and keyboard.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useVirtual } from '../virtual';

export interface Column {
  id: string;
  title: string;
  /** What the title means. */
  hint?: string;
  /** A width of CSS grid. */
  width: string;
  numeric?: boolean;
  tone?: string;
  sortable?: boolean;
  cell: (index: number) => ComponentChildren;
}

interface Props {
  label: string;
  columns: Column[];
  count: number;
  /** A column's id; a leading `-` is descending. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** A click on the row, or Enter. */
  onOpen?: (index: number) => void;
  /** Enter alone. */
  onEnter?: (index: number) => void;
  /** Row that the view wants to be seen. */
  reveal?: number;
  /** For keys that the table does not use; true if used. */
  onKey?: (key: string, index: number) => boolean;
  rowProps?: (index: number) => Record<string, unknown>;
  /** Rows have levels. */
  tree?: boolean;
}

const ROW = 28, GAP = 14;

export function Grid({ label, columns, count, sort = '', onSort, onOpen, onEnter = onOpen, reveal, onKey, rowProps, tree }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const { items, size, scrollTo } = useVirtual(ref, count, ROW, 32);
  const [selected, setSelected] = useState(0);
  const template = {
    gridTemplateColumns: columns.map((column) => column.width).join(' '),
    // Narrower than that, the table scrolls.
    minWidth: `${columns.reduce((sum, column) => sum + GAP + Number(/\d+/.exec(column.width)?.[0] ?? 0), 2 * 20 - GAP)}px`,
  };
  const rowId = (index: number) => `${label.replace(/\W/g, '')}-${index}`.toLowerCase();
  const shown = items.some(({ index }) => index === selected && index < count);
  const descending = sort.startsWith('-'), sorted = sort.replace(/^-/, '');

  useEffect(() => {
    if (reveal !== undefined && reveal >= 0) {
      setSelected(reveal);
      scrollTo(reveal, 'center');
    }
  }, [reveal]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(count - 1, to));
    setSelected(index);
    scrollTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((ref.current?.clientHeight ?? 300) / ROW) - 2);
    const moves: Record<string, number> = {
      ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page,
      PageUp: selected - page, Home: 0, End: count - 1,
    };
    if (onKey?.(event.key, selected)) { /* used */ }
    else if (event.key in moves) move(moves[event.key]);
    else if (event.key === 'Enter' && onEnter && selected < count) onEnter(selected);
    else return;
    event.preventDefault();
  };

  return (
    <div class="grid" ref={ref} tabIndex={0} role={tree ? 'treegrid' : 'grid'} aria-label={label}
         aria-rowcount={count + 1}
         aria-activedescendant={shown ? rowId(selected) : undefined} onKeyDown={onKeyDown}>
      <div class="grid-head" style={template} role="row">
        {columns.map((column) => (
          <div key={column.id} role="columnheader" title={column.hint}
               class={`${column.numeric ? 'number' : ''} ${column.tone ?? ''}`}
               aria-sort={sorted !== column.id ? undefined : descending ? 'descending' : 'ascending'}>
            {column.sortable === false || !onSort ? column.title : (
              <button onClick={() => onSort(sorted === column.id && descending === !!column.numeric
                ? (descending ? column.id : `-${column.id}`)
                : (column.numeric ? `-${column.id}` : column.id))}>
                {column.title}{sorted === column.id ? (descending ? ' ↓' : ' ↑') : ''}
              </button>)}
          </div>))}
      </div>
      <div class="grid-body" style={{ height: `${size}px` }}>
        {items.map(({ index, start }) => index < count && (
          <div key={index} role="row" id={rowId(index)} aria-rowindex={index + 2}
               aria-selected={index === selected}
               class={`grid-row ${onOpen ? 'clickable' : ''} ${index === selected ? 'selected' : ''}`}
               style={{ ...template, height: `${ROW}px`, top: `${start}px` }}
               onClick={() => { setSelected(index); onOpen?.(index); }}
               {...rowProps?.(index)}>
            {columns.map((column) => (
              <div key={column.id} role="gridcell" data-column={column.id}
                   style={{ height: '100%', minWidth: 0 }}
                   class={column.numeric ? 'number bar-cell' : 'cell-name clip'}>
                {column.cell(index)}
              </div>))}
          </div>))}
      </div>
    </div>);
}

/** A number, pale if zero. */
export function Amount({ value, text, title }: { value: number; text: string; title?: string }) {
  return <span class={value === 0 ? 'zero' : ''} title={title}>{value === 0 ? '·' : text}</span>;
}

/** A number over a bar that is \p part of the cell. */
export function Bar({ part, tone, children }: { part: number; tone: string; children: ComponentChildren }) {
  const width = Math.max(0, Math.min(1, part)) * 100;
  return <>{width > 0 && <i class={`bar-${tone}`} style={{ width: `${width}%` }} />}{children}</>;
}
