// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names short enough to read. The full name is always a title away.

/** Longer texts are never put into the page whole. */
const LONGEST_TEXT = 2000;

/** Takes out the middle; visible where an invisible character would mislead. */
export function clip(text: string, limit = LONGEST_TEXT): string {
  const seen = text.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  if (seen.length <= limit) return seen;
  const head = Math.ceil(limit * 2 / 3);
  return `${seen.slice(0, head)}…${seen.slice(seen.length - (limit - head))}`;
}

const CLOSING: Record<string, string> = { '<': '>', '(': ')', '{': '}', '[': ']' };
const KEPT_GROUPS = /^(\(anonymous namespace\)|\{|\[)/;

/** Where the group that opens at \p start ends, or the text's end. */
function skipGroup(name: string, start: number): number {
  const open = name[start], close = CLOSING[open];
  let depth = 0;
  for (let i = start; i < name.length; i++) {
    if (name[i] === open) depth++;
    else if (name[i] === close && name[i - 1] !== '-' && --depth === 0)
      return i + 1;
  }
  return name.length;
}

/** `std::vector<int>::push_back(int&&)` is `std::vector::push_back`. */
export function shortName(name: string): string {
  if (name.length > 20000) return clip(name, 160);
  let out = '', i = 0;
  while (i < name.length) {
    const rest = name.slice(i, i + 24);
    const operator = /^operator\s*(\(\)|\[\]|<=>|->\*|<<=|>>=|->|<<|>>|<=|>=|<|>|new\[\]|delete\[\])?/.exec(rest);
    if (operator && !/[\w$]$/.test(out)) {
      out += operator[0];
      i += operator[0].length;
    } else if (KEPT_GROUPS.test(rest)) {
      const end = skipGroup(name, i);
      out += name.slice(i, end);
      i = end;
    } else if (name[i] === '<') {
      i = skipGroup(name, i);
    } else if (name[i] === '(') {
      break;
    } else {
      out += name[i++];
    }
  }
  // Instances of templates come with their result type in front.
  const conversion = out.indexOf('operator ');
  const head = conversion < 0 ? out : out.slice(0, conversion);
  if (!/[[{(]/.test(head)) {
    const blank = head.trimEnd().lastIndexOf(' ');
    if (blank >= 0) out = out.slice(blank + 1);
  }
  return clip(out.trim() || name, 160);
}

export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
