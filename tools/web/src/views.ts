// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The views, in the order of their tabs.
import type { ComponentType } from 'preact';
import type { Report } from './report';
import type { ViewName } from './state';
import { Advice } from './view/Advice';
import { CallTree } from './view/CallTree';
import { Flame } from './view/Flame';
import { Overview } from './view/Overview';
import type { ViewProps } from './view/props';
import { Sizes } from './view/Sizes';
import { Source } from './view/Source';
import { Timeline } from './view/Timeline';
import { Top } from './view/Top';

interface ViewInfo {
  name: ViewName;
  title: string;
  View: ComponentType<ViewProps>;
  /** Lines, functions or files. */
  hasBy?: boolean;
  /** Shows what the lens counts; by default it does. */
  hasLens?: boolean;
  /** Absent where the data has nothing for it. */
  when?: (report: Report) => boolean;
}

export const VIEW_TABLE: ViewInfo[] = [
  { name: 'overview', title: 'Overview', View: Overview, hasBy: true },
  { name: 'top', title: 'Top', View: Top, hasBy: true },
  { name: 'source', title: 'Source', View: Source },
  { name: 'flame', title: 'Flame graph', View: Flame, hasBy: true },
  { name: 'tree', title: 'Call tree', View: CallTree, hasBy: true },
  { name: 'sizes', title: 'Sizes', View: Sizes, hasBy: true,
    when: (report) => report.families.some((each) => each.objects !== undefined && each.bytes !== undefined) },
  { name: 'timeline', title: 'Timeline', View: Timeline, hasLens: false,
    when: (report) => report.profile.sides.some((side) => side.runs.some((run) => run.timeline.time.length > 1)) },
  { name: 'advice', title: 'Advice', View: Advice, hasLens: false },
];
