// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is shown while the second part of the data is still read: the overview of
// what the report was made for. Its columns are Part::First in
// tools/report/ReportJson.cpp.
import type { Report } from './report';
import type { State } from './state';

/** Whether what came first is enough for a state. */
export function comesFirst(report: Report, state: State): boolean {
  if (state.view !== 'overview' || state.focus || report.compares) return false;
  const first = report.familyOf(report.lensIndex(report.profile.initial.lens));
  return first.objects !== undefined && first.bytes !== undefined &&
    report.familyOf(report.lensIndex(state.lens)) === first;
}
