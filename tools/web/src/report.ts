// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Questions that views ask of a loaded report.
import { aggregate, makeKeys, type Aggregate, type Granularity, type KeyTables } from './aggregate';
import type { LensData, SourceData } from './data';
import { baseName, clip, shortName } from './names';
import type { Profile } from './profile';
import type { State } from './state';

/** Two lenses that count the same thing in objects and in bytes, or one alone. */
export interface Family {
  id: string;
  title: string;
  objects?: number;
  bytes?: number;
}

const TITLES: Record<string, string> = {
  alloc: 'Allocated', inuse: 'In use', temporary: 'Temporary', peak: 'At peak',
  temp: 'Temporary', growth: 'Growth',
};

function makeFamilies(lenses: LensData[]): Family[] {
  const families: Family[] = [];
  lenses.forEach((lens, index) => {
    let family = families.find((each) =>
      [each.objects, each.bytes].some((other) =>
        other !== undefined && lenses[other].sibling === lens.name && lens.sibling === lenses[other].name));
    if (!family) {
      const id = lens.name.replace(/_(objects|space|bytes|count)$/, '');
      const words = id.replace(/_/g, ' ');
      family = { id, title: TITLES[id] ?? words[0].toUpperCase() + words.slice(1) };
      families.push(family);
    }
    family[lens.unit] = index;
  });
  return families;
}

export class Report {
  readonly profile: Profile;
  readonly keys: KeyTables;
  readonly families: Family[];
  /** By string id of the path. */
  readonly sourceIndex: Map<number, SourceData>;
  /** What counts: all, or what the focus leaves. */
  shown: Aggregate;
  /** All data is there: see firstView.ts. */
  whole = false;
  focusError = '';
  /** 1 for each sample that counts; undefined: all do. */
  keptSamples?: Uint8Array;
  private readonly all: Aggregate;
  private focus = '';

  constructor(profile: Profile) {
    this.profile = profile;
    this.keys = makeKeys(profile);
    this.all = this.shown = aggregate(profile, this.keys);
    this.families = makeFamilies(profile.lenses);
    this.sourceIndex = new Map(profile.sources.map((source) => [source.file, source]));
  }

  get compares() { return this.profile.sides.length > 1; }
  get focused() { return this.shown !== this.all; }
  string = (id: number) => this.profile.strings[id];
  lensIndex(name: string): number {
    const index = this.profile.lenses.findIndex((lens) => lens.name === name);
    return Math.max(0, index);
  }
  familyOf(lens: number): Family {
    return this.families.find((each) => each.objects === lens || each.bytes === lens)!;
  }

  functionName(id: number): string { return this.string(this.profile.functions.name[id]); }
  shortFunction(id: number): string {
    let text = this.shortNames.get(id);
    if (text === undefined) {
      text = shortName(this.functionName(id));
      this.shortNames.set(id, text);
    }
    return text;
  }
  fileOfRow(row: number): string {
    const { functions, rows } = this.profile;
    return this.string(functions.file[rows.function[row]]);
  }
  /** "words.cpp:14", as far as known. */
  placeOfRow(row: number, line = this.profile.rows.line[row]): string {
    const file = clip(baseName(this.fileOfRow(row)), 60);
    return !file ? '' : line ? `${file}:${line}` : file;
  }

  /** What stands for a key: a name, a place in grey, and all of it in words. */
  describe(by: Granularity, key: number): { name: string; place: string; full: string } {
    const row = this.keys[by].example[key];
    const { functions, rows } = this.profile;
    const id = rows.function[row], path = this.fileOfRow(row);
    if (by === 'files' && path)
      return { name: clip(baseName(path), 80), place: clip(path.slice(0, -baseName(path).length - 1), 120), full: clip(path) };
    const line = by === 'lines' ? rows.line[row] : functions.line[id];
    const place = this.placeOfRow(row, line);
    const where = path ? `\n${clip(path)}${line ? `:${line}` : ''}` : '';
    return { name: this.shortFunction(id), place, full: clip(this.functionName(id)) + where };
  }

  /** Counts only contexts with a frame whose name or file matches, or with
   * `kind=REGEX` (any tag) those whose tag does; "": all. */
  setFocus(pattern: string) {
    if (pattern === this.focus) return;
    this.focus = pattern;
    this.focusError = '';
    this.shown = this.all;
    this.keptSamples = undefined;
    if (!pattern) return;
    const { tags } = this.profile.samples;
    const tag = tags.find(({ name }) => pattern.startsWith(`${name}=`));
    let regex: RegExp;
    try {
      regex = new RegExp(tag ? pattern.slice(tag.name.length + 1) : pattern, 'u');
    } catch (problem) {
      this.focusError = String((problem as Error).message);
      return;
    }
    this.keptSamples = tag ? this.samplesTagged(tag.values, regex) : this.samplesWith(regex);
    this.shown = aggregate(this.profile, this.keys, this.keptSamples);
  }

  private samplesTagged(values: Uint32Array, regex: RegExp): Uint8Array {
    const hits = new Map<number, number>();
    return Uint8Array.from(values, (value) => {
      let hit = hits.get(value);
      if (hit === undefined) hits.set(value, hit = Number(regex.test(this.string(value))));
      return hit;
    });
  }

  private samplesWith(regex: RegExp): Uint8Array {
    const { functions, rows, nodes, samples, vias } = this.profile;
    const hits = Uint8Array.from(functions.name, (name, id) =>
      Number(regex.test(this.string(name)) || regex.test(this.string(functions.file[id]))));
    hits[0] = 0;
    const onPath = new Uint8Array(nodes.row.length);
    for (let node = 1; node < onPath.length; node++)
      onPath[node] = onPath[nodes.parent[node]] | hits[rows.function[nodes.row[node]]];
    const below = new Uint8Array(vias.function.length);
    for (let via = 1; via < below.length; via++)
      below[via] = below[vias.parent[via]] | hits[vias.function[via]];
    return Uint8Array.from(samples.node, (node, i) => onPath[node] | below[samples.via[i]]);
  }

  /** A column of one side, or the change from the base. */
  column(sides: Float64Array[][], lens: number, side: State['side']): Float64Array {
    const now = sides[0][lens];
    if (side === 'new' || sides.length < 2) return now;
    const base = sides[1][lens];
    if (side === 'base') return base;
    let change = this.changes.get(now);
    if (!change) {
      change = now.map((value, i) => value - base[i]);
      this.changes.set(now, change);
    }
    return change;
  }
  total(lens: number, side: State['side']): number {
    const { sides } = this.profile;
    const now = sides[0].totals[lens];
    if (side === 'new' || sides.length < 2) return now;
    return side === 'base' ? sides[1].totals[lens] : now - sides[1].totals[lens];
  }

  private readonly changes = new WeakMap<Float64Array, Float64Array>();
  private readonly shortNames = new Map<number, string>();
}
