// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is looked at: kept in the address, so that a link shows the same.
import { useSyncExternalStore } from './hooks';

export const VIEWS = ['overview', 'top', 'source', 'flame', 'tree', 'sizes', 'timeline', 'advice'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface State {
  view: ViewName;
  /** Name of a lens. */
  lens: string;
  by: 'lines' | 'functions' | 'files';
  /** Regular expression: contexts with a frame that matches. */
  focus: string;
  /** Words to look for in the view. */
  find: string;
  /** Column of the table; a leading `-` is descending. */
  sort: string;
  /** String id of the file and the line shown as source. */
  file: number;
  line: number;
  /** Flame graph: which way, which end is up, and the keys of the zoom's path. */
  way: 'callees' | 'callers';
  up: 'flame' | 'icicle';
  zoom: string;
  /** Key that flame graph and tree start at: `l` or `f` and the key. */
  root: string;
  /** Number of the process in the timeline. */
  run: number;
  /** Advice: by which saving, and the number of the finding that is pointed at. */
  order: 'share' | 'objects' | 'bytes';
  finding: number;
  /** Which counts of two profiles. */
  side: 'new' | 'base' | 'change';
}

export const DEFAULTS: State = {
  view: 'overview', lens: '', by: 'lines', focus: '', find: '', sort: '',
  file: 0, line: 0, way: 'callees', up: 'icicle', zoom: '', root: '', run: 0,
  order: 'share', finding: 0, side: 'new',
};

const ALLOWED: Partial<Record<keyof State, readonly string[]>> = {
  view: VIEWS, by: ['lines', 'functions', 'files'], way: ['callees', 'callers'],
  up: ['flame', 'icicle'], order: ['share', 'objects', 'bytes'], side: ['new', 'base', 'change'],
};

let defaults = DEFAULTS;
let current = DEFAULTS;
const listeners = new Set<() => void>();

function parse(hash: string): State {
  const [view, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const state: Record<string, unknown> = { ...defaults };
  const set = (key: string, text: string) => {
    if (!(key in defaults)) return;
    const name = key as keyof State;
    if (ALLOWED[name] && !ALLOWED[name].includes(text)) return;
    if (typeof defaults[name] !== 'number') state[key] = text;
    else if (/^\d{1,9}$/.test(text)) state[key] = Number(text);
  };
  set('view', view);
  for (const [key, text] of new URLSearchParams(query))
    if (key !== 'view') set(key, text);
  return state as unknown as State;
}

export function hashOf(state: State): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(defaults) as (keyof State)[])
    if (key !== 'view' && state[key] !== defaults[key])
      query.set(key, String(state[key]));
  const text = query.toString();
  return `#/${state.view}${text ? `?${text}` : ''}`;
}

function read() {
  current = parse(location.hash);
  for (const listener of listeners) listener();
}

/** Called once, with what the report starts from. */
export function startState(initial: Partial<State>) {
  defaults = { ...DEFAULTS, ...initial };
  addEventListener('hashchange', read);
  read();
}

/** Changes the address: a new entry of the history, or with `quiet` the same. */
export function go(change: Partial<State>, quiet = false) {
  const next = { ...current, ...change };
  const hash = hashOf(next);
  if (hash === hashOf(current)) return;
  if (quiet) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  current = next;
  for (const listener of listeners) listener();
}

export const stateNow = () => current;

export function useView(): State {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => current);
}
