// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Draws the boxes of a flame graph that are in sight.
import type { Box } from './flameLayout';

export const BOX_HEIGHT = 20;
const FONT = '11.5px ui-monospace, "JetBrains Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

export interface Look {
  /** "r g b" of the lens. */
  rgb: string;
  /** "r g b" of growth against the base, and of its contrary. */
  moreRgb: string;
  lessRgb: string;
  ink: string;
  soft: string;
  panel: string;
  mark: string;
  line: string;
}

export function lookNow(unit: string): Look {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string) => style.getPropertyValue(name).trim();
  return {
    rgb: get(`--${unit}-rgb`), moreRgb: get('--more-rgb'), lessRgb: get('--less-rgb'), ink: get('--ink'), soft: get('--soft'),
    panel: get('--panel'), mark: get('--mark'), line: get('--line-strong'),
  };
}

export interface BoxFace {
  label: string;
  /** Grey: not the user's code. */
  library: boolean;
  /** 0 to 1: neighbours that differ look different. */
  shade: number;
  /** undefined: nothing is searched. */
  matches?: boolean;
  /** −1 (less than the base) to 1; undefined: nothing is compared. */
  change?: number;
}

function fillOf(face: BoxFace, look: Look): string {
  if (face.matches) return look.mark;
  if (face.change !== undefined)
    return `rgb(${face.change > 0 ? look.moreRgb : look.lessRgb} / ${(0.06 + 0.7 * Math.min(1, Math.abs(face.change))).toFixed(3)})`;
  if (face.library) return `rgb(128 136 146 / ${(0.14 + 0.14 * face.shade).toFixed(3)})`;
  return `rgb(${look.rgb} / ${(0.2 + 0.3 * face.shade).toFixed(3)})`;
}

export interface Scene {
  boxes: Box[];
  faceOf: (box: Box) => BoxFace;
  /** Y of a box's top, in the window. */
  topOf: (box: Box) => number;
  width: number;
  height: number;
  hovered?: Box;
  current?: Box;
  /** Boxes above it are drawn pale. */
  base: number;
}

export function paint(canvas: HTMLCanvasElement, scene: Scene, look: Look) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(scene.width * ratio), height = Math.round(scene.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, scene.width, scene.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  const letter = context.measureText('m').width;
  for (const box of scene.boxes) {
    const y = scene.topOf(box);
    if (y + BOX_HEIGHT < 0 || y > scene.height) continue;
    const face = scene.faceOf(box);
    const gap = box.width > 3 ? 1 : 0.2;
    const room = Math.max(box.width - gap, 0.4);
    context.globalAlpha = box.depth < scene.base ? 0.45 : face.matches === false ? 0.35 : 1;
    context.fillStyle = fillOf(face, look);
    context.fillRect(box.x, y, room, BOX_HEIGHT - 1);
    if (box === scene.hovered || box === scene.current) {
      context.globalAlpha = 1;
      context.strokeStyle = look.ink;
      context.lineWidth = box === scene.current ? 2 : 1;
      context.strokeRect(box.x + 0.5, y + 0.5, Math.max(room - 1, 1), BOX_HEIGHT - 2);
    }
    const letters = Math.floor((room - 8) / letter);
    if (letters < 3) continue;
    context.fillStyle = look.ink;
    const text = face.label.length <= letters ? face.label : `${face.label.slice(0, letters - 1)}…`;
    context.fillText(text, box.x + 5, y + BOX_HEIGHT / 2);
  }
  context.globalAlpha = 1;
}
