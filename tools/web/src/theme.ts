// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Light or dark: as the system has it until the reader says otherwise.
const STORED = 'allocsites-theme';
type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(STORED);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined; // Not every browser has one for files.
  }
}

let chosen = stored();

export const themeNow = (): Theme => chosen ?? (system.matches ? 'dark' : 'light');

function apply() {
  document.documentElement.dataset.theme = themeNow();
  for (const listener of listeners) listener();
}

export function startTheme() {
  system.addEventListener('change', apply);
  // Paper is white.
  addEventListener('beforeprint', () => { document.documentElement.dataset.theme = 'light'; });
  addEventListener('afterprint', apply);
  apply();
}

export function toggleTheme() {
  chosen = themeNow() === 'dark' ? 'light' : 'dark';
  try { localStorage.setItem(STORED, chosen); } catch { /* see above */ }
  apply();
}

export function onTheme(listener: () => void) {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
