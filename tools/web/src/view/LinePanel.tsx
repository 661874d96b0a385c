// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All that is known of one source line.
import { useMemo } from 'preact/hooks';
import type { Finding } from '../advice';
import type { LineCover } from '../coverage';
import { formatBytes, formatChange, formatExact, formatLong, formatPercent, formatValue } from '../format';
import { detailOf, viaChain, type Part } from '../lineDetail';
import { clip } from '../names';
import { AdviceList } from '../part/AdviceLinks';
import { CoverNotes } from '../part/CoverNotes';
import { LifeBars } from '../part/LifeBars';
import { SizeBars } from '../part/SizeBars';
import { reallocsOf } from '../spread';
import { linkTo, rootOf, sourceOf } from './open';
import type { ViewProps } from './props';

const MOST = 8;

/** What was called, and what that came to; 0 stands for the rest between. */
const shorten = (chain: number[]) => (chain.length > 3 ? [chain[0], 0, chain[chain.length - 1]] : chain);

export function LinePanel({ report, state, lens, place, findings, cover }: ViewProps & { place: number; findings?: Finding[]; cover?: LineCover }) {
  const { profile, shown } = report;
  const { rows } = profile;
  const detail = useMemo(() => detailOf(report, place, lens, state.side), [report.shown, place, lens, state.side]);
  const family = report.familyOf(lens);
  const lenses = [family.objects, family.bytes].filter((each) => each !== undefined);
  const { flat, cum } = shown.tables.places;
  const objects = family.objects === undefined ? 0 : flat[0][family.objects][place];
  const bytes = family.bytes === undefined ? 0 : flat[0][family.bytes][place];
  const { side } = state, changes = side === 'change' && report.compares;
  const column = (sides: Float64Array[][], each: number) => report.column(sides, each, side);

  const lives = profile.lenses.some((each) => each.name === 'temp_objects');

  const amounts = (values: number[]) => lenses.map((each) => {
    const { unit } = profile.lenses[each];
    return <td key={each} class={`number ${unit}`} title={formatLong(values[each], unit)}>{(changes ? formatChange : formatValue)(values[each], unit)}</td>;
  });
  const list = (title: string, hint: string, parts: Part[], text: (id: number) => preact.ComponentChildren) => parts.length > 0 && (
    <section>
      <h3 title={hint}>{title}</h3>
      <table>{parts.slice(0, MOST).map((part) => (
        <tr key={part.id}><td class="what">{text(part.id)}</td>{amounts(part.values)}</tr>))}
      </table>
      {parts.length > MOST && <p class="faint">and {parts.length - MOST} more</p>}
    </section>);

  const reallocs = useMemo(() => reallocsOf(report, detail.keep), [detail]);
  const own = rows.function[detail.rows[0] ?? 0];
  return (
    <aside class="line-panel" data-test="line-panel">
      <h2 class="clip">{report.placeOfRow(detail.rows[0] ?? 0) || 'Unknown place'}</h2>
      <table class="totals">
        <tr><td />{lenses.map((each) => <th key={each}>{profile.lenses[each].unit === 'bytes' ? 'Bytes' : 'Allocations'}</th>)}</tr>
        <tr><td class="soft">this line</td>{amounts(profile.lenses.map((_, l) => column(flat, l)[place]))}</tr>
        <tr><td class="soft">with callees</td>{amounts(profile.lenses.map((_, l) => column(cum, l)[place]))}</tr>
        <tr><td class="soft">{changes ? 'of the base' : 'of the total'}</td>{lenses.map((each) =>
          <td key={each} class="number soft">{formatPercent(column(flat, each)[place], report.total(each, changes ? 'base' : side))}</td>)}</tr>
      </table>
      {objects > 0 && !changes && side !== 'base' && <p class="soft">{formatBytes(Math.floor(bytes / objects))} an allocation on average</p>}
      <p class="links">
        <a href={linkTo({ view: 'flame', root: rootOf('places', place), way: 'callers', zoom: '' })}>Callers</a>
        <a href={linkTo({ view: 'flame', root: rootOf('places', place), way: 'callees', zoom: '' })}>Callees</a>
        <a href={linkTo({ view: 'tree', root: rootOf('places', place), way: 'callers' })}>Call tree</a>
      </p>
      <AdviceList findings={findings} />
      <CoverNotes report={report} cover={cover} />

      {detail.tags.map((tag) => list(tag.title, 'What the allocations here are', tag.parts, (id) =>
        <span class={`lines-3 ${tag.title === 'Kind' ? '' : 'mono'}`} title={clip(report.string(id))}>{id ? clip(report.string(id), 120) : 'not known'}</span>))}
      {list('How', 'Library code between the line and the allocator, outermost first', detail.vias, (id) => {
        const chain = viaChain(report, id, own);
        const full = chain.map((each) => clip(report.functionName(each), 500)).join('\n');
        return chain.length === 0 ? <span class="soft">directly</span>
          : <span class="mono lines-3" title={full}>{shorten(chain).map((each, i) => (
            <span key={i}>{i > 0 && <span class="faint"> › </span>}{each ? report.shortFunction(each) : '…'}</span>))}</span>;
      })}
      {objects > 0 && family.objects !== undefined && family.bytes !== undefined && <section><h3>Sizes</h3>
        <SizeBars report={report} objects={family.objects} bytes={family.bytes} height={56} keep={detail.keep} small /></section>}
      {lives && objects > 0 && <section><h3 title="By the bytes that the process allocated meanwhile">Lifetimes</h3>
        <LifeBars report={report} keep={detail.keep} /></section>}
      {reallocs.reallocs > 0 && <section><h3>realloc</h3><p class="soft">{formatExact(reallocs.reallocs)} blocks replaced: {formatExact(reallocs.growths)} grew,{' '}
        {formatExact(reallocs.moves)} moved, {formatBytes(reallocs.copied)} copied</p></section>}
      {list('Called from', 'What calls this line’s function on the way here, with all that is allocated below', detail.callers, (row) =>
        row === 0 ? <span class="soft">a thread’s start</span>
          : <a href={linkTo(sourceOf(report, 'lines', row))} title={clip(`${report.functionName(rows.function[row])}\n${report.fileOfRow(row)}`)}>
            <span class="mono clip line">{report.shortFunction(rows.function[row])}</span><span class="faint clip line place">{report.placeOfRow(row)}</span></a>)}
      {detail.rows.length > 1 && list('Functions', 'The functions that have this line, such as instances of a template',
        detail.rows.map((row) => ({ id: row, values: profile.lenses.map((_, l) => column(shown.tables.lines.flat, l)[row]) })),
        (row) => <span class="mono" title={clip(report.functionName(rows.function[row]))}>{clip(report.functionName(rows.function[row]), 90)}</span>)}
      {detail.rows.length === 1 && own !== 0 && <section><h3>Function</h3>
        <p class="mono what" title={clip(report.functionName(own))}>{clip(report.functionName(own), 300)}</p></section>}
      {report.compares && side !== 'new' && objects > 0 && <p class="faint">Sizes and lifetimes are those of the new profile.</p>}
    </aside>);
}
