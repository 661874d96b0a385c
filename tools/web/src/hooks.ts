// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small hooks.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The snapshot, and a new rendering whenever it is another. */
export function useSyncExternalStore<T>(subscribe: (changed: () => void) => () => void,
                                        snapshot: () => T): T {
  const [value, setValue] = useState(snapshot);
  useEffect(() => {
    const changed = () => setValue(() => snapshot());
    changed();
    return subscribe(changed);
  }, []);
  return value;
}

/** Width and height of an element, kept up to date. */
export function useSize<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((old) => old.width === width && old.height === height
        ? old : { width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...size };
}

/** The value as it was when it last stood still for some milliseconds. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const NARROW = matchMedia('(max-width: 1279px)');

/** The window has room for what is most needed, not for all. */
export function useNarrow(): boolean {
  return useSyncExternalStore((changed) => {
    NARROW.addEventListener('change', changed);
    return () => NARROW.removeEventListener('change', changed);
  }, () => NARROW.matches);
}

/** Listens on the window while the component lives. */
export function useKey(handle: (event: KeyboardEvent) => void) {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing && event.key !== 'Escape') return;
      latest.current(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
