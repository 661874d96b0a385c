// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every view gets.
import type { Report } from '../report';
import type { State } from '../state';

export interface ViewProps {
  report: Report;
  state: State;
  /** Index of the lens that is looked through. */
  lens: number;
}
