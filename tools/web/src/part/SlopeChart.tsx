// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two rankings side by side; a line joins the two places of each row.
import { useState } from 'preact/hooks';
import { formatAmount, formatBytes, formatExact, formatPercent } from '../format';
import { useSize } from '../hooks';
import type { Report } from '../report';
import type { SlopeItem } from '../slope';
import { openKey } from '../view/open';

const ROW = 27, HEAD = 30, MIDDLE = 0.18;

export const LEAN_WORDS = {
  objects: 'many small', bytes: 'few large', even: 'near the average size',
} as const;

interface Props {
  report: Report;
  by: 'lines' | 'functions' | 'files';
  items: SlopeItem[];
  allObjects: number;
  allBytes: number;
}

export function SlopeChart({ report, by, items, allObjects, allBytes }: Props) {
  const { ref, width } = useSize<HTMLDivElement>();
  const [over, setOver] = useState(0);
  const left = items.slice().sort((a, b) => a.rankByObjects - b.rankByObjects);
  const right = items.slice().sort((a, b) => a.rankByBytes - b.rankByBytes);
  const last = items.reduce((most, item) => Math.max(most, item.rankByObjects, item.rankByBytes), 10);
  const height = HEAD + items.length * ROW + 6;
  const inner = Math.max(90, width * MIDDLE), side = (width - inner) / 2;
  const y = (list: SlopeItem[], item: SlopeItem) => HEAD + (list.indexOf(item) + 0.5) * ROW;

  const label = (item: SlopeItem, atLeft: boolean) => {
    const { name, place, full } = report.describe(by, item.key);
    const rank = atLeft ? item.rankByObjects : item.rankByBytes;
    const part = atLeft ? formatPercent(item.objects, allObjects) : formatPercent(item.bytes, allBytes);
    const amount = atLeft ? formatAmount(item.objects) : item.bytes ? formatBytes(item.bytes) : '0 B';
    const list = atLeft ? left : right;
    return (
      <button key={item.key} class={`slope-label ${atLeft ? 'left' : 'right'} ${over && over !== item.key ? 'dim' : ''}`}
              style={{ top: `${HEAD + list.indexOf(item) * ROW}px`, height: `${ROW}px`, width: `${side}px`, [atLeft ? 'left' : 'right']: 0 }}
              title={`${full}\n${formatExact(item.objects)} allocations, ${formatExact(item.bytes)} bytes: ${LEAN_WORDS[item.lean]}`}
              onMouseEnter={() => setOver(item.key)} onMouseLeave={() => setOver(0)}
              onFocus={() => setOver(item.key)} onBlur={() => setOver(0)}
              onClick={() => openKey(report, by, item.key)}>
        <span class="rank">{rank}</span>
        <span class="what clip"><span class="mono clip">{name}</span> <span class="faint place clip">{place}</span></span>
        <span class={`amount ${atLeft ? 'objects' : 'bytes'}`}>{amount}</span>
        <span class="part">{part}</span>
      </button>);
  };

  return (
    <div class="slope" ref={ref} style={{ height: `${height}px`, '--digits': String(last).length }} data-test="slope">
      <h3 class="objects" style={{ left: 0, width: `${side}px` }}>By allocations</h3>
      <h3 class="bytes" style={{ right: 0, width: `${side}px` }}>By bytes</h3>
      {width > 0 && <svg width={inner} height={height} style={{ left: `${side}px` }} aria-hidden="true">
        {items.map((item) => {
          const from = y(left, item), to = y(right, item), bend = inner * 0.45;
          return <path key={item.key} class={`lean-${item.lean} ${over === item.key ? 'over' : over ? 'dim' : ''}`}
                       d={`M6 ${from} C${bend} ${from} ${inner - bend} ${to} ${inner - 6} ${to}`}
                       onMouseEnter={() => setOver(item.key)} onMouseLeave={() => setOver(0)} />;
        })}
        {items.map((item) => (
          <g key={item.key} class={`lean-${item.lean} ${over && over !== item.key ? 'dim' : ''}`}>
            <circle cx={6} cy={y(left, item)} r={3.5} /><circle cx={inner - 6} cy={y(right, item)} r={3.5} />
          </g>))}
      </svg>}
      {width > 0 && left.map((item) => label(item, true))}
      {width > 0 && right.map((item) => label(item, false))}
    </div>);
}
