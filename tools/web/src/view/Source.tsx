// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Annotated source: the tree of files, the text with counts, the line's detail.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { findingsByPlace } from '../advice';
import { marksOf, sitesInWords } from '../coverage';
import { formatCount, formatExact, formatLong, formatValue } from '../format';
import { useSize } from '../hooks';
import { baseName, clip } from '../names';
import { AdviceMark } from '../part/AdviceLinks';
import { CoverMarks, CoverPanel } from '../part/CoverNotes';
import { Amount } from '../part/Grid';
import { placesOf, sourceRows, type SourceRow } from '../sourceLines';
import { go } from '../state';
import { dominantTags } from '../tags';
import { useVirtual } from '../virtual';
import { FileTree } from './FileTree';
import { LinePanel } from './LinePanel';
import type { ViewProps } from './props';

const ROW = 20;
/** Counts from here on are rounded, to leave room for the text. */
const WIDEST = 1e7;

const REMARKS: Record<string, string> = {
  changed: 'This file has changed since the profile was made; text and counts may not fit.',
  missing: 'The source was not found when the report was made: counts without text. ' +
    'Give --source-path DIR or --path-map OLD=NEW to allocsites report.',
  unknown: 'The source file is unknown: build with -g.',
  absent: 'The report was made without source text (--no-source).',
};

export function Source(props: ViewProps) {
  const { report, state } = props;
  const first = useMemo(() => hottestFile(props), [report.shown, props.lens]);
  const file = state.file && state.file < report.profile.strings.length ? state.file : first;
  if (!file)
    return <div class="view" data-view="source"><div class="empty"><h2>No source lines</h2>
      <p>No allocation is known by file. Build with -g to see lines.</p></div></div>;
  return (
    <div class="view source" data-view="source">
      <FileTree {...props} file={file} />
      <SourceText key={file} {...props} file={file} />
    </div>);
}

/** Files without a single line, such as libraries, come last. */
function hottestFile({ report, lens, state }: ViewProps): number {
  const { flat, cum } = report.shown.tables.files;
  const { rows, functions } = report.profile;
  const values = report.column(flat, lens, state.side), more = report.column(cum, lens, state.side);
  const withLines = new Uint8Array(report.profile.strings.length); // By string id.
  rows.line.forEach((line, row) => { if (line) withLines[functions.file[rows.function[row]]] = 1; });
  let best = 0, file = 0;
  report.keys.files.example.forEach((row, key) => {
    const id = functions.file[rows.function[row]];
    const weight = (Math.abs(values[key]) + Math.abs(more[key]) / 1e6) * (withLines[id] ? 1 : 1e-12);
    if (id && (weight > best || !file)) [best, file] = [weight, id];
  });
  return file;
}

function SourceText(props: ViewProps & { file: number }) {
  const { report, state, lens, file } = props;
  const path = report.string(file), source = report.sourceIndex.get(file);
  const places = useMemo(() => placesOf(report, file), [report, file]);
  const [coloured, setColoured] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setColoured(true), 30);
    return () => clearTimeout(timer);
  }, []);
  const sites = coverageOf(props)?.files.get(file), covers = coverageOf(props)?.lines.get(file);
  const rows = useMemo(() => sourceRows(source, path, places, covers, coloured), [source, places, covers, coloured]);
  const wide = useMemo(() => rows.reduce((most, row) => Math.max(most,
    row.words.reduce((sum, word) => sum + word.text.length, 0)), 60), [rows]);
  const { ref, height } = useSize<HTMLDivElement>();
  const { items, size, scrollTo } = useVirtual(ref, rows.length, ROW, 30);
  const line = state.file === file || !state.file ? state.line : 0;

  const table = report.shown.tables.places;
  const family = report.familyOf(lens);
  const lenses = [family.objects, family.bytes].filter((each) => each !== undefined);
  const unit = report.profile.lenses[lens].unit;
  const flat = report.column(table.flat, lens, state.side);
  const cum = report.column(table.cum, lens, state.side);
  const most = useMemo(() => rows.reduce((max, row) => Math.max(max, Math.abs(flat[row.key])), 0), [rows, flat]);
  const hot = useMemo(() => rows.map((row, index) => ({ row, index }))
    .filter(({ row }) => flat[row.key] !== 0), [rows, flat]);

  const hottest = hot.reduce((best, each) =>
    Math.abs(flat[each.row.key]) > Math.abs(flat[best?.row.key ?? 0]) ? each : best, hot[0]);
  const shown = useRef('');
  useEffect(() => {
    const wanted = line ? rows.findIndex((row) => row.line === line) : hottest?.index ?? -1;
    const what = `${file} ${line}`;
    if (wanted >= 0 && height > 0 && shown.current !== what) {
      shown.current = what;
      scrollTo(wanted, 'center');
    }
  }, [line, rows, height > 0]);

  const isCounted = (key: number) => key !== 0 && (flat[key] !== 0 || cum[key] !== 0);
  const select = (row: SourceRow) => {
    if (!row.line || (!row.key && !row.cover)) return;
    shown.current = `${file} ${row.line}`;
    go({ file, line: row.line }, true);
  };
  const step = (by: number, among = hot) => {
    const at = among.findIndex(({ row }) => row.line >= line);
    const exact = at >= 0 && among[at].row.line === line;
    const to = by > 0 ? (exact ? at + 1 : Math.max(at, 0)) : (at < 0 ? among.length : at) - 1;
    if (among[to]) {
      select(among[to].row);
      scrollTo(among[to].index, 'center');
    }
  };
  const marked = () => rows.map((row, index) => ({ row, index }))
    .filter(({ row }) => marksOf(row.cover, isCounted(row.key)).length > 0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'n' || event.key === 'ArrowDown') step(1);
    else if (event.key === 'p' || event.key === 'ArrowUp') step(-1);
    else if (event.key === 'N') step(1, marked());
    else if (event.key === 'P') step(-1, marked());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const remark = REMARKS[source ? source.state : 'absent'];
  const advised = useMemo(() => findingsByPlace(report), [report]);
  const kinds = useMemo(() => kindsOf(report, lens), [report.shown, lens]);
  const selected = line ? places.get(line) : hottest?.row.key;
  const digits = Math.max(4, String(rows[rows.length - 1]?.line || source?.lines || 0).length);
  return (
    <>
      <section class="source-main">
        <header class="source-head">
          <h2 class="clip" title={clip(path)}>{clip(baseName(path), 120)}</h2>
          <span class="faint clip mono" title={clip(path)}>{clip(path, 160)}</span>
          <span class="grow" />
          {sites && <span class="faint cover-sum" data-test="cover-sum" title={sitesInWords(sites)}>
            {formatExact(sites.allocationsReached)} of {formatCount(sites.allocations, 'allocation')} reached</span>}
          <button class="button" onClick={() => step(-1)} title="Previous line that allocates (p)">↑</button>
          <button class="button" onClick={() => step(1)} title="Next line that allocates (n)">↓</button>
        </header>
        {remark && <p class="source-remark" data-test="remark">{remark}</p>}
        <div class="source-window"><div class="source-scroll" ref={ref} tabIndex={0} onKeyDown={onKeyDown} role="table"
             aria-label={`Source of ${clip(path, 200)}`}>
          <div class="source-titles" role="row" style={{ '--digits': digits }}>
            {lenses.map((each) => {
              const tone = report.profile.lenses[each].unit;
              return <span key={each} class={`pair ${tone}`} role="columnheader">
                <b>{tone === 'bytes' ? 'Bytes' : 'Allocations'}</b><span>with callees</span></span>;
            })}
            <span class="line-number" role="columnheader">Line</span>
            <span class="text" role="columnheader"><span class="hidden-label">Source</span></span>
          </div>
          <div class="source-body" style={{ height: `${size}px`, '--wide': Math.min(wide, 2100) }}>
            {items.map(({ index, start }) => {
              const row = rows[index];
              if (!row) return null;
              if (row.gap)
                return <div key={index} role="row" class="source-row gap" style={{ top: `${start}px`, '--digits': digits }}>
                  <span class="gap-text" role="cell">⋯ {formatValue(row.gap, 'objects')} {row.gap === 1 ? 'line' : 'lines'}</span></div>;
              const part = most ? Math.sqrt(Math.abs(flat[row.key]) / most) : 0;
              const tone = state.side !== 'change' ? unit : flat[row.key] > 0 ? 'more' : 'less';
              const warm = part > 0 ? `rgb(var(--${tone}-rgb) / ${(part * 0.3).toFixed(3)})`
                : cum[row.key] ? `rgb(var(--${unit}-rgb) / 0.045)` : undefined;
              return (
                <div key={index} role="row" data-line={row.line || '?'}
                     class={`source-row ${row.key ? 'counted' : row.cover ? 'covered' : ''} ${(row.key && row.key === selected) || (row.cover && row.line === line) ? 'selected' : ''}`}
                     style={{ top: `${start}px`, '--digits': digits }} onClick={() => select(row)}>
                  {lenses.map((each) => (
                    isCounted(row.key) || !marksOf(row.cover, false).includes('unreached')
                      ? <Pair key={each} report={report} lens={each} place={row.key} side={state.side} />
                      : <span key={each} class="pair" role="cell"><span class="faint" title="Never reached">0</span></span>))}
                  <span class="line-number" role="cell"><AdviceMark findings={row.key ? advised.get(row.key) : undefined} />{row.line || '?'}</span>
                  <span class={`text ${part > 0 ? 'hot' : ''}`} role="cell" style={{ background: warm }}>
                    {row.words.map((word, i) => <span key={i} class={word.kind}>{clip(word.text)}</span>)}
                    {row.words.length ? '' : row.key ? <span class="missing">{functionAt(report, row.key)}</span> : ' '}
                    {kinds(row.key)}
                    <CoverMarks report={report} cover={row.cover} counted={isCounted(row.key)} />
                  </span>
                </div>);
            })}
          </div>
        </div>
        <HeatStrip rows={rows} hot={hot} values={flat} most={most} unit={unit} onGo={(row, index) => { select(row); scrollTo(index, 'center'); }} /></div>
      </section>
      {selected !== undefined && selected !== 0 &&
        <LinePanel key={selected} {...props} place={selected} findings={advised.get(selected)} cover={covers?.get(report.profile.rows.line[report.keys.places.example[selected]])} />}
      {!selected && line !== 0 && covers?.get(line) &&
        <CoverPanel report={report} cover={covers.get(line)!} place={`${clip(baseName(path), 60)}:${line}`} />}
    </>);
}

/** Of the new profile's program: no word beside the numbers of the base. */
const coverageOf = ({ report, state }: ViewProps) =>
  report.compares && state.side === 'base' ? undefined : report.profile.coverage;

/** By place: what kind the line's allocations are, as a note behind the text. */
function kindsOf(report: ViewProps['report'], lens: number) {
  const tag = report.profile.samples.tags.findIndex(({ name }) => name === 'kind');
  const of = tag < 0 ? undefined : dominantTags(report, 'places', tag, lens);
  return (place: number) => {
    const kind = place ? of?.get(place) : undefined;
    return kind && kind.value !== 0 &&
      <span class="kind" data-test="kind">{clip(report.string(kind.value), 60)}{kind.others ? ` +${kind.others}` : ''}</span>;
  };
}

/** What stands in for text that the report has not. */
const functionAt = (report: ViewProps['report'], place: number) =>
  `in ${report.shortFunction(report.profile.rows.function[report.keys.places.example[place]])}`;

function Pair({ report, lens, place, side }: { report: ViewProps['report']; lens: number; place: number; side: ViewProps['state']['side'] }) {
  const { unit } = report.profile.lenses[lens];
  const table = report.shown.tables.places;
  const flat = report.column(table.flat, lens, side)[place], cum = report.column(table.cum, lens, side)[place];
  if (!place || (flat === 0 && cum === 0)) return <span class={`pair ${unit}`} role="cell" />;
  return (
    <span class={`pair ${unit}`} role="cell">
      <b><Amount value={flat} text={formatValue(flat, unit, WIDEST)} title={formatLong(flat, unit)} /></b>
      <span title={formatLong(cum, unit)}>{formatValue(cum, unit, WIDEST)}</span>
    </span>);
}

/** The file from top to bottom: where it allocates. */
function HeatStrip({ rows, hot, values, most, unit, onGo }: {
  rows: SourceRow[]; hot: { row: SourceRow; index: number }[]; values: Float64Array; most: number; unit: string;
  onGo: (row: SourceRow, index: number) => void;
}) {
  return (
    <div class="heat-strip" aria-hidden="true">
      {hot.slice(0, 2000).map(({ row, index }) => (
        <i key={index} style={{
          top: `${index / rows.length * 100}%`,
          background: `rgb(var(--${unit}-rgb) / ${(0.25 + 0.75 * Math.sqrt(Math.abs(values[row.key]) / (most || 1))).toFixed(2)})`,
        }} onClick={() => onGo(row, index)} />))}
    </div>);
}
