// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flame graph and icicle, towards callees or callers, of all or of one place.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { layOut, type Box } from '../flameLayout';
import { BOX_HEIGHT, lookNow, paint, type BoxFace } from '../flamePaint';
import { formatChange, formatCount, formatLong, formatPercent, formatValue } from '../format';
import { useSize } from '../hooks';
import { clip } from '../names';
import { Find, Segments } from '../part/Controls';
import { childrenOf, makePaths, pathOf, stepAt, type Step } from '../paths';
import { go, type State } from '../state';
import { onTheme } from '../theme';
import { parseRoot, sourceOf } from './open';
import { PathsBar } from './PathsBar';
import { matchedShare, pathColumns } from './pathColumns';
import type { ViewProps } from './props';

const FOOT = 8;

/** From a name to 0 … 1, the same each time. */
function shadeOf(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < Math.min(text.length, 200); i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return (hash >>> 8) / 0x1000000;
}

export function Flame({ report, state, lens }: ViewProps) {
  const { by, way, up, find, side } = state;
  const { lenses } = report.profile;
  const unit = lenses[lens].unit;
  const columns = useMemo(() => pathColumns(report, lens, side), [report.shown, lens, side]);
  const from = parseRoot(report, state.root);
  const paths = useMemo(() => makePaths(report, columns.map((each) => each.sums), by, way, from),
                        [columns, by, way, state.root]);
  const { ref, width, height } = useSize<HTMLDivElement>();
  const zoom = useMemo(() => stepAt(report, paths, state.zoom), [paths, state.zoom]);
  const layout = useMemo(() => layOut(report, paths, zoom, Math.max(width, 1)), [paths, zoom, width]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<{ box: Box; x: number; y: number }>();
  const [current, setCurrent] = useState<Step>();
  const [scroll, setScroll] = useState(0);
  const [themes, setThemes] = useState(0);
  useEffect(() => onTheme(() => setThemes((count) => count + 1)), []);

  const full = Math.max(layout.depth * BOX_HEIGHT + FOOT, height);
  const topOf = (box: Box) => (up === 'icicle' ? box.depth * BOX_HEIGHT : full - FOOT - (box.depth + 1) * BOX_HEIGHT) - scroll;
  useLayoutEffect(() => {
    const element = ref.current;
    if (element) element.scrollTop = up === 'icicle' ? 0 : full;
  }, [up, full, zoom]);

  const words = find.trim().toLowerCase();
  const share = useMemo(() => matchedShare(report, paths, words), [paths, words]);
  const faces = useMemo(() => new Map<number, BoxFace>(), [paths, words, share]);
  const base = columns.findIndex((each) => each.what === 'base');
  const compared = side === 'change' && base > 0;
  const rootName = from ? report.describe(from.by, from.key).name : 'everything';
  const faceOf = ({ step, rest }: Box): BoxFace => {
    if (rest) return { label: formatCount(rest, `smaller ${by.slice(0, -1)}`), library: true, shade: 0 };
    let face = faces.get(step.key);
    if (!face) {
      if (step.key === 0) face = { label: from ? rootName : 'all', library: true, shade: 0 };
      else {
        const { name, place } = report.describe(by, step.key);
        const { rows, functions } = report.profile;
        const library = functions.library[rows.function[report.keys[by].example[step.key]]] === 1;
        face = { label: by === 'lines' && place ? `${name} ${place}` : name, library, shade: shadeOf(name) };
        if (words) face.matches = share.keys.has(step.key);
      }
      faces.set(step.key, face);
    }
    if (!compared) return face;
    const now = step.totals[0], before = step.totals[base];
    return { ...face, change: (now - before) / Math.max(now, before, 1) };
  };

  const here = current && layout.boxes.find((box) => box.step === current && !box.rest);
  useLayoutEffect(() => {
    if (canvas.current && width && height)
      paint(canvas.current, {
        boxes: layout.boxes, faceOf, topOf, width, height, base: layout.base, hovered: hovered?.box, current: here,
      }, lookNow(unit));
  });
  void themes;

  const boxAt = (event: MouseEvent): Box | undefined => {
    const bounds = canvas.current!.getBoundingClientRect();
    const x = event.clientX - bounds.left, y = event.clientY - bounds.top;
    const depth = up === 'icicle' ? Math.floor((y + scroll) / BOX_HEIGHT) : Math.floor((full - FOOT - y - scroll) / BOX_HEIGHT);
    return layout.boxes.find((box) => box.depth === depth && x >= box.x && x < box.x + Math.max(box.width, 1));
  };
  const zoomTo = (step: Step) => {
    setHovered(undefined);
    go({ zoom: pathOf(step) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = current && here ? current : zoom;
    const deeper = up === 'icicle' ? 'ArrowDown' : 'ArrowUp', back = up === 'icicle' ? 'ArrowUp' : 'ArrowDown';
    const visible = (step?: Step) => step && layout.boxes.some((box) => box.step === step) ? step : undefined;
    let next: Step | undefined;
    if (event.key === deeper) next = visible(childrenOf(report, paths, at)[0]);
    else if (event.key === back) next = at.parent;
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const siblings = at.parent ? childrenOf(report, paths, at.parent) : [at];
      next = visible(siblings[siblings.indexOf(at) + (event.key === 'ArrowLeft' ? -1 : 1)]);
    } else if (event.key === 'Enter') zoomTo(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (next) setCurrent(next);
  };

  const describe = (step: Step) => step.key === 0
    ? { name: from ? rootName : 'All contexts', full: '' } : report.describe(by, step.key);
  const told = hovered?.box.step ?? (here ? current : undefined) ?? zoom;
  const total = report.total(lens, side === 'change' ? 'new' : side);
  const toldName = describe(told);
  return (
    <div class="view" data-view="flame">
      <PathsBar report={report} state={state} from={from}>
        <Segments label="Orientation" value={up} onChoose={(next) => go({ up: next as State['up'] }, true)}
          choices={[{ value: 'icicle', text: 'Icicle', title: 'Grows downwards (i)' }, { value: 'flame', text: 'Flame', title: 'Grows upwards (i)' }]} />
        <Find label="Find by name or file" state={state} width={220} />
        {words && <span class="soft" data-test="share">{formatPercent(share.sum, total)} on paths that match</span>}
        {zoom !== paths.root && <button class="button" onClick={() => zoomTo(paths.root)}>Reset zoom</button>}
      </PathsBar>
      <p class="flame-told" aria-live="polite" data-test="told">
        <b class="mono clip">{clip(toldName.name, 200)}</b>
        <span class={unit}>{formatValue(told.totals[0], unit)}</span>
        <span class="soft">{formatPercent(told.totals[0], total)} of all
          {zoom.parent && told !== zoom ? `, ${formatPercent(told.totals[0], zoom.totals[0])} of the zoom` : ''}</span>
        {compared && <span class="soft">{formatChange(told.totals[0] - told.totals[base], unit)} against the base</span>}
        <span class="grow" />
        {told.key !== 0 && <button class="button" onClick={() => go(sourceOf(report, by, told.key))}>Source</button>}
      </p>
      {paths.root.totals[0] <= 0
        ? <div class="empty"><h2>Nothing to draw</h2><p>No context has counts in this lens{from ? ' through this place' : ''}.</p></div>
        : <div class="flame-scroll" ref={ref} tabIndex={0} onKeyDown={onKeyDown} role="application"
               aria-label={`${way === 'callees' ? 'Callees' : 'Callers'} as ${up}; arrow keys move, Enter zooms`}
               onScroll={(event) => setScroll(event.currentTarget.scrollTop)}>
            <div style={{ height: `${full}px` }}>
              <canvas ref={canvas} class="flame-canvas" style={{ width: `${width}px`, height: `${height}px` }}
                      data-boxes={layout.boxes.length} data-zoom={state.zoom}
                      onMouseMove={(event) => {
                        const box = boxAt(event);
                        setHovered(box && !box.rest ? { box, x: event.clientX, y: event.clientY } : undefined);
                      }}
                      onMouseLeave={() => setHovered(undefined)}
                      onClick={(event) => {
                        const box = boxAt(event);
                        if (!box || box.rest) return;
                        setCurrent(box.step);
                        zoomTo(box.step);
                      }} />
            </div>
          </div>}
      {hovered && <div class="tip" style={{
        left: `${Math.min(hovered.x + 14, innerWidth - 460)}px`,
        ...(hovered.y > innerHeight - 180 ? { bottom: `${innerHeight - hovered.y + 12}px` } : { top: `${hovered.y + 16}px` }),
      }}>
        <b class="mono">{clip((describe(hovered.box.step).full || describe(hovered.box.step).name).replace('\n', ' '), 400)}</b>
        <dl>{columns.map((column, c) => <>
          <dt class="soft">{column.title}</dt><dd>{formatLong(hovered.box.step.totals[c], column.unit)}</dd>
          <dd class="soft">{formatPercent(hovered.box.step.totals[c], column.total)}</dd></>)}</dl>
      </div>}
    </div>);
}
