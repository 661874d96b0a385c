// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The findings as views ask for them: in focus, in an order, by line.
import type { AdviceData, Unit } from './data';
import type { Report } from './report';
import type { State } from './state';

export interface Finding extends AdviceData {
  /** From 1, by the largest saving of all: its name in links. */
  number: number;
}

const rowsOf = (finding: AdviceData) => [finding.row, ...finding.otherRows];

export function allFindings(report: Report): Finding[] {
  return report.profile.advice.map((data, i) => ({ ...data, number: i + 1 }));
}

/** What a saving is a part of; undefined: not in this report. */
export function totalOf(report: Report, { saving }: AdviceData, unit: Unit): number | undefined {
  const lens = lensOf(report, saving.lens, unit);
  return lens === undefined ? undefined : report.profile.sides[0].totals[lens];
}

/** The lens of \p unit that counts the same as the one of that name. */
export function lensOf(report: Report, name: string, unit: Unit): number | undefined {
  const { lenses } = report.profile;
  const lens = lenses.findIndex((each) => each.name === name);
  return lens < 0 ? undefined : report.familyOf(lens)[unit];
}

function partOf(report: Report, finding: AdviceData, unit: Unit): number {
  const value = finding.saving[unit] ?? 0;
  return value > 0 ? value / (totalOf(report, finding, unit) || Infinity) : 0;
}

/** Allocations in focus are of a kind and on a line that the finding names. */
function inFocus(report: Report, findings: Finding[]): Finding[] {
  const { nodes, samples, strings } = report.profile;
  const keep = report.keptSamples;
  if (!keep) return findings;
  const kinds = samples.tags.find(({ name }) => name === 'kind')?.values;
  const wanted = new Set(findings.flatMap(rowsOf));
  const kept = new Set<string>();
  for (let i = 0; i < keep.length; i++) {
    const row = nodes.row[samples.node[i]];
    if (keep[i] && wanted.has(row)) kept.add(`${row} ${kinds ? strings[kinds[i]] : ''}`);
  }
  return findings.filter((finding) => rowsOf(finding).some((row) => kept.has(`${row} ${kinds ? finding.kind : ''}`)));
}

function matches(report: Report, finding: Finding, words: string[]): boolean {
  const text = [finding.rule, finding.title, finding.kind, finding.type,
    ...rowsOf(finding).map((row) => report.describe('lines', row).full)].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Those in focus that hold all words of `find`. */
export function findingsShown(report: Report, { find, order }: Pick<State, 'find' | 'order'>): Finding[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = inFocus(report, allFindings(report)).filter((finding) => matches(report, finding, words));
  return order === 'share' ? found
    : found.sort((a, b) => partOf(report, b, order) - partOf(report, a, order) || a.number - b.number);
}

/** By key of the table of places. */
export function findingsByPlace(report: Report): Map<number, Finding[]> {
  const { ofRow } = report.keys.places;
  const found = new Map<number, Finding[]>();
  for (const finding of allFindings(report))
    for (const place of new Set(rowsOf(finding).map((row) => ofRow[row])))
      found.set(place, [...found.get(place) ?? [], finding]);
  return found;
}

/** Why there is no finding at all, in sentences. */
export function whyNone(report: Report): string[] {
  const { sides: [side], sources, lenses } = report.profile;
  if (side.totals.every((total) => total === 0))
    return ['The program made no allocations that were recorded, so there are none to save.'];
  const reasons = ['Nothing that the rules know would save much. “allocsites advise -nodefraction=0” tells of little savings too.'];
  const unread = sources.filter(({ state }) => state === 'missing' || state === 'changed').length;
  if (unread)
    reasons.push(`${unread} of ${sources.length} source files are missing or have changed since; rules that read the source are silent about them.`);
  if (!side.sizes) reasons.push('Not all sizes were recorded; rules about growth are silent without.');
  if (!lenses.some(({ name }) => name === 'temp_objects'))
    reasons.push('Lifetimes were not recorded; rules about what lives briefly are silent without.');
  return reasons;
}
