// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the boxes of a flame graph stand. Only what can be seen is laid out, so
// the size of the profile does not matter.
import { childrenOf, type Paths, type Step } from './paths';
import type { Report } from './report';

export interface Box {
  step: Step;
  /** From the zoomed step's ancestors (0: the root) downwards. */
  depth: number;
  x: number;
  width: number;
  /** So many steps below `step` that are too narrow to be drawn. */
  rest?: number;
}

export interface FlameLayout {
  boxes: Box[];
  /** Levels in use. */
  depth: number;
  /** Of the zoomed step; the boxes above it span the whole width. */
  base: number;
}

const NARROWEST = 0.6, NARROWEST_REST = 4;

export function layOut(report: Report, paths: Paths, zoom: Step,
                       width: number): FlameLayout {
  const boxes: Box[] = [];
  const ancestors: Step[] = [];
  for (let at: Step | undefined = zoom.parent; at; at = at.parent) ancestors.push(at);
  ancestors.reverse().forEach((step, depth) => boxes.push({ step, depth, x: 0, width }));
  const base = ancestors.length;
  let deepest = base;
  const scale = zoom.totals[0] > 0 ? width / zoom.totals[0] : 0;
  const stack: Box[] = [{ step: zoom, depth: base, x: 0, width }];
  while (stack.length) {
    const box = stack.pop()!;
    boxes.push(box);
    deepest = Math.max(deepest, box.depth);
    let x = box.x;
    const children = childrenOf(report, paths, box.step);
    for (let i = 0; i < children.length; i++) {
      const step = children[i], room = step.totals[0] * scale;
      if (room < NARROWEST) { // All that follow are narrower still.
        const rest = children.slice(i).filter(({ totals }) => totals[0] > 0);
        const width = rest.reduce((sum, { totals }) => sum + totals[0], 0) * scale;
        if (width >= NARROWEST_REST)
          boxes.push({ step: box.step, depth: box.depth + 1, x, width, rest: rest.length });
        deepest = Math.max(deepest, box.depth + (width >= NARROWEST_REST ? 1 : 0));
        break;
      }
      stack.push({ step, depth: box.depth + 1, x, width: room });
      x += room;
    }
  }
  return { boxes, depth: deepest + 1, base };
}
